using ClaimGraph.Pages.Nouns;

namespace ClaimGraph.Pages.Reading.Source;

/// <summary>The text of a source cut where quotes begin and end.</summary>
public static class QuotedText
{
    /// <summary>So many UTF-16 units of a text are shown.</summary>
    public const int Longest = 120_000;

    /// <summary>The text in parts: between quotes, and quotes. Where quotes overlap, a part belongs to the one that began last.</summary>
    public static IReadOnlyList<TextPart> Parts(string text, IEnumerable<PlacedQuote> quotes)
    {
        var shown = text.Length > Longest ? text[..Longest] : text;
        PlacedQuote[] placed = [.. quotes.OrderBy(q => q.Start).ThenByDescending(q => q.End)];
        int[] cuts = [.. placed.SelectMany(q => new[] { q.Start, q.End }).Distinct().Order()];
        var parts = new List<TextPart>();
        var (at, codePoints) = (0, 0);
        foreach (var cut in cuts)
        {
            var end = QuoteText.Units(shown, at, cut - codePoints);
            Add(at, end, codePoints);
            (at, codePoints) = (end, cut);
        }
        Add(at, shown.Length, codePoints);
        return parts;

        void Add(int from, int to, int position)
        {
            if (to > from)
                parts.Add(new TextPart(shown[from..to], Array.FindLast(placed, q => q.Start <= position && position < q.End)));
        }
    }
}

/// <summary>Where a quote stands, in code points, the end exclusive, and which claim it is for.</summary>
public sealed record PlacedQuote(int Start, int End, AnyNode Claim, string? Stance);

/// <summary>A part of a text, and the quote that it belongs to.</summary>
public sealed record TextPart(string Text, PlacedQuote? Quote);
