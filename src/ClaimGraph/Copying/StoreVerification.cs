using ClaimGraph.Access;
using ClaimGraph.Ledger;
using ClaimGraph.Stores;
using ClaimGraph.Stores.Commits;

namespace ClaimGraph.Copying;

/// <summary>
/// Verifies a store of any kind by what it answers: its ledger is replayed into an empty store, and every node, derived values and
/// snapshots included, and every key must be the same in both. Stores add what their databases hold besides.
/// </summary>
public static class StoreVerification
{
    private const int KeysAtOnce = 100;

    /// <param name="replayed">An empty store, which takes the replay.</param>
    /// <param name="expected">An entry that the ledger must have; null if none is known.</param>
    /// <exception cref="ClaimGraphException">The store was written to meanwhile.</exception>
    public static async Task<Verification> RunAsync(
        IClaimStore store,
        IClaimStore replayed,
        LedgerHead? expected = null,
        IProgress<CopyProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        var head = await store.HeadAsync(cancellation);
        var replay = new LedgerReplay((after, first) => store.ChangesAsync(after, first, cancellation), replayed);
        if (await replay.RunAsync(expected, head.Revision, progress, cancellation) is { } problem)
            return new Verification(replay.Head, [problem]);
        List<string> problems = [.. await NodesAsync(store, replayed, cancellation), .. await KeysAsync(store, replayed, cancellation)];
        problems.AddRange(await ApiKeysAsync(store, cancellation));
        if (store is ISharedStore shared)
            problems.AddRange(await shared.StrangersAsync(cancellation));
        var after = await store.HeadAsync(cancellation);
        if (!after.IsSame(head))
            throw new ClaimGraphException("The store was written to while it was verified. Run the command again while nobody writes.");
        if (!after.IsSame(replay.Head))
            problems.Add($"The ledger ends at revision {replay.Head.Revision:N0}, but its head says {after.Revision:N0}.");
        return new Verification(replay.Head, problems);
    }

    private static async Task<IEnumerable<string>> NodesAsync(IClaimStore store, IClaimStore replayed, CancellationToken cancellation)
    {
        var comparison = await StoreComparison.RunAsync(store, replayed, progress: null, cancellation);
        return comparison
            .Kinds.Where(kind => kind.Different is not null)
            .Select(kind => $"{kind.Kind} {kind.Different}: it is not as the ledger says (the first of its kind).");
    }

    private static async Task<List<string>> KeysAsync(IClaimStore store, IClaimStore replayed, CancellationToken cancellation)
    {
        var problems = new List<string>();
        foreach (var kind in NodeKinds.All)
        await foreach (var page in replayed.PagesAsync(kind, cancellation))
        foreach (var keys in page.SelectMany(NodeWrite.Keys).Chunk(KeysAtOnce))
        {
            var (found, expected) = (await store.FindAsync(keys, cancellation), await replayed.FindAsync(keys, cancellation));
            for (var i = 0; i < keys.Length; i++)
                if (found[i] != expected[i])
                    problems.Add($"key {keys[i].Value} of {kind}: it finds {Show(found[i])} instead of {Show(expected[i])}.");
            if (problems.Count > 0)
                return problems;
        }
        return problems;
    }

    private static string Show(NodeId? id) => id?.ToString() ?? "nothing";

    private static async Task<IEnumerable<string>> ApiKeysAsync(IClaimStore store, CancellationToken cancellation)
    {
        var registered = await store.Keys.RegisteredAsync(cancellation);
        var keys = new List<ApiKey>();
        await foreach (var key in KeyCopy.AllAsync(store.Keys, cancellation))
            keys.Add(key);
        return KeyRegister.Problems(keys, registered);
    }
}
