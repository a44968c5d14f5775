using ClaimGraph.Ledger;
using ClaimGraph.Stores;

namespace ClaimGraph.Copying;

/// <summary>The result of verifying a store.</summary>
/// <param name="Head">The newest entry of the ledger up to which every entry is intact.</param>
/// <param name="Problems">What is wrong, the first findings of each kind; empty if the store is whole.</param>
public sealed record Verification(LedgerHead Head, IReadOnlyList<string> Problems)
{
    public bool IsWhole => Problems.Count == 0;
}

/// <summary>
/// Replays a ledger into an empty store and checks every entry on the way. What the two stores hold can then be compared: all that a store
/// keeps follows from its ledger.
/// </summary>
/// <param name="read">Entries after a revision, oldest first, at most so many.</param>
public sealed class LedgerReplay(Func<long, int, ValueTask<IReadOnlyList<LedgerEntry>>> read, IClaimStore empty)
{
    private const int EntriesAtOnce = 20;

    /// <summary>The newest entry that was replayed.</summary>
    public LedgerHead Head { get; private set; } = LedgerHead.Empty;

    /// <param name="expected">An entry that the ledger must have, as a head that was noted down earlier; null if none was.</param>
    /// <param name="total">The revision of the head, for the progress.</param>
    /// <returns>What is wrong with the ledger; null if nothing is.</returns>
    public async Task<string?> RunAsync(LedgerHead? expected, long total, IProgress<CopyProgress>? progress, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            if (await NextAsync() is not { Count: > 0 } entries)
                return expected?.Revision > Head.Revision
                    ? $"The ledger ends at revision {Head.Revision:N0}, "
                        + $"before the expected revision {expected.Revision:N0}: entries were removed."
                    : null;
            var head = Head;
            foreach (var entry in entries)
            {
                if (entry.ProblemAfter(head) is { } problem)
                    return $"The ledger is broken at revision {entry.Revision:N0}: {problem}";
                head = LedgerHead.Of(entry);
                if (head.Revision == expected?.Revision && !head.IsSame(expected))
                    return $"The entry of revision {head.Revision:N0} is not the expected one: "
                        + "the ledger is another one, or was rewritten.";
            }
            await empty.ReplayAsync(entries, cancellation);
            Head = head;
            progress?.Report(new CopyProgress(head.Revision, Math.Max(total, head.Revision)));
        }
    }

    private async ValueTask<IReadOnlyList<LedgerEntry>> NextAsync()
    {
        try
        {
            return await read(Head.Revision, EntriesAtOnce);
        }
        catch (Exception e) when (e is not (ClaimGraphException or OperationCanceledException))
        {
            throw new StoreUnavailableException($"The ledger cannot be read after revision {Head.Revision:N0}: {e.Message}", e);
        }
    }
}
