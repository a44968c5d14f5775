namespace ClaimGraph.Stores.Commits.Derived;

/// <summary>
/// When a statement was reviewed last, and what came after that: evidence, and requests for a review. It reads the reviews of a statement
/// of which one was changed. It reads evidence and requests only where another review is the newest now and there may be some later than
/// that; else it counts what the commit changes.
/// </summary>
internal sealed class SinceReviewRule()
    : DerivedRule(Fields.Statement.LastReviewedAt, Fields.Statement.LaterEvidenceCount, Fields.Statement.ReviewRequestCount)
{
    public override async ValueTask ApplyAsync(Derivation derivation)
    {
        var work = derivation.Work;
        var (evidence, requests) = await MoveAsync(derivation);
        foreach (var (id, later) in await derivation.CurrentAsync<Evidence>(Fields.Evidence.Target, [.. evidence]))
            Put(work, id, d => d with { LaterEvidenceCount = later.Count(e => IsLater(e, d)) });
        foreach (var (id, later) in await derivation.CurrentAsync<ReviewRequest>(Fields.ReviewRequest.Statement, [.. requests]))
            Put(work, id, d => d with { ReviewRequestCount = later.Count(r => IsOpen(r, d)) });
        await work.LoadAsync(derivation.Changes.SelectMany(w => new[] { w.Before, w.After }).Select(StatementOf).OfType<NodeId>());
        foreach (var write in derivation.Changes)
        {
            Count(work, write.Before, -1, evidence, requests);
            Count(work, write.After, +1, evidence, requests);
        }
    }

    /// <summary>Sets when statements were reviewed last.</summary>
    /// <returns>Those whose evidence has to be counted anew, and those whose requests have to be.</returns>
    private static async ValueTask<(HashSet<NodeId> Evidence, HashSet<NodeId> Requests)> MoveAsync(Derivation derivation)
    {
        var work = derivation.Work;
        var (evidence, requests) = (new HashSet<NodeId>(), new HashSet<NodeId>());
        if (!derivation.Touches(NodeKind.Review))
            return (evidence, requests);
        var judged = derivation
            .Changes.SelectMany(w => new[] { w.Before, w.After })
            .Select(n => (n as Review)?.Content.Statement)
            .OfType<NodeId>()
            .Distinct()
            .ToArray();
        await work.LoadAsync(judged);
        foreach (var (id, reviews) in await derivation.CurrentAsync<Review>(Fields.Review.Statement, judged))
        {
            var (had, last) = (
                work.Get<Statement>(id).Derived,
                reviews.Length == 0 ? (DateTimeOffset?)null : reviews.Max(r => r.CreatedAt)
            );
            if (last == had.LastReviewedAt)
                continue;
            var isForward = had.LastReviewedAt is null || last > had.LastReviewedAt;
            if (!isForward || had.ReviewRequestCount > 0)
                requests.Add(id);
            if (last is not null && (had.LastReviewedAt is null || !isForward || had.LaterEvidenceCount > 0))
                evidence.Add(id);
            Put(work, id, d => d with { LastReviewedAt = last, LaterEvidenceCount = last is null ? 0 : d.LaterEvidenceCount });
        }
        return (evidence, requests);
    }

    private static void Count(WorkingSet work, Node? node, int sign, HashSet<NodeId> evidence, HashSet<NodeId> requests)
    {
        if (node is not { IsActive: true } || StatementOf(node) is not { } id)
            return;
        var derived = work.Get<Statement>(id).Derived;
        if (node is Evidence argument && !evidence.Contains(id) && IsLater(argument, derived))
            Put(work, id, d => d with { LaterEvidenceCount = d.LaterEvidenceCount + sign });
        else if (node is ReviewRequest request && !requests.Contains(id) && IsOpen(request, derived))
            Put(work, id, d => d with { ReviewRequestCount = d.ReviewRequestCount + sign });
    }

    /// <summary>The statement that evidence argues about, or that somebody asks about; null for other nodes.</summary>
    private static NodeId? StatementOf(Node? node) =>
        node switch
        {
            Evidence { Content.Target: { Kind: NodeKind.Statement } target } => target,
            ReviewRequest request => request.Content.Statement,
            _ => null,
        };

    private static bool IsLater(Evidence evidence, StatementDerived derived) => evidence.CreatedAt > derived.LastReviewedAt;

    private static bool IsOpen(ReviewRequest request, StatementDerived derived) => !(request.CreatedAt <= derived.LastReviewedAt);

    private static void Put(WorkingSet work, NodeId id, Func<StatementDerived, StatementDerived> change)
    {
        var statement = work.Get<Statement>(id);
        var derived = change(statement.Derived);
        if (derived != statement.Derived)
            work.Put(statement with { Derived = derived });
    }
}
