using System.Runtime.CompilerServices;
using ClaimGraph.Ledger;
using ClaimGraph.Stores;

namespace ClaimGraph.Copying;

/// <summary>The entries of a ledger in parts that are good to replay in one transaction. Memory holds one of them.</summary>
internal static class LedgerBatches
{
    private const int EntriesAtOnce = 50;

    /// <summary>A transaction takes no more entries once it has this many changes.</summary>
    private const int ChangesAtOnce = 1_000;

    /// <param name="after">The revision before the first entry.</param>
    /// <param name="until">The last revision.</param>
    public static async IAsyncEnumerable<IReadOnlyList<LedgerEntry>> ReadAsync(
        IClaimStore store,
        long after,
        long until,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        for (var first = 1; after < until; )
        {
            var entries = await store.ChangesAsync(after, (int)Math.Min(first, until - after), cancellation);
            if (entries.Count == 0)
                yield break;
            foreach (var batch in Batches(entries))
                yield return batch;
            after = entries[^1].Revision;
            // Entries with many changes are read in smaller numbers.
            first = (int)Math.Clamp((long)ChangesAtOnce * entries.Count / entries.Sum(e => e.Changes.Count), 1, EntriesAtOnce);
        }
    }

    /// <summary>The same of entries that come from elsewhere.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<LedgerEntry>> OfAsync(IAsyncEnumerable<LedgerEntry> entries)
    {
        List<LedgerEntry> batch = [];
        var changes = 0;
        await foreach (var entry in entries)
        {
            batch.Add(entry);
            changes += entry.Changes.Count;
            if (batch.Count < EntriesAtOnce && changes < ChangesAtOnce)
                continue;
            yield return batch;
            (batch, changes) = ([], 0);
        }
        if (batch.Count > 0)
            yield return batch;
    }

    private static IEnumerable<IReadOnlyList<LedgerEntry>> Batches(IReadOnlyList<LedgerEntry> entries)
    {
        List<LedgerEntry> batch = [];
        foreach (var entry in entries)
        {
            batch.Add(entry);
            if (batch.Sum(e => e.Changes.Count) < ChangesAtOnce)
                continue;
            yield return batch;
            batch = [];
        }
        if (batch.Count > 0)
            yield return batch;
    }
}
