using System.Globalization;
using System.Text;

namespace ClaimGraph.Search;

/// <summary>The words of a text as full-text search sees them: runs of letters, digits and marks, without case and accents
/// (<see cref="NormalisedText.Fold"/>).</summary>
public static class Words
{
    private const int Longest = 100; // of a word; the rest of a longer one is cut off

    /// <summary>One word of a text.</summary>
    /// <param name="Text">Folded; letters and digits only.</param>
    /// <param name="Start">Where it stands in the text, in UTF-16 units.</param>
    /// <param name="Length">How long it is there, in UTF-16 units.</param>
    public readonly record struct Word(string Text, int Start, int Length);

    public static IEnumerable<Word> Of(string text)
    {
        var start = -1;
        for (var i = 0; i <= text.Length; )
        {
            var length = 1;
            var inWord = i < text.Length && IsOfWord(text, i, start >= 0, out length);
            if (inWord && start < 0)
                start = i;
            if (!inWord && start >= 0)
            {
                if (Folded(text[start..i]) is { Length: > 0 } word)
                    yield return new Word(word, start, i - start);
                start = -1;
            }
            i += length;
        }
    }

    private static bool IsOfWord(string text, int i, bool within, out int length)
    {
        length = 1;
        if (char.IsAscii(text[i]))
            return char.IsAsciiLetterOrDigit(text[i]);
        if (!Rune.TryGetRuneAt(text, i, out var rune))
            return false;
        length = rune.Utf16SequenceLength;
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => within,
            UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => true,
            _ => Rune.IsLetterOrDigit(rune),
        };
    }

    private static string Folded(string word)
    {
        var folded = NormalisedText.Fold(word);
        if (!folded.All(char.IsLetterOrDigit))
            folded = string.Concat(folded.EnumerateRunes().Where(Rune.IsLetterOrDigit));
        return folded.Length <= Longest ? folded : folded[..(char.IsHighSurrogate(folded[Longest - 1]) ? Longest - 1 : Longest)];
    }
}
