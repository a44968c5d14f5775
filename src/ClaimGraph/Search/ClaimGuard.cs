using System.Globalization;

namespace ClaimGraph.Search;

/// <summary>
/// Finds what tells two claims apart although their wordings are alike. Each of them must have something that the other has not: a
/// shortened claim says less, not another thing.
/// </summary>
internal static class ClaimGuard
{
    // The part of groups of three letters that two texts share if their wording is nearly the same.
    private const double NearlyTheSame = 0.4;

    private static readonly HashSet<string> Negations =
    [
        .. (
            "not no never none nobody nothing neither nor cannot without "
            + "non mai nessun nessuno nessuna niente nulla senza "
            + "pas jamais aucun aucune rien sans "
            + "nicht kein keine keinen keiner keinem nie niemals ohne "
            + "nunca jamas sin ningun ninguno ninguna nadie tampoco "
            + "nao nem sem nenhum nenhuma "
            + "niet geen nooit zonder bez не нет ни никогда без"
        ).Split(' '),
    ];

    private static readonly string[] NegationsWithin = ["不", "没", "沒", "未", "无", "無", "n't", "n’t", "ない", "ません", "않"];

    public static (SimilarityGuard Guard, IReadOnlyList<string> Differences) Compare(string one, string other)
    {
        var (negated, otherNegated) = (NegationIn(one), NegationIn(other));
        if (negated is null != otherNegated is null)
            return (SimilarityGuard.Negation, [negated ?? otherNegated!]);
        var (numbers, others) = (new ClaimNumbers(one), new ClaimNumbers(other));
        if (Differ(numbers.Numbers, others.Numbers) is { } number)
            return (SimilarityGuard.Number, number);
        if (Differ(numbers.Dates, others.Dates) is { } date)
            return (SimilarityGuard.Date, date);
        if (SharedLetters(one, other) >= NearlyTheSame && Differ(Names(one), Names(other)) is { } names)
            return (SimilarityGuard.Entity, names);
        return (SimilarityGuard.None, []);
    }

    private static string? NegationIn(string text) =>
        Words.Of(text).FirstOrDefault(w => Negations.Contains(w.Text)).Text
        ?? Array.Find(NegationsWithin, n => text.Contains(n, StringComparison.OrdinalIgnoreCase));

    /// <summary>What only one of two sets has, if each has something; else null.</summary>
    private static List<string>? Differ<T>(HashSet<T> one, HashSet<T> other)
    {
        var (left, right) = (one.Except(other).ToList(), other.Except(one).ToList());
        return left.Count > 0 && right.Count > 0
            ? [.. left.Concat(right).Select(v => Convert.ToString(v, CultureInfo.InvariantCulture)!)]
            : null;
    }

    /// <summary>Words with a capital letter that do not begin a sentence.</summary>
    private static HashSet<string> Names(string text)
    {
        var names = new HashSet<string>();
        var end = 0;
        foreach (var word in Words.Of(text))
        {
            var between = text.AsSpan(end, word.Start - end);
            if (end > 0 && between.IndexOfAny('.', '?', '!') < 0 && char.IsUpper(text, word.Start))
                names.Add(word.Text);
            end = word.Start + word.Length;
        }
        return names;
    }

    private static double SharedLetters(string one, string other)
    {
        var (groups, others) = (LettersOf(one), LettersOf(other));
        var all = groups.Union(others).Count();
        return all == 0 ? 0 : (double)groups.Intersect(others).Count() / all;
    }

    private static HashSet<ulong> LettersOf(string text)
    {
        var groups = new HashSet<ulong>();
        foreach (var word in Words.Of(text))
        foreach (var letters in Letters.Of(word.Text))
            groups.Add(letters);
        return groups;
    }
}
