using System.Text;

namespace ClaimGraph.Search;

/// <summary>The parts of a search, each of which must occur.</summary>
public static class SearchTerms
{
    /// <summary>Words that stand together, in their order.</summary>
    /// <param name="Words">Folded; never empty.</param>
    /// <param name="Prefix">True if the last word may be the beginning of a longer one.</param>
    public sealed record Part(IReadOnlyList<string> Words, bool Prefix);

    /// <summary>A search has at most so many different words. Each can cost a visit of all texts.</summary>
    public const int MostWords = 32;

    /// <summary>Splits what was typed at white space, but not within quotation marks. No other character has a meaning.</summary>
    private static IEnumerable<(string Text, bool Prefix)> Split(SearchQuery query)
    {
        var texts = query.Text.Split('"');
        for (var i = 0; i < texts.Length; i++)
        {
            var quoted = IsQuoted(texts, i);
            foreach (var text in quoted ? [texts[i]] : texts[i].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                yield return (text, query.Match != SearchMatch.Whole && !quoted);
        }
    }

    // The text after the last mark is not quoted if that mark opens a quotation that does not close.
    private static bool IsQuoted(string[] texts, int i) => i % 2 == 1 && i < texts.Length - 1;

    /// <summary>The parts of a text in quotation marks; none if they have too many words, as a post that quotes somebody can.</summary>
    public static IReadOnlyList<Part> Quoted(string text)
    {
        var texts = text.Split('"');
        var quoted = texts.Where((_, i) => IsQuoted(texts, i)).Select(t => Words.OfQuery(t).Select(w => w.Text).ToArray());
        Part[] parts = [.. quoted.Where(w => w.Length > 0).Select(w => new Part(w, Prefix: false))];
        return parts.Sum(p => p.Words.Count) <= MostWords ? parts : [];
    }

    /// <summary>The words of what was typed, each once. A part without words is left out.</summary>
    /// <exception cref="RefusedException">It has more than <see cref="MostWords"/> different words.</exception>
    public static IReadOnlyList<Part> Of(SearchQuery query)
    {
        var parts = new Dictionary<(string Words, bool Prefix), Part>();
        var count = 0;
        foreach (var (text, prefix) in Split(query))
        {
            var words = Words.OfQuery(text).Select(w => w.Text).ToArray();
            if (words.Length == 0)
                continue;
            var part = new Part(words, prefix && !IsLetter(words[^1]));
            if (parts.TryAdd((string.Join(' ', words), part.Prefix), part) && (count += words.Length) > MostWords)
                throw new RefusedException(ProblemCode.TooLong, $"This search has too many words; use at most {MostWords}.", "query");
        }
        return [.. parts.Values.Where(p => !parts.Values.Any(other => other != p && Implies(other, p)))];
    }

    /// <summary>How many words a search will look up, as a measure of its cost: 1 to <see cref="MostWords"/>.</summary>
    public static int Count(string text) =>
        Math.Clamp(text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct().Count(), 1, MostWords);

    // One letter begins a large part of all words. A Chinese character, among others, is a word.
    private static bool IsLetter(string word) => word.Length == 1 && !Words.IsCharacter(word);

    // What contains "signed" contains a word that begins with "sign".
    private static bool Implies(Part part, Part beginning) =>
        beginning is { Prefix: true, Words: [var start] } && part.Words.Any(w => w.StartsWith(start, StringComparison.Ordinal));

    /// <summary>
    /// The passage that shows best what was found, with the found words between <see cref="SearchHit.Open"/> and
    /// <see cref="SearchHit.Close"/>; the beginning of the first text if none of them is in the <see cref="MostLookedAt"/> first
    /// characters.
    /// </summary>
    /// <param name="parts">What was searched for.</param>
    /// <param name="texts">The texts of the node, the most telling first.</param>
    public static string Passage(IReadOnlyList<Part> parts, IEnumerable<string> texts)
    {
        var wanted = parts.SelectMany(p => p.Words).Distinct().Count();
        var (best, mostFound, left) = (default(Looked?), -1, MostLookedAt);
        foreach (var text in texts)
        {
            var looked = Look(parts, text.Length <= left ? text : text[..left]);
            var found = looked.Found.DistinctBy(w => w.Text).Count();
            if (found > mostFound)
                (best, mostFound) = (looked, found);
            left -= text.Length;
            if (left <= 0 || found >= wanted)
                break;
        }
        return best is { } shown ? Mark(shown) : "";
    }

    /// <summary>So many characters of a node's texts are looked at for its passage: a page of long texts must not cost more than the
    /// search.</summary>
    public const int MostLookedAt = 20_000;

    private const int PassageWords = 40;

    private readonly record struct Looked(string Text, Words.Word[] Words, Words.Word[] Found);

    private static Looked Look(IReadOnlyList<Part> parts, string text)
    {
        var exact = parts.SelectMany(p => p.Prefix ? p.Words.SkipLast(1) : p.Words).ToHashSet();
        var beginnings = parts.Where(p => p.Prefix).Select(p => p.Words[^1]).ToArray();
        var words = Words.Of(text).ToArray();
        return new Looked(text, words, [.. words.Where(w => exact.Contains(w.Text) || Begins(w.Text))]);

        bool Begins(string word) => Array.Exists(beginnings, b => word.StartsWith(b, StringComparison.Ordinal));
    }

    private static string Mark(Looked looked)
    {
        var (text, words, found) = looked;
        var first = found.Length == 0 ? 0 : Array.IndexOf(words, found[0]);
        var from = words.Length <= PassageWords ? 0 : Math.Max(0, Math.Min(first - PassageWords / 4, words.Length - PassageWords));
        var to = Math.Min(from + PassageWords, words.Length);
        var (start, end) = (
            from == 0 ? 0 : words[from].Start,
            to == words.Length ? text.Length : words[to - 1].Start + words[to - 1].Length
        );
        var passage = new StringBuilder(from == 0 ? "" : "…");
        var at = start;
        foreach (var (markStart, markEnd) in Joined(found.Where(w => w.Start >= start && w.Start < end)))
        {
            passage.Append(text, at, markStart - at).Append(SearchHit.Open);
            passage.Append(text, markStart, markEnd - markStart).Append(SearchHit.Close);
            at = markEnd;
        }
        return passage.Append(text, at, end - at).Append(to == words.Length ? "" : "…").ToString();
    }

    // Words of a script without spaces overlap.
    private static List<(int Start, int End)> Joined(IEnumerable<Words.Word> words)
    {
        var marks = new List<(int Start, int End)>();
        foreach (var word in words)
            if (marks is [.., var last] && word.Start < last.End)
                marks[^1] = (last.Start, word.Start + word.Length);
            else
                marks.Add((word.Start, word.Start + word.Length));
        return marks;
    }
}
