using System.Text;

namespace ClaimGraph.Search;

/// <summary>The parts of a search, each of which must occur.</summary>
public static class SearchTerms
{
    /// <summary>Words that stand together, in their order.</summary>
    /// <param name="Words">Folded; never empty.</param>
    /// <param name="Prefix">True if the last word may be the beginning of a longer one.</param>
    public sealed record Part(IReadOnlyList<string> Words, bool Prefix);

    /// <summary>Splits what was typed at white space, but not within quotation marks. No other character has a meaning.</summary>
    private static IEnumerable<(string Text, bool Prefix)> Split(SearchQuery query)
    {
        var texts = query.Text.Split('"');
        for (var i = 0; i < texts.Length; i++)
        {
            var quoted = i % 2 == 1 && i < texts.Length - 1;
            foreach (var text in quoted ? [texts[i]] : texts[i].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                yield return (text, query.Match == WordMatch.Beginning && !quoted);
        }
    }

    /// <summary>The words of what was typed. A part without words is left out.</summary>
    public static IReadOnlyList<Part> Of(SearchQuery query) =>
        [.. Split(query).Select(s => new Part([.. Words.Of(s.Text).Select(w => w.Text)], s.Prefix)).Where(p => p.Words.Count > 0)];

    /// <summary>The passage that shows best what was found, with the found words between <see cref="SearchHit.Open"/> and
    /// <see cref="SearchHit.Close"/>; null if none of them occurs.</summary>
    /// <param name="parts">What was searched for.</param>
    /// <param name="texts">The texts of the node, the most telling first.</param>
    public static string? Passage(IReadOnlyList<Part> parts, IEnumerable<string> texts)
    {
        var best = texts
            .Select(t => (Text: t, Found: Find(parts, t).ToArray()))
            .OrderByDescending(t => t.Found.DistinctBy(w => w.Text).Count())
            .FirstOrDefault();
        return best.Found is { Length: > 0 } found ? Mark(best.Text, found) : null;
    }

    private const int PassageWords = 40;

    private static IEnumerable<Words.Word> Find(IReadOnlyList<Part> parts, string text)
    {
        var exact = parts.SelectMany(p => p.Prefix ? p.Words.SkipLast(1) : p.Words).ToHashSet();
        var beginnings = parts.Where(p => p.Prefix).Select(p => p.Words[^1]).ToArray();
        return Words
            .Of(text)
            .Where(w => exact.Contains(w.Text) || Array.Exists(beginnings, b => w.Text.StartsWith(b, StringComparison.Ordinal)));
    }

    private static string Mark(string text, Words.Word[] found)
    {
        var words = Words.Of(text).ToArray();
        var first = Array.IndexOf(words, found[0]);
        var from = words.Length <= PassageWords ? 0 : Math.Max(0, Math.Min(first - PassageWords / 4, words.Length - PassageWords));
        var to = Math.Min(from + PassageWords, words.Length);
        var (start, end) = (
            from == 0 ? 0 : words[from].Start,
            to == words.Length ? text.Length : words[to - 1].Start + words[to - 1].Length
        );
        var passage = new StringBuilder(from == 0 ? "" : "…");
        var at = start;
        foreach (var word in found.Where(w => w.Start >= start && w.Start < end))
        {
            passage.Append(text, at, word.Start - at).Append(SearchHit.Open).Append(text, word.Start, word.Length).Append(SearchHit.Close);
            at = word.Start + word.Length;
        }
        return passage.Append(text, at, end - at).Append(to == words.Length ? "" : "…").ToString();
    }
}
