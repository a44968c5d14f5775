namespace ClaimGraph.Stores.Commits.Derived;

/// <summary>How many active reviews a statement has, the verdict of the newest, and whether they disagree. It reads all reviews of a
/// statement of which one was changed.</summary>
internal sealed class VerdictRule() : DerivedRule(Fields.Statement.ReviewCount, Fields.Statement.Verdict, Fields.Statement.VerdictsDisagree)
{
    public override async ValueTask ApplyAsync(Derivation derivation)
    {
        if (!derivation.Touches(NodeKind.Review))
            return;
        var work = derivation.Work;
        var judged = derivation
            .Changes.SelectMany(w => new[] { w.Before, w.After })
            .Select(n => (n as Review)?.Content.Statement)
            .OfType<NodeId>()
            .Distinct()
            .ToArray();
        await work.LoadAsync(judged);
        foreach (var (id, current) in await derivation.CurrentAsync<Review>(Fields.Review.Statement, judged))
        {
            var statement = work.Get<Statement>(id);
            var newest = current
                .Where(r => r.Content.Verdict is not null)
                .OrderByDescending(DayOf)
                .ThenByDescending(r => r.Id)
                .FirstOrDefault();
            work.Put(
                statement with
                {
                    Derived = statement.Derived with
                    {
                        ReviewCount = current.Length,
                        Verdict = newest?.Content.Verdict,
                        VerdictsDisagree =
                            Array.Exists(current, r => r.Content.Verdict.IsFor) && Array.Exists(current, r => r.Content.Verdict.IsAgainst),
                    },
                }
            );
        }
    }

    /// <summary>The day by which reviews are ordered: that of the review or, where it gives none, of its entry. Of a month or a year it is
    /// the last day that can be meant, which is no later than the entry.</summary>
    internal static DateOnly DayOf(Review review)
    {
        var entered = DateOnly.FromDateTime(review.CreatedAt.UtcDateTime);
        if (review.Content.ReviewedOn is not { } on)
            return entered;
        var (first, last) = (on.FirstDay, on.LastDay);
        return entered < last && entered > first ? entered : last;
    }
}
