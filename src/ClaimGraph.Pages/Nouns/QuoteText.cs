namespace ClaimGraph.Pages.Nouns;

/// <summary>Takes a passage out of the text around it. The API counts code points, strings count UTF-16 units.</summary>
public static class QuoteText
{
    /// <summary>What stands before the passage, the passage, and what stands after it.</summary>
    /// <param name="reach">How many code points of context were asked for on each side.</param>
    public static (string Before, string Passage, string After) Of(Anchor anchor, int reach)
    {
        if (anchor is not { Context: { } context, Start: { } start, End: { } end })
            return ("", anchor.Exact, "");
        var from = Units(context, 0, Math.Min(start, reach));
        var to = Units(context, from, end - start);
        var before = start > reach ? "… " + FromWord(context[..from]) : context[..from];
        var after = CodePoints(context, to) >= reach ? ToWord(context[to..]) + " …" : context[to..];
        return (before, context[from..to], after);
    }

    /// <summary>A text in parts: marked and not.</summary>
    public static IEnumerable<(string Text, bool IsMarked)> Marked(Highlight highlight)
    {
        var (at, codePoints) = (0, 0);
        foreach (var range in highlight.Ranges.OrderBy(r => r.Start))
        {
            var start = Units(highlight.Text, at, range.Start - codePoints);
            var end = Units(highlight.Text, start, range.End - range.Start);
            if (start > at)
                yield return (highlight.Text[at..start], false);
            yield return (highlight.Text[start..end], true);
            (at, codePoints) = (end, range.End);
        }
        if (at < highlight.Text.Length)
            yield return (highlight.Text[at..], false);
    }

    /// <summary>The position some code points after another.</summary>
    public static int Units(string text, int from, int codePoints)
    {
        var at = from;
        while (codePoints-- > 0 && at < text.Length)
            at += char.IsHighSurrogate(text[at]) && at + 1 < text.Length ? 2 : 1;
        return at;
    }

    // A cut falls between words if there is a place for it nearby; scripts without spaces have none.
    private static string FromWord(string text) =>
        text.IndexOf(' ', StringComparison.Ordinal) is >= 0 and < 30 and var at ? text[(at + 1)..] : text;

    private static string ToWord(string text) => text.LastIndexOf(' ') is var at && at > text.Length - 30 && at > 0 ? text[..at] : text;

    private static int CodePoints(string text, int from)
    {
        var count = 0;
        foreach (var _ in text.AsSpan(from).EnumerateRunes())
            count++;
        return count;
    }
}
