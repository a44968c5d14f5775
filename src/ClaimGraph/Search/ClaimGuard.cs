using System.Globalization;

namespace ClaimGraph.Search;

/// <summary>
/// Finds what tells a claim from others although their wordings are alike. Each of two must have something that the other has not: a
/// shortened claim says less, not another thing.
/// </summary>
internal sealed class ClaimGuard(string claim)
{
    // The part of groups of three letters that two texts share if their wording is nearly the same.
    private const double NearlyTheSame = 0.4;

    private readonly Reading _claim = new(claim);

    /// <summary>What a guard looks at in a claim.</summary>
    private sealed class Reading(string text)
    {
        public ClaimNegations Negations { get; } = new(text);
        public ClaimNumbers Numbers { get; } = new(text);
        public HashSet<string> Words { get; } = [.. Search.Words.Of(text).Select(w => w.Text)];
        public HashSet<string> Names { get; } = NamesIn(text);
    }

    public (SimilarityGuard Guard, IReadOnlyList<string> Differences) Compare(string text)
    {
        var other = new Reading(text);
        if (ClaimNegations.Difference(_claim.Negations, other.Negations) is { } negation)
            return (SimilarityGuard.Negation, [negation]);
        if (ClaimNumbers.Difference(_claim.Numbers, other.Numbers) is { } difference)
            return (
                difference.IsDate ? SimilarityGuard.Date : SimilarityGuard.Number,
                [.. difference.Values.Select(v => v.ToString(CultureInfo.InvariantCulture))]
            );
        string[] names = [.. _claim.Names.Except(other.Words)];
        string[] others = [.. other.Names.Except(_claim.Words)];
        return names.Length > 0 && others.Length > 0 && SharedLetters(_claim.Words, other.Words) >= NearlyTheSame
            ? (SimilarityGuard.Entity, [.. names, .. others])
            : (SimilarityGuard.None, []);
    }

    /// <summary>Whether a text has nearly the same wording as the claim.</summary>
    public bool IsNearly(string text) => SharedLetters(_claim.Words, new Reading(text).Words) >= NearlyTheSame;

    /// <summary>Words with a capital letter that do not begin a sentence.</summary>
    private static HashSet<string> NamesIn(string text)
    {
        var names = new HashSet<string>();
        var end = 0;
        foreach (var word in Words.Of(text))
        {
            var between = text.AsSpan(end, Math.Max(0, word.Start - end));
            if (end > 0 && between.IndexOfAny('.', '?', '!') < 0 && char.IsUpper(text, word.Start))
                names.Add(word.Text);
            end = word.Start + word.Length;
        }
        return names;
    }

    private static double SharedLetters(IEnumerable<string> words, IEnumerable<string> others)
    {
        var (groups, otherGroups) = (LettersOf(words), LettersOf(others));
        var all = groups.Union(otherGroups).Count();
        return all == 0 ? 0 : (double)groups.Intersect(otherGroups).Count() / all;
    }

    private static HashSet<ulong> LettersOf(IEnumerable<string> words)
    {
        var groups = new HashSet<ulong>();
        foreach (var word in words)
        foreach (var letters in Letters.Of(word))
            groups.Add(letters);
        return groups;
    }
}
