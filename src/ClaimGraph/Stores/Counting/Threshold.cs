using ClaimGraph.Queries;

namespace ClaimGraph.Stores.Counting;

/// <summary>
/// The threshold algorithm of Fagin, Lotem and Naor (PODS 2001): candidates come in falling order of their total count, which no count
/// since a moment exceeds, so the search ends as soon as the last of the best beats the next total.
/// </summary>
internal sealed class Threshold(ICounts counts, Ranking ranking, DateTimeOffset? since, int first)
{
    // After this many candidates it is asked how much evidence there is, and whether counting that one by one is quicker.
    private const int CandidatesBeforeAsking = 32;
    private const long MostCandidates = 5_000;

    private static readonly long[] EvidenceOnly = [(long)NodeKind.Evidence];

    private readonly PriorityQueue<NodeCount, (long Count, long Id)> _best = new(); // the worst of the best comes out first

    private bool IsFull => _best.Count == first;

    /// <returns>Most first, then by id; null if counting the nodes is quicker.</returns>
    public async ValueTask<IReadOnlyList<NodeCount>?> RunAsync()
    {
        using var candidates = counts.Candidates(ranking, since);
        var batch = new List<Candidate>();
        var (visited, hasAsked, most) = (0, false, MostCandidates);
        while (true)
        {
            batch.Clear();
            await candidates.NextAsync(batch);
            if (batch.Count == 0)
                break;
            var next = batch[^1].Total; // at most
            visited += batch.Count;
            await OfferAsync(candidates, batch);
            if (IsFull && _best.Peek().Count > next)
                break;
            if (!hasAsked && visited >= CandidatesBeforeAsking && since is { } time)
            {
                most = Math.Min(most, await EvidenceSinceDayAsync(time) / counts.EvidencePerCandidate);
                hasAsked = true;
            }
            if (visited >= most)
                return null;
        }
        return [.. _best.UnorderedItems.Select(i => i.Element).OrderByDescending(n => n.Count).ThenBy(n => n.Id)];
    }

    private async ValueTask OfferAsync(ICandidates candidates, List<Candidate> batch)
    {
        // The count of the whole first month mostly shows already that a candidate is not among the best.
        var least = Least(batch);
        batch.RemoveAll(c => c.InMonth + c.Later < least);
        if (batch.Exists(c => c.InMonth > 0))
            await candidates.CountAsync(batch);
        foreach (var candidate in batch)
        {
            if (candidate.Later < (IsFull ? _best.Peek().Count : 1))
                continue;
            _best.Enqueue(new NodeCount(candidate.Id, candidate.Later), (candidate.Later, -candidate.Id.Value));
            if (_best.Count > first)
                _best.Dequeue();
        }
    }

    /// <summary>The count that a candidate must reach: that of the last of the best, including what is certain about the
    /// candidates.</summary>
    private long Least(List<Candidate> batch)
    {
        if (batch.Count == 1 || batch.Count + _best.Count < first)
            return IsFull ? _best.Peek().Count : 1;
        var sure = _best.UnorderedItems.Select(i => i.Element.Count).Concat(batch.Select(c => c.Later));
        return Math.Max(1, sure.OrderDescending().ElementAt(first - 1));
    }

    private async ValueTask<long> EvidenceSinceDayAsync(DateTimeOffset time)
    {
        var sums = new long[1];
        await counts.AddAsync(Metric.Nodes, EvidenceOnly, Parts.SinceDay(time), sums);
        return sums[0];
    }
}
