using System.Text;
using System.Text.RegularExpressions;

namespace ClaimGraph.Interchange.Documents;

/// <summary>Bytes as text: by the byte order mark, what the page says, zeros between letters, as UTF-8, and otherwise as
/// Windows-1252.</summary>
internal static partial class TextDecoding
{
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
        foreach (var encoding in Marked)
            if (encoding.Preamble.Length > 0 && bytes.AsSpan().StartsWith(encoding.Preamble))
                return encoding.GetString(bytes, encoding.Preamble.Length, bytes.Length - encoding.Preamble.Length);
        if (bytes is [not 0, 0, ..])
            return Encoding.Unicode.GetString(bytes);
        if (bytes is [0, not 0, ..])
            return Encoding.BigEndianUnicode.GetString(bytes);
        if (Declared(bytes) is { } declared)
            return declared.GetString(bytes);
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            guessed = "Windows-1252";
            return Named("windows-1252")!.GetString(bytes);
        }
    }

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
