namespace ClaimGraph;

/// <summary>A text in which code points are found without counting from its beginning each time.</summary>
public sealed class CodePointIndex
{
    private const int Every = 1_024;

    private readonly string _text;
    private readonly int[]? _places; // of each so-manieth code point; null when every unit is one

    public CodePointIndex(string text)
    {
        (_text, Length) = (text, CodePoints.Count(text));
        _places = Length == text.Length ? null : Places(text, Length);
    }

    /// <summary>The length in code points.</summary>
    public int Length { get; }

    /// <summary>The text between two positions, as far as there is any.</summary>
    public string Slice(int start, int end)
    {
        var (from, to) = (ToUtf16(start), ToUtf16(end));
        return from < to ? _text[from..to] : "";
    }

    private int ToUtf16(int position)
    {
        position = Math.Clamp(position, 0, Length);
        if (_places is null)
            return position;
        var near = _places[position / Every];
        return near + CodePoints.ToUtf16(_text.AsSpan(near), position % Every);
    }

    private static int[] Places(string text, int length)
    {
        var places = new int[length / Every + 1];
        for (var i = 1; i < places.Length; i++)
            places[i] = places[i - 1] + CodePoints.ToUtf16(text.AsSpan(places[i - 1]), Every);
        return places;
    }
}
