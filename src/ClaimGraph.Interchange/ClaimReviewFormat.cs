using System.Text.RegularExpressions;
using ClaimGraph.Interchange.Documents;

namespace ClaimGraph.Interchange;

/// <summary>Recognises what <see cref="ClaimReviewImporter"/> reads by its content.</summary>
public static partial class ClaimReviewFormat
{
    /// <summary>What <c>--format</c> calls it.</summary>
    public const string Name = "claimreview";

    private const int Examined = 1 << 20;

    /// <summary>True for an archive, a page, and JSON that speaks of a ClaimReview and is not of our own format.</summary>
    /// <param name="content">A stream that can seek; it is left at its beginning.</param>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static async Task<bool> IsInAsync(Stream content, CancellationToken cancellation = default)
    {
        var start = new byte[Examined];
        content.Position = 0;
        var length = await content.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation);
        content.Position = 0;
        return IsArchive(start.AsSpan(0, length)) || IsIn(TextDecoding.Decode(start[..Whole(start, length)], out _));
    }

    /// <summary>The beginning of a file as text; empty for an archive.</summary>
    internal static async Task<string> StartOfAsync(Stream content, CancellationToken cancellation)
    {
        var start = new byte[Examined];
        content.Position = 0;
        var length = await content.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation);
        content.Position = 0;
        return IsArchive(start.AsSpan(0, length)) ? "" : WithLineFeeds(TextDecoding.Decode(start[..Whole(start, length)], out _));
    }

    private static string WithLineFeeds(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    private static bool IsArchive(ReadOnlySpan<byte> start) =>
        InputFiles.IsZip(start) || start.Length > 262 && start.Slice(257, 5).SequenceEqual("ustar"u8);

    private static bool IsIn(string text) =>
        PageReader.IsHtml(text) || !OurFormat().IsMatch(text) && text.Contains("ClaimReview", StringComparison.OrdinalIgnoreCase);

    /// <summary>Without a character of UTF-8 that is cut off at the end.</summary>
    private static int Whole(byte[] bytes, int length)
    {
        if (length < Examined)
            return length;
        while (length > Examined - 4 && (bytes[length - 1] & 0xC0) == 0x80)
            length--;
        return length - 1;
    }

    [GeneratedRegex("\"format\"\\s*:\\s*\"claimgraph/", RegexOptions.NonBacktracking)]
    private static partial Regex OurFormat();
}
