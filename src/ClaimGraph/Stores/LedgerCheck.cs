using ClaimGraph.Ledger;

namespace ClaimGraph.Stores;

/// <summary>What walking the ledger found.</summary>
/// <param name="Entries">How many entries are as they were written.</param>
/// <param name="BrokenAt">The revision of the first entry that is not; null when all are.</param>
/// <param name="Problem">What is wrong there.</param>
public sealed record LedgerCheck(long Entries, long? BrokenAt, string? Problem)
{
    /// <summary>Walks the whole ledger: revisions without gaps, each entry naming the hash of the one before, each hash that of its content.</summary>
    public static async Task<LedgerCheck> RunAsync(IClaimStore store, CancellationToken cancellation = default)
    {
        var head = LedgerHead.Empty;
        while (true)
        {
            var entries = await store.ChangesAsync(head.Revision, 200, cancellation);
            if (entries.Count == 0) return await CompareHeadAsync(store, head, cancellation);
            foreach (var entry in entries)
            {
                if (entry.ProblemAfter(head) is { } problem) return new LedgerCheck(head.Revision, entry.Revision, problem);
                head = LedgerHead.Of(entry);
            }
        }
    }

    private static async Task<LedgerCheck> CompareHeadAsync(IClaimStore store, LedgerHead walked, CancellationToken cancellation)
    {
        var head = await store.HeadAsync(cancellation);
        return head.Revision <= walked.Revision ? new LedgerCheck(walked.Revision, null, null)
            : new LedgerCheck(walked.Revision, walked.Revision + 1, $"The ledger ends at {walked.Revision}, its head says {head.Revision}.");
    }
}
