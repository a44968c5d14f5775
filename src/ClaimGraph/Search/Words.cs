using System.Globalization;
using System.Text;

namespace ClaimGraph.Search;

/// <summary>
/// The words of a text as full-text search sees them: runs of letters, digits and marks, folded (<see cref="NormalisedText.Fold"/>). In
/// scripts without spaces (Chinese, Japanese, Thai, Lao, Khmer, Burmese) every two neighbouring characters are a word, so that a word is
/// found inside a sentence. A pictograph is a word.
/// </summary>
public static class Words
{
    private const int Longest = 100; // of a word; the rest of a longer one is cut off

    // "The", alone or after "and", "with", "like", "so": as in the light stemming of Larkey, Ballesteros and Connell (2007).
    private static readonly string[] ArabicArticles = ["وال", "بال", "كال", "فال", "ال"];
    private const int ShortestArabic = 3; // letters that must be left after the article

    /// <summary>One word of a text.</summary>
    /// <param name="Text">Folded; letters and digits only, or one pictograph.</param>
    /// <param name="Start">Where it stands in the text, in UTF-16 units.</param>
    /// <param name="Length">How long it is there, in UTF-16 units.</param>
    public readonly record struct Word(string Text, int Start, int Length);

    private enum Sort
    {
        None,
        Mark, // belongs to the word before it
        Letter,
        Unspaced, // a letter of a script without spaces
        Pictograph,
    }

    /// <summary>The words of a text to be found.</summary>
    public static IEnumerable<Word> Of(string text) => Of(text, isQuery: false);

    /// <summary>The words of what was typed. In a script without spaces, the last character is not a word of its own, because the pair
    /// before has it.</summary>
    public static IEnumerable<Word> OfQuery(string text) => Of(text, isQuery: true);

    /// <summary>True for one character of a script without spaces.</summary>
    public static bool IsCharacter(string word) =>
        Rune.TryGetRuneAt(word, 0, out var rune) && rune.Utf16SequenceLength == word.Length && IsUnspaced(rune.Value);

    /// <summary>True if a word stands at the beginning of others as a rule: one character of a script without spaces, and Korean words,
    /// to which endings are joined.</summary>
    public static bool HasEndings(string word) => IsCharacter(word) || (word.Length > 1 && word[0] is >= '\uAC00' and <= '\uD7A3');

    private static IEnumerable<Word> Of(string text, bool isQuery)
    {
        for (var start = 0; start < text.Length; )
        {
            var sort = SortAt(text, start, out var length);
            var end = start + length;
            if (sort is Sort.Letter or Sort.Unspaced)
                end = EndOfRun(text, end, sort);
            if (sort == Sort.Unspaced)
                foreach (var pair in Pairs(text, start, end, isQuery))
                    yield return pair;
            else if (sort is Sort.Letter or Sort.Pictograph && Folded(text[start..end]) is { Length: > 0 } word)
                yield return new Word(word, start, end - start);
            start = end;
        }
    }

    private static int EndOfRun(string text, int at, Sort sort)
    {
        while (at < text.Length && SortAt(text, at, out var length) is var next && (next == sort || next == Sort.Mark))
            at += length;
        return at;
    }

    private static IEnumerable<Word> Pairs(string text, int start, int end, bool isQuery)
    {
        var (first, second) = (start, EndOfCharacter(text, start, end));
        if (second == end)
            yield return new Word(Folded(text[start..end]), start, end - start);
        while (second < end)
        {
            var third = EndOfCharacter(text, second, end);
            yield return new Word(Folded(text[first..third]), first, third - first);
            if (third == end && !isQuery)
                yield return new Word(Folded(text[second..end]), second, end - second);
            (first, second) = (second, third);
        }
    }

    private static int EndOfCharacter(string text, int at, int end)
    {
        SortAt(text, at, out var length);
        at += length;
        while (at < end && SortAt(text, at, out length) == Sort.Mark)
            at += length;
        return at;
    }

    private static Sort SortAt(string text, int i, out int length)
    {
        length = 1;
        if (char.IsAscii(text[i]))
            return char.IsAsciiLetterOrDigit(text[i]) ? Sort.Letter : Sort.None;
        if (!Rune.TryGetRuneAt(text, i, out var rune))
            return Sort.None;
        length = rune.Utf16SequenceLength;
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.Format => Sort.Mark,
            UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => Sort.Letter,
            UnicodeCategory.OtherSymbol => rune.Value >= 0x2190 ? Sort.Pictograph : Sort.None,
            _ when !Rune.IsLetterOrDigit(rune) => Sort.None,
            _ => IsUnspaced(rune.Value) ? Sort.Unspaced : Sort.Letter,
        };
    }

    private static bool IsUnspaced(int rune) =>
        rune
            is (>= 0x0E00 and <= 0x0EFF) // Thai, Lao
                or (>= 0x1000 and <= 0x109F) // Burmese
                or (>= 0x1780 and <= 0x17FF) // Khmer
                or (>= 0x3005 and <= 0x30FF) // Japanese
                or (>= 0x31F0 and <= 0x31FF)
                or (>= 0x3400 and <= 0x9FFF) // Chinese
                or (>= 0xF900 and <= 0xFAFF)
                or (>= 0xFF66 and <= 0xFF9F)
                or (>= 0x20000 and <= 0x3FFFF);

    private static string Folded(string word)
    {
        var folded = NormalisedText.Fold(word);
        if (!folded.All(char.IsLetterOrDigit))
            folded = string.Concat(folded.EnumerateRunes().Where(IsOfWord));
        if (folded.Length > 0 && folded[0] is >= '\u0600' and <= '\u06FF')
            folded = WithoutArticle(folded);
        return folded.Length <= Longest ? folded : folded[..(char.IsHighSurrogate(folded[Longest - 1]) ? Longest - 1 : Longest)];
    }

    private static bool IsOfWord(Rune rune) =>
        Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.OtherSymbol;

    private static string WithoutArticle(string word) =>
        Array.Find(ArabicArticles, a => word.StartsWith(a, StringComparison.Ordinal) && word.Length - a.Length >= ShortestArabic)
            is { } article
            ? word[article.Length..]
            : word;
}
