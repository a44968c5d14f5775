namespace ClaimGraph;

/// <summary>
/// Finds quoted words in a text: exactly, or with a bounded part of them changed, by the words, what stands before and after them, and
/// their position. White space, forms of quotation marks and dashes, soft hyphens and Unicode's normal forms make no difference. A passage
/// that fits is taken only if it fits clearly better than any other one. Not safe for several threads.
/// </summary>
public sealed class QuotePlacer
{
    /// <summary>The passage that fits best is taken only if the next one is worse by at least this.</summary>
    public const double LeastDifference = 0.05;

    /// <summary>The code points that are kept of the text on each side of a passage.</summary>
    public const int ContextLength = 32;

    private const int MostCandidates = 500;
    private const int FewestCandidates = 20;
    private const int CharactersOfCandidates = 200_000; // of long quotes, fewer are looked at
    private const int LongestShown = 200;

    private readonly string _text;
    private FoldedText? _folded;
    private (QuoteAnchor? Quote, Placement? Last, Placement? Found) _placed; // a commit asks several times for one quote

    /// <param name="text">The text to look into. It is prepared once for any number of quotes.</param>
    public QuotePlacer(string text) => _text = text;

    private FoldedText Folded => _folded ??= new FoldedText(_text);

    /// <summary>Finds a quote.</summary>
    /// <param name="last">Where it stood in an earlier version of the text. Without it, positions of the quote are taken as statements
    /// about this text, not as hints.</param>
    public Placement Place(QuoteAnchor quote, Placement? last = null)
    {
        if (_placed.Found is null || _placed.Quote != quote || _placed.Last != last)
            _placed = (quote, last, Find(quote, last));
        return _placed.Found!;
    }

    private Placement Find(QuoteAnchor quote, Placement? last)
    {
        var known = last is { Prefix: not null } or { Suffix: not null } ? last : null;
        if (known is null && StandsWhereStated(quote))
            return Found(AnchorStatus.Exact, 1, quote.Start!.Value, quote.End!.Value);
        var sought = new SoughtQuote(quote, known);
        if (sought.Words.Length == 0)
            return Nowhere(AnchorStatus.Lost, null, known);
        var candidates = Candidates(sought);
        if (candidates.Count == 0 || !sought.Accepts(candidates[0]))
            return Nowhere(AnchorStatus.Lost, null, known);
        var best = candidates[0];
        if (candidates.Count > 1 && sought.Confuses(best, candidates[1]))
            return Nowhere(AnchorStatus.Ambiguous, best.Score, known);
        var start = Folded.StartOf(best.From);
        return Found(StatusOf(best, start, quote, known), best.Score, start, Folded.EndBefore(best.To));
    }

    /// <summary>Null when the words stand in the text, at the positions if some are given; else what is wrong and what to do. Words
    /// that stand there more than once are not wrong.</summary>
    internal string? MismatchOf(QuoteAnchor quote)
    {
        var found = Place(quote);
        if (quote is { Start: { } start, End: { } end })
            return StandsWhereStated(quote) ? null : MismatchAt(start, end, found);
        if (found.Status == AnchorStatus.Exact || found.Status == AnchorStatus.Ambiguous && Contains(quote))
            return null;
        if (found.Status == AnchorStatus.Fuzzy)
            return "The snapshot of the source does not contain the quoted words. "
                + $"Those at {found.Start} to {found.End} are similar: “{Shortened(found)}”.";
        return Contains(quote)
            ? "The snapshot of the source contains the quoted words, but with other text around them. "
                + "Correct the prefix and the suffix, or leave them out."
            : "The snapshot of the source does not contain the quoted words.";
    }

    private string MismatchAt(int start, int end, Placement found)
    {
        var mismatch =
            Folded.Length < end
                ? $"The snapshot has no code points {start} to {end}; it has {Folded.Length}."
                : $"The code points {start} to {end} of the snapshot are not the quoted words.";
        return found.Status is AnchorStatus.Moved
            ? $"{mismatch} They stand at {found.Start} to {found.End}; correct start and end, or leave them out."
            : mismatch;
    }

    private string Shortened(Placement found)
    {
        var words = CodePoints.Slice(_text, found.Start!.Value, found.End!.Value)!;
        return CodePoints.Count(words) > LongestShown ? CodePoints.Slice(words, 0, LongestShown) + "…" : words;
    }

    private bool Contains(QuoteAnchor quote) =>
        FoldedText.Of(quote.Exact) is { Length: > 0 } words && Folded.Folded.Contains(words, StringComparison.Ordinal);

    private AnchorStatus StatusOf(Passage found, int start, QuoteAnchor quote, Placement? known) =>
        !found.IsVerbatim ? AnchorStatus.Fuzzy
        : HasMoved(start, quote, known) ? AnchorStatus.Moved
        : AnchorStatus.Exact;

