using ClaimGraph.Changes;
using ClaimGraph.Import;
using ClaimGraph.Interchange.ClaimReviews;
using ClaimGraph.Stores;

namespace ClaimGraph.Interchange.Taking;

/// <summary>Commits some reviews as one set. What the store refuses is left out, with what cannot do without it, and the rest is tried
/// again.</summary>
internal sealed class BatchCommit(IClaimStore store, IdSource ids, ImportResult result, string principal)
{
    // As hashes: there may be millions.
    private readonly Dictionary<ulong, ulong> _seen = []; // reviews of this run, and what was published; 0 for nothing
    private readonly Dictionary<ulong, bool> _counted = []; // the records that are counted, and whether that may still change

    public async Task RunAsync(IReadOnlyList<ReadReview> reads, CancellationToken cancellation)
    {
        var known = await KnownRecords.LoadAsync(store, reads, cancellation);
        List<(ReadReview Read, bool IsFirst)> pending = [.. reads.Select(r => (r, IsFirst(r)))];
        if (result.IsMuted)
        {
            Pass(pending, known);
            return;
        }
        foreach (var (read, _) in pending.Where(p => known.Review(p.Read.Key) is { IsActive: false }))
            LossesOf(read).Doubt(ProblemCode.Retracted, "", "The review was retracted here, and stays so.");
        var refused = new Refused();
        while (pending.Count > 0)
        {
            var batch = new ReviewBatch(ids, known, refused);
            foreach (var (read, isFirst) in pending)
                batch.Add(read, isFirst);
            try
            {
                var changes = new ChangeSet { Principal = principal, Operations = [.. batch.Entries.Select(e => e.Create)] };
                Count((await store.CommitAsync(changes, cancellation)).Results);
                break;
            }
            catch (RefusedException e) when (e.Problems.All(p => p.Operation is not null))
            {
                foreach (var problem in e.Problems.DistinctBy(p => p.Operation))
                    LeaveOut(batch.Entries[problem.Operation!.Value], problem, refused, pending);
            }
        }
        await WithdrawEvidenceAsync(pending.Where(p => p.IsFirst).Select(p => p.Read), known, cancellation);
    }

    /// <summary>Notes what an earlier run has committed and counted.</summary>
    private void Pass(List<(ReadReview Read, bool IsFirst)> committed, KnownRecords known)
    {
        var batch = new ReviewBatch(ids, known, new Refused());
        foreach (var (read, isFirst) in committed)
            batch.Add(read, isFirst);
        foreach (var create in batch.Entries.Select(e => e.Create))
            _counted[NameOf(create.Id.Kind, create.Key, create.Content.Canonical().NaturalKeys())] = false;
    }

    private bool IsFirst(ReadReview read)
    {
        var (key, hash) = (KeyHash.Of(NodeKind.Review, read.Key), read.Published is null ? 0 : KeyHash.Of(NodeKind.Review, read.Published));
        if (_seen.TryAdd(key, hash))
            return true;
        result.Duplicates++;
        if (_seen[key] != hash)
            LossesOf(read)
                .Doubt(
                    ProblemCode.AlreadyExists,
                    "",
                    "The input has given this review of this claim before, with other values, which count."
                );
        return false;
    }

    /// <summary>Counts each record once, as what happened to it first apart from staying as it was.</summary>
    private void Count(IEnumerable<OperationResult> results)
    {
        foreach (var (outcome, node) in results)
        {
            var name = NameOf(node.Kind, node.Key, node.NaturalKeys());
            var counted = outcome == Outcome.Existing ? Outcome.Unchanged : outcome;
            if (!_counted.TryGetValue(name, out var mayChange))
                result.Add(node.Kind, counted);
            else if (mayChange && counted != Outcome.Unchanged)
                result.Move(node.Kind, Outcome.Unchanged, counted);
            else
                continue;
            _counted[name] = counted == Outcome.Unchanged;
        }
    }

    private static ulong NameOf(NodeKind kind, string? key, IEnumerable<NaturalKey> others) =>
        KeyHash.Of(kind, key ?? others.FirstOrDefault().Value ?? "");

    private void LeaveOut(Entry entry, Problem problem, Refused refused, List<(ReadReview Read, bool IsFirst)> pending)
    {
        var (kind, losses) = (entry.Create.Id.Kind, LossesOf(entry.Read));
        if (kind == NodeKind.Actor && problem.Code == ProblemCode.AlreadyExists && refused.Contest(entry.Create.Key!))
        {
            var name = ((ActorContent)entry.Create.Content).Name;
            losses.Doubt(
                LossCode.Ambiguous,
                "",
                $"Another actor has an identifier of {name}; the one with this name was taken without it."
            );
        }
        else if (kind is NodeKind.Appearance or NodeKind.Evidence)
        {
            refused.Add(kind == NodeKind.Evidence ? entry.Create.Key! : entry.Name);
            losses.Doubt(problem.Code, "", $"The {Noun.Of(kind).Word} was left out: {problem.Message}");
        }
        else
        {
            losses.Lose(problem.Code, "", $"The {Noun.Of(kind).Word} was refused: {problem.Message}");
            result.Refused += pending.RemoveAll(p => Needs(p.Read, entry));
        }
    }

    private static bool Needs(ReadReview read, Entry entry) =>
        ReferenceEquals(read, entry.Read)
        || entry.Create.Id.Kind switch
        {
            NodeKind.Statement => read.Claim == entry.Read.Claim,
            NodeKind.Review => read.Key == entry.Read.Key,
            _ => false,
        };

    /// <summary>Evidence of a review whose rating has lost its clear stance is withdrawn.</summary>
    private async Task WithdrawEvidenceAsync(IEnumerable<ReadReview> reads, KnownRecords known, CancellationToken cancellation)
    {
        NodeId[] stale =
        [
            .. reads
                .Where(r => known.Review(r.Key) is { IsActive: true } old)
                .Where(r => ReviewBatch.StanceOf(ReviewBatch.VerdictOf((ReviewContent)known.Review(r.Key)!.Data, r)) is null)
                .Select(r => known.Find(ReviewBatch.EvidenceKey(r)))
                .Where(e => e is { IsActive: true })
                .Select(e => e!.Id),
        ];
        if (stale.Length == 0)
            return;
        var changes = new ChangeSet
        {
            Principal = principal,
            Reason = "The rating of the review has changed and argues neither for nor against the statement.",
            Operations = [.. stale.Select(id => new SetStatus(id, RecordStatus.Retracted))],
        };
        Count((await store.CommitAsync(changes, cancellation)).Results);
    }

    private Losses LossesOf(ReadReview read) => new(result, read.Found.File, read.Found.Pointer);
}
