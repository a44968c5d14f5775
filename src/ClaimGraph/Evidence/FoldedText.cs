using System.Globalization;
using System.Text;

namespace ClaimGraph;

/// <summary>
/// A text as quotes are compared with it: in Unicode's composed form (NFC), white space as one space, quotation marks, apostrophes and
/// dashes as ASCII, nothing invisible. Every character knows the code points of the original that it stands for.
/// </summary>
internal sealed class FoldedText
{
    private const int LongestSegment = 64; // a letter with more marks than that is compared in pieces

    private char[] _folded;
    private int[] _starts;
    private int[] _ends;
    private int _count;

    public FoldedText(string text)
    {
        (_folded, _starts, _ends) = (new char[text.Length + 8], new int[text.Length + 8], new int[text.Length + 8]);
        var isComposed = Ascii.IsValid(text) || CodePoints.IsWellFormed(text) && text.IsNormalized();
        for (var i = 0; i < text.Length; )
        {
            var length = isComposed ? RuneLength(text, i) : SegmentLength(text, i);
            if (length == 1 && (isComposed || text[i] < '\u0300'))
                AddCharacter(text[i]);
            else
                AddSegment(text.AsSpan(i, length), isComposed);
            i += length;
        }
        Folded = new string(_folded, 0, _count);
    }

    /// <summary>The text as it is compared.</summary>
    public string Folded { get; }

    /// <summary>The length of the original in code points.</summary>
    public int Length { get; private set; }

    /// <summary>The code point of the original at which a character of the folded text starts.</summary>
    public int StartOf(int index) => index < _count ? _starts[index] : Length;

    /// <summary>The code point of the original after which a part of the folded text ends that ends before
    /// <paramref name="index"/>.</summary>
    public int EndBefore(int index) => index > 0 ? _ends[index - 1] : 0;

    /// <summary>A quoted text, without what surrounds it.</summary>
    public static string Of(string text) => new FoldedText(text).Folded.Trim(' ');

    private static int RuneLength(string text, int at) =>
        char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) ? 2 : 1;

    /// <summary>A character with the marks that join it.</summary>
    private static int SegmentLength(string text, int at)
    {
        var length = RuneLength(text, at);
        while (at + length < text.Length && length < LongestSegment && text[at + length] >= '\u0300' && Joins(text, at + length))
            length += RuneLength(text, at + length);
        return length;
    }

    private static bool Joins(string text, int at) =>
        text[at] is >= '\u1160' and <= '\u11FF' // vowels and final consonants of Hangul
        || CharUnicodeInfo.GetUnicodeCategory(text, at)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.EnclosingMark;

    private void AddCharacter(char c)
    {
        if (c is > ' ' and < '\u007F')
            Add(c == '`' ? '\'' : c, 1);
        else if (char.IsWhiteSpace(c))
            AddSpace(1);
        else if (c == '…')
            Add("...", 1);
        else if (char.IsSurrogate(c) || !Invisible.Is(new Rune(c)))
            Add(Wording.Plain(c), 1);
        Length++;
    }

    /// <summary>Adds several UTF-16 units: the characters that they make together stand for all of their code points.</summary>
    private void AddSegment(ReadOnlySpan<char> units, bool isComposed)
    {
        var (segment, points) = (units.ToString(), CodePoints.Count(units));
        var composed = isComposed || !CodePoints.IsWellFormed(segment) ? segment : NormalisedText.Normal(segment, NormalizationForm.FormC);
        foreach (var rune in composed.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
                AddSpace(points);
            else if (rune.IsBmp && !Invisible.Is(rune))
                Add(Wording.Plain((char)rune.Value), points);
            else if (!Invisible.Is(rune))
                Add(rune.ToString(), points);
        }
        Length += points;
    }

    private void AddSpace(int points)
    {
        if (_count > 0 && _folded[_count - 1] == ' ')
            _ends[_count - 1] = Length + points;
        else
            Add(' ', points);
    }

    private void Add(string characters, int points)
    {
        foreach (var c in characters)
            Add(c, points);
    }

    private void Add(char c, int points)
    {
        if (_count == _folded.Length)
            Grow();
        (_folded[_count], _starts[_count], _ends[_count]) = (c, Length, Length + points);
        _count++;
    }

    private void Grow()
    {
        Array.Resize(ref _folded, 2 * _count);
        Array.Resize(ref _starts, 2 * _count);
        Array.Resize(ref _ends, 2 * _count);
    }
}