    /// <summary>Compares with the position that was entered or, if none was, with the first one found.</summary>
    private bool HasMoved(int start, QuoteAnchor quote, Placement? known) =>
        quote.Start is { } stated
            ? start != stated && !(start > stated && start < quote.End && StandsWhereStated(quote)) // white space may be quoted, too
            : known is { Status: AnchorStatus.Moved } || known?.Start is { } last && last != start;

    private bool StandsWhereStated(QuoteAnchor quote) =>
        quote is { Start: { } start, End: { } end }
        && CodePoints.Slice(_text, start, end) is { } there
        && (there == quote.Exact || FoldedText.Of(there) is { Length: > 0 } folded && folded == FoldedText.Of(quote.Exact));

    private Placement Found(AnchorStatus status, double score, int start, int end)
    {
        var before = Math.Max(0, start - ContextLength);
        var from = CodePoints.ToUtf16(_text, before);
        var (begin, finish) = (from + Units(from, start - before), 0);
        finish = begin + Units(begin, end - start);
        var after = Units(finish, ContextLength);
        return new Placement(status, Math.Round(score, 4), start, end, _text[from..begin], _text.Substring(finish, after));
    }

    /// <summary>The UTF-16 units of so many code points, or of those that there are.</summary>
    private int Units(int from, int points)
    {
        var units = CodePoints.ToUtf16(_text.AsSpan(from), points);
        return units < 0 ? _text.Length - from : units;
    }

    /// <summary>No passage was found. What was known of the surroundings stays known.</summary>
    private static Placement Nowhere(AnchorStatus status, double? score, Placement? known) =>
        new(status, score is { } some ? Math.Round(some, 4) : null, null, null, known?.Prefix, known?.Suffix);

    /// <summary>Passages that could be the quoted one, the best first, none overlapping a better one.</summary>
    private List<Passage> Candidates(SoughtQuote sought)
    {
        var found = Verbatim(sought);
        // Words that stand there once are found when nothing else is known, or when they are where they were in the surroundings that
        // they had. Otherwise the passage that was quoted can be one that was edited, and this one a copy.
        var isSettled = found.Count == 1 && (sought.IsWordsOnly || found[0].Score >= 1 && sought.IsExpectedAt(StartOf(found[0])));
        if (!isSettled)
            found.AddRange(Similar(sought));
        var apart = new List<Passage>();
        foreach (var candidate in found.OrderByDescending(c => c.Score).ThenBy(c => c.From))
            if (apart.Count < 2 && !apart.Exists(candidate.Overlaps))
                apart.Add(candidate);
        return apart;
    }

    private int StartOf(Passage candidate) => Folded.StartOf(candidate.From);

    private List<Passage> Verbatim(SoughtQuote sought)
    {
        var (text, words, found) = (Folded.Folded, sought.Words, new List<Passage>());
        for (var at = 0; found.Count < MostCandidates; at++)
        {
            at = text.IndexOf(words, at, StringComparison.Ordinal);
            if (at < 0)
                break;
            found.Add(sought.Rate(Folded, at, at + words.Length, 0));
        }
        return found;
    }

    /// <summary>Passages whose words are nearly the quoted ones.</summary>
    private IEnumerable<Passage> Similar(SoughtQuote sought)
    {
        var most = sought.MostErrors;
        if (most == 0)
            return [];
        var ends = new ApproximateEnds(sought.Words, most).In(Folded.Folded);
        var backwards = new ApproximateSearch(SoughtQuote.Backwards(sought.Words));
        var count = Math.Clamp(CharactersOfCandidates / sought.Words.Length, FewestCandidates, MostCandidates);
        return ends.OrderBy(e => e.Errors).Take(count).Select(end => Bounded(sought, backwards, end));
    }

    /// <summary>The passage that ends there, with the start and the end that fit best.</summary>
    private Passage Bounded(SoughtQuote sought, ApproximateSearch backwards, ApproximateEnd found)
    {
        var best = default(Passage);
        foreach (var end in found.First == found.Last ? [found.Last] : new[] { found.Last, found.First })
        {
            var from = Math.Max(0, end - sought.Words.Length - sought.MostErrors);
            var (errors, shortest, longest) = backwards.Beginning(SoughtQuote.Backwards(Folded.Folded.AsSpan(from, end - from)));
            foreach (var length in shortest == longest ? [longest] : new[] { longest, shortest })
            {
                var candidate = sought.Rate(Folded, end - length, end, errors);
                if (candidate.Score > best.Score)
                    best = candidate;
            }
        }
        return best;
    }
}
