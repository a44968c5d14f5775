using System.Security.Cryptography;
using System.Text;

namespace ClaimGraph;

/// <summary>What counts as the same wording.</summary>
public static class Wording
{
    // The full stops and exclamation marks of Unicode (Sentence_Terminal). Question marks are not among them: they change what is said.
    private const string Stops =
        ".!\u0589\u06D4\u0701\u0702\u0964\u0965\u0F0D\u0F0E\u104A\u104B\u1362\u1368\u166E\u17D4\u17D5\u1803\u1809\u1944"
        + "\u1C3B\u1C3C\u1C7E\u1C7F\u2E3C\u3002\uA4FF\uA60E\uA876\uA877\uA8CE\uA8CF\uABEB";

    /// <summary>
    /// The wording of a statement reduced to what distinguishes it: nothing invisible, Unicode compatibility form (NFKC) in which raised
    /// numbers, fractions and footnote signs stay apart from digits, lower case, quotation marks, apostrophes and dashes as ASCII, runs of
    /// white space as one space, no full stop at the end, and no quotation marks around the whole.
    /// </summary>
    public static string Normalised(string text)
    {
        var plain = Plain(NormalisedText.Normal(Numbers.Apart(Invisible.Remove(text)), NormalizationForm.FormKC).ToLowerInvariant());
        var core = WithoutEnds(plain);
        return core.Length == 0 ? plain : core;
    }

    /// <summary>The natural key of a statement: a hash of its language and its normalised wording.</summary>
    public static byte[] Hash(string language, string text) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{LanguageTag.Canonical(language)}\n{Normalised(text)}"))[..16];

    /// <summary>True when two texts differ in the case of a word that is all capitals in one of them: <c>US</c> and <c>us</c> can be two
    /// words, although they count as one wording.</summary>
    public static bool DiffersInCapitals(string one, string other)
    {
        var (left, right) = (Words(one), Words(other));
        return left.Length == right.Length
            && left.Zip(right).Any(pair => pair.First != pair.Second && IsAcronym(pair.First) != IsAcronym(pair.Second));

        // A text in capitals throughout says nothing by them.
        static string[] Words(string text) =>
            text.Any(char.IsLower) ? text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) : [];
    }

    private static bool IsAcronym(string word) => word.Count(char.IsUpper) > 1 && !word.Any(char.IsLower);

    private static string Plain(string text)
    {
        var (result, length) = (new char[text.Length], 0);
        var afterOpening = false; // of a guillemet that a space sets apart, as French does
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var atStart = length == 0 || result[length - 1] == ' ';
            if (!char.IsWhiteSpace(c))
            {
                if (length > 0 && atStart && (c is '?' or '!' or ';' or ':' || c is '»' or '›' && IsClosing(text, i)))
                    length--;
                if (c != '\u0307' || length == 0 || result[length - 1] != 'i') // what is left of the capital İ
                    result[length++] = Plain(c);
            }
            else if (!atStart && !afterOpening)
                result[length++] = ' ';
            afterOpening = c is '«' or '‹' && atStart || afterOpening && char.IsWhiteSpace(c);
        }
        return new string(result.AsSpan(0, length).TrimEnd(' '));
    }

    private static bool IsClosing(string text, int at) => at + 1 == text.Length || !char.IsLetterOrDigit(text[at + 1]);

    private static string WithoutEnds(string text)
    {
        while (true)
        {
            var shorter = WithoutQuotes(WithoutStops(text));
            if (shorter.Length == text.Length)
                return text;
            text = shorter;
        }
    }

    /// <summary>Without full stops at the end, be they before closing quotation marks.</summary>
    private static string WithoutStops(string text)
    {
        var end = text.AsSpan().TrimEnd(Stops + ' ').Length;
        var quotes = end;
        while (quotes > 0 && text[quotes - 1] is '"' or '\'')
            quotes--;
        return string.Concat(text.AsSpan(0, quotes).TrimEnd(Stops + ' '), text.AsSpan(quotes, end - quotes));
    }

    /// <summary>Without quotation marks that stand around the whole and nowhere in it.</summary>
    private static string WithoutQuotes(string text)
    {
        if (text.Length < 3 || text[0] is not ('"' or '\'') || text[^1] != text[0])
            return text;
        for (var i = 1; i < text.Length - 1; i++)
            if (text[i] == text[0] && (text[0] == '"' || !char.IsLetterOrDigit(text[i - 1]) || !char.IsLetterOrDigit(text[i + 1])))
                return text;
        return text[1..^1].Trim();
    }

    /// <summary>Quotation marks and dashes of all kinds, apostrophes and the final sigma in one form.</summary>
    internal static char Plain(char c) =>
        c switch
        {
            'ʹ' or '‹' or '›' or '❛' or '❜' => '\'',
            '〝' or '〞' or '〟' or '「' or '」' or '『' or '』' or '《' or '》' or '❝' or '❞' => '"',
            '―' => '-',
            'ς' => 'σ',
            _ => NormalisedText.Plain(c),
        };
}
