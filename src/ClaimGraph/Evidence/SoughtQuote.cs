namespace ClaimGraph;

/// <summary>A passage that could be the quoted one, in the folded text.</summary>
/// <param name="Likeness">How much of the words is the same, 0 to 1.</param>
/// <param name="Surroundings">How much of the text before and after is the same, 0 to 1; 1 when none is known.</param>
/// <param name="Score">How well words, surroundings and position fit together, 0 to 1.</param>
internal readonly record struct Passage(int From, int To, double Likeness, double Surroundings, double Score)
{
    public bool IsVerbatim => Likeness >= 1;

    public bool Overlaps(Passage other) => From < other.To && other.From < To;
}

/// <summary>
/// Quoted words with what is known of their surroundings, and how well passages fit them. The weights are those of the Hypothesis client:
/// 50 for the words, 20 for the text before, 20 for the text after, 2 for the position. What is not known has no weight, so that it
/// neither helps nor hides a difference. Not safe for several threads.
/// </summary>
internal sealed class SoughtQuote
{
    private const double WordsWeight = 50;
    private const double ContextWeight = 20;
    private const double PositionWeight = 2;
    private const int ContextCompared = 64;

    /// <summary>As long as this, words that stand there verbatim are hardly there by chance.</summary>
    private const int Distinctive = 32;

    private readonly ApproximateSearch? _before; // of the text before, backwards
    private readonly ApproximateSearch? _after;
    private readonly (int Before, int After) _compared;
    private readonly int? _position;

    public SoughtQuote(QuoteAnchor quote, Placement? last)
    {
        Words = FoldedText.Of(quote.Exact);
        _position = last?.Start ?? quote.Start;
        var before = FoldedText.Of(quote.Prefix ?? last?.Prefix ?? "");
        var after = FoldedText.Of(quote.Suffix ?? last?.Suffix ?? "");
        before = before[Math.Max(0, before.Length - ContextCompared)..];
        after = after[..Math.Min(ContextCompared, after.Length)];
        _compared = (before.Length, after.Length);
        _before = before.Length == 0 ? null : new ApproximateSearch(Backwards(before));
        _after = after.Length == 0 ? null : new ApproximateSearch(after);
    }

    /// <summary>The words, folded.</summary>
    public string Words { get; }

    /// <summary>The number of errors up to which other words can be the quoted ones.</summary>
    public int MostErrors => Words.Length < 1_024 ? Words.Length / 4 : Math.Max(256, Words.Length / 8);

    /// <summary>True when nothing is known but the words.</summary>
    public bool IsWordsOnly => _before is null && _after is null && _position is null;

    public bool HasContext => _before is not null || _after is not null;

    /// <summary>The position is where the passage stood or is said to stand.</summary>
    public bool IsExpectedAt(int start) => _position == start;

    /// <summary>True for a passage that fits well enough to be the quoted one. Short or changed words must be in the right
    /// surroundings; if none are known, the words must be nearly the same.</summary>
    public bool Accepts(Passage passage) =>
        !HasContext ? passage.Likeness >= 0.85
        : Words.Length < Distinctive ? passage.Score >= 0.8
        : passage.Score >= (passage.IsVerbatim ? 0.6 : 0.7);

    /// <summary>True if the better one of two passages is not clearly better. Where the surroundings are nearly the same, one of them is a
    /// copy, and the words do not tell which: either can have been edited. The edges of edited words are uncertain, so that they can be
    /// taken for other surroundings.</summary>
    public bool Confuses(Passage best, Passage next) =>
        best.Score - next.Score < QuotePlacer.LeastDifference
        || HasContext && Accepts(next) && (next.IsVerbatim ? best.Surroundings - next.Surroundings < 0.25 : next.Surroundings >= 0.5);

    public Passage Rate(FoldedText text, int from, int to, int errors)
    {
        var likeness = Math.Max(0, 1 - (double)errors / Words.Length);
        var (context, contexts) = (0.0, 0);
        if (_before is not null)
            (context, contexts) = (context + Before(text.Folded, from), contexts + 1);
        if (_after is not null)
            (context, contexts) = (context + After(text.Folded, to), contexts + 1);
        var (sum, weights) = (WordsWeight * likeness + ContextWeight * context, WordsWeight + ContextWeight * contexts);
        if (_position is { } position)
        {
            sum += PositionWeight * Math.Max(0, 1 - Math.Abs(text.StartOf(from) - position) / (double)Math.Max(1, text.Length));
            weights += PositionWeight;
        }
        return new Passage(from, to, likeness, contexts == 0 ? 1 : context / contexts, sum / weights);
    }

    private double Before(string text, int from)
    {
        var end = from;
        while (end > 0 && text[end - 1] == ' ')
            end--;
        var start = Math.Max(0, end - 2 * _compared.Before);
        return 1 - (double)_before!.Beginning(Backwards(text.AsSpan(start, end - start))).Errors / _compared.Before;
    }

    private double After(string text, int to)
    {
        var start = to;
        while (start < text.Length && text[start] == ' ')
            start++;
        var length = Math.Min(text.Length - start, 2 * _compared.After);
        return 1 - (double)_after!.Beginning(text.AsSpan(start, length)).Errors / _compared.After;
    }

    public static char[] Backwards(ReadOnlySpan<char> text)
    {
        var backwards = text.ToArray();
        Array.Reverse(backwards);
        return backwards;
    }
}
