namespace ClaimGraph.Testing.Quotes;

/// <summary>What came of placing many quotes in edited texts.</summary>
public sealed class Placing
{
    /// <summary>Found at the right place.</summary>
    public int Right { get; private set; }

    /// <summary>Found at a wrong place, or found although it is gone.</summary>
    public List<string> Wrong { get; } = [];

    /// <summary>Said not to be found, although it is there.</summary>
    public int Missed { get; private set; }

    /// <summary>Said not to be found, and gone.</summary>
    public int Gone { get; private set; }

    public int Total => Right + Wrong.Count + Missed + Gone;

    /// <summary>How many of the quotes that are there were found.</summary>
    public double FoundFraction => (double)Right / Math.Max(1, Total - Gone);

    /// <summary>Quotes some words of a text, edits the text and places the quote in it.</summary>
    public void Try(string text, Func<EditedQuote, Dice, EditedQuote> edit, Dice dice)
    {
        var quoted = EditedQuote.Of(text, dice);
        var anchor = new QuoteAnchor
        {
            Exact = quoted.Quote,
            Start = quoted.Start,
            End = quoted.End,
        };
        var before = new QuotePlacer(text).Place(anchor);
        var edited = edit(quoted, dice);
        Note(edited, new QuotePlacer(edited.Text).Place(anchor, before), anchor);
    }

    private void Note(EditedQuote edited, Placement found, QuoteAnchor anchor)
    {
        if (!found.IsFound && edited.IsGone)
            Gone++;
        else if (!found.IsFound)
            Missed++;
        else if (!edited.IsGone && IsNear(found.Start, edited.Start, edited) && IsNear(found.End, edited.End, edited))
            Right++;
        else
            Wrong.Add(
                $"{found.Status} {found.Score:0.000} {found.Start}-{found.End} instead of {edited.Start}-{edited.End}: '{anchor.Exact}' "
                    + $"as '{CodePoints.Slice(edited.Text, found.Start!.Value, found.End!.Value)}'"
            );
    }

    /// <summary>Where the quote was changed at its end, the end can be a few letters off: the changed ones and as many of the
    /// quote.</summary>
    private static bool IsNear(int? found, int expected, EditedQuote edited) =>
        Math.Abs(found!.Value - expected) <= Math.Max(2, edited.Quote.Length / 5);
}
