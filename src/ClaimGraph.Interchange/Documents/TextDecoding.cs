using System.Text;
using System.Text.RegularExpressions;
using ClaimGraph.Import;

namespace ClaimGraph.Interchange.Documents;

/// <summary>Bytes as text: by the byte order mark, what the page says, zeros between letters, as UTF-8, and otherwise as
/// Windows-1252.</summary>
internal static partial class TextDecoding
{
    private const string Guess = "Windows-1252";
    private static readonly Encoding Strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding[] Marked =
    [
        new UTF32Encoding(bigEndian: false, byteOrderMark: true), // its mark begins with that of UTF-16
        new UTF32Encoding(bigEndian: true, byteOrderMark: true),
        new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
        Encoding.Unicode,
        Encoding.BigEndianUnicode,
    ];

    /// <param name="guessed">The encoding, when nothing says that it is this one.</param>
    public static string Decode(byte[] bytes, out string? guessed)
    {
        guessed = null;
        if (Said(bytes) is { } encoding)
            return encoding.GetString(bytes.AsSpan(MarkOf(encoding, bytes)));
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            guessed = Guess;
            return Named(Guess)!.GetString(bytes);
        }
    }

    /// <summary>Says that the encoding of a file was guessed.</summary>
    public static ImportProblem Doubt(string file, string guessed) =>
        new(file, "", ProblemCode.InvalidText, $"The file is not UTF-8; it was read as {guessed}.");

    /// <summary>A file of any size as UTF-8: itself, or a temporary copy.</summary>
    /// <param name="file">A stream that can seek.</param>
    /// <returns>A stream at its beginning, and the encoding when nothing says that it is this one.</returns>
    public static async Task<(Stream Text, string? Guessed)> ToUtf8Async(Stream file, CancellationToken cancellation)
    {
        var start = new byte[4_096];
        file.Position = 0;
        start = start[..await file.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation)];
        var (encoding, guessed) = (Said(start), (string?)null);
        if (encoding is null && !await IsUtf8Async(file, cancellation))
            (encoding, guessed) = (Named(Guess), Guess);
        file.Position = encoding is null ? 0 : MarkOf(encoding, start);
        return (encoding is null or UTF8Encoding ? file : await CopyAsync(file, encoding, cancellation), guessed);
    }

    private static async Task<Stream> CopyAsync(Stream file, Encoding encoding, CancellationToken cancellation)
    {
        var copy = TemporaryFile.Open();
        await using var text = Encoding.CreateTranscodingStream(file, encoding, Strict, leaveOpen: true);
        await text.CopyToAsync(copy, 1 << 16, cancellation);
        copy.Position = 0;
        return copy;
    }

    private static async Task<bool> IsUtf8Async(Stream file, CancellationToken cancellation)
    {
        var (bytes, chars, decoder) = (new byte[1 << 16], new char[(1 << 16) + 1], Strict.GetDecoder());
        file.Position = 0;
        try
        {
            for (var read = 1; read > 0; )
            {
                read = await file.ReadAsync(bytes, cancellation);
                decoder.GetChars(bytes, 0, read, chars, 0, flush: read == 0);
            }
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    /// <summary>The encoding that the bytes themselves name; null if they do not.</summary>
    private static Encoding? Said(byte[] bytes) =>
        Array.Find(Marked, encoding => MarkOf(encoding, bytes) > 0)
        ?? bytes switch
        {
            [not 0, 0, ..] => Encoding.Unicode,
            [0, not 0, ..] => Encoding.BigEndianUnicode,
            _ => Declared(bytes),
        };

    /// <summary>How long the mark of the encoding at the beginning is.</summary>
    private static int MarkOf(Encoding encoding, ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith(encoding.Preamble) ? encoding.Preamble.Length : 0;

    /// <summary>The encoding that a page names; null for UTF-8 and for none.</summary>
    private static Encoding? Declared(byte[] bytes)
    {
        var head = Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, 4_096));
        if (!head.AsSpan().TrimStart().StartsWith("<") || Charset().Match(head) is not { Success: true } match)
            return null;
        return Named(match.Groups["name"].Value) is { } encoding and not UTF8Encoding ? encoding : null;
    }

    private static Encoding? Named(string name)
    {
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    [GeneratedRegex(
        """(?:charset|encoding)\s*=\s*["']?(?<name>[A-Za-z0-9_.:-]+)""",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Charset();
}
