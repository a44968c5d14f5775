using ClaimGraph.Changes;
using ClaimGraph.Ledger;
using ClaimGraph.Stores;

namespace ClaimGraph.History;

/// <summary>How an entry of the ledger is taken back: by a commit of its own, with an operation for each of its changes.</summary>
public static class Reversal
{
    private const int Named = 20; // records of which a refusal names the later revisions
    private const int EntriesAtOnce = 50;

    /// <summary>The operations that take back what one revision did, in the order of its changes.</summary>
    /// <exception cref="RefusedException">There is no such revision.</exception>
    public static async ValueTask<IReadOnlyList<Revert>> OfAsync(IClaimStore store, long revision, CancellationToken cancellation = default)
    {
        if (revision < 1 || await store.ChangesAsync(revision - 1, 1, cancellation) is not [var entry])
            throw await UnknownAsync(store, revision, cancellation);
        if (entry.Changes.FirstOrDefault(c => c.Action is ChangeAction.Merge or ChangeAction.Unmerge) is { } merge)
            throw new RefusedException(
                ProblemCode.Conflict,
                $"Revision {revision} merged records or took that back. Use "
                    + (merge.Action == ChangeAction.Merge ? "unmerge." : "merge."),
                "revision"
            );
        var reverts = new List<Revert>(entry.Changes.Count);
        foreach (var change in entry.Changes)
            reverts.Add(new Revert(change.Node, await BeforeAsync(store, revision, change, cancellation), Read(change, change.After)));
        await NameLaterAsync(store, revision, reverts, cancellation);
        return reverts;
    }

    private static async ValueTask<RefusedException> UnknownAsync(IClaimStore store, long revision, CancellationToken cancellation)
    {
        var newest = (await store.HeadAsync(cancellation)).Revision;
        return new RefusedException(
            ProblemCode.NotFound,
            newest == 0 ? "There are no revisions yet." : $"Revision {revision} does not exist; use one from 1 to {newest}.",
            "revision"
        );
    }

    private static Node Read(Change change, string json) => NodeJson.Read(change.Node.Kind, json);

    private static async ValueTask<Node?> BeforeAsync(IClaimStore store, long revision, Change change, CancellationToken cancellation)
    {
        if (change.Before is not { } json)
            return null;
        var before = Read(change, json);
        return
            before is Source { Content.Snapshot: { Text.Length: 0, Sha256: { } hash } snapshot } source
            && ((Source)Read(change, change.After)).Content.Snapshot?.Sha256 != hash
            ? source.With(
                source.Content with
                {
                    Snapshot = snapshot with { Text = await TextAsync(store, revision, source, cancellation) },
                }
            )
            : before;
    }

    /// <summary>The text of a snapshot stands in the entry that brought it.</summary>
    private static async ValueTask<string> TextAsync(IClaimStore store, long revision, Source source, CancellationToken cancellation)
    {
        for (var before = revision; ; )
        {
            var entries = await store.HistoryAsync([source.Id], before, EntriesAtOnce, cancellation);
            foreach (var change in entries.SelectMany(e => e.Changes))
                if (
                    Read(change, change.After) is Source { Content.Snapshot: { Text: { Length: > 0 } text } snapshot }
                    && snapshot.Sha256 == source.Content.Snapshot!.Sha256
                )
                    return text;
            if (entries.Count < EntriesAtOnce)
                return "";
            before = entries[^1].Revision;
        }
    }

    private static async ValueTask NameLaterAsync(IClaimStore store, long revision, List<Revert> reverts, CancellationToken cancellation)
    {
        var nodes = await store.GetAsync([.. reverts.Select(r => r.Id)], cancellation);
        var changed = Enumerable.Range(0, reverts.Count).Where(i => nodes[i]?.Version != reverts[i].After.Version).Take(Named);
        foreach (var i in changed.ToArray())
        {
            var history = await store.HistoryAsync([reverts[i].Id], long.MaxValue, EntriesAtOnce, cancellation);
            reverts[i] = reverts[i] with { ChangedBy = [.. history.Select(e => e.Revision).Where(r => r > revision).Order()] };
        }
    }
}
