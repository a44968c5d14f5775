namespace ClaimGraph.Testing;

/// <summary>The result of checking a ledger.</summary>
/// <param name="Entries">How many entries are unchanged since they were written.</param>
/// <param name="BrokenAt">The revision of the first entry that is not; null if all are.</param>
/// <param name="Problem">What is wrong there.</param>
public sealed record LedgerCheck(long Entries, long? BrokenAt, string? Problem)
{
    /// <summary>Reads the whole ledger and checks that revisions have no gaps, that each entry names the hash of the one before, and that
    /// each hash is that of its content.</summary>
    public static async Task<LedgerCheck> RunAsync(IClaimStore store, CancellationToken cancellation = default)
    {
        var head = LedgerHead.Empty;
        while (true)
        {
            var entries = await store.ChangesAsync(head.Revision, 200, cancellation);
            if (entries.Count == 0)
                return await CompareHeadAsync(store, head, cancellation);
            foreach (var entry in entries)
            {
                if (entry.ProblemAfter(head) is { } problem)
                    return new LedgerCheck(head.Revision, entry.Revision, problem);
                head = LedgerHead.Of(entry);
            }
        }
    }

    private static async Task<LedgerCheck> CompareHeadAsync(IClaimStore store, LedgerHead walked, CancellationToken cancellation)
    {
        var head = await store.HeadAsync(cancellation);
        return head.Revision <= walked.Revision
            ? new LedgerCheck(walked.Revision, null, null)
            : new LedgerCheck(
                walked.Revision,
                walked.Revision + 1,
                $"The ledger ends at revision {walked.Revision}, but its head says {head.Revision}."
            );
    }
}
