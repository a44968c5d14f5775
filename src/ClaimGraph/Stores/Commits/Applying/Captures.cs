namespace ClaimGraph.Stores.Commits.Applying;

/// <summary>Snapshots that are given for a source that is there. Those before the newest stay in the ledger.</summary>
internal static class Captures
{
    /// <summary>True for a snapshot that becomes the newest when its source is entered again. By their times if both are known; otherwise
    /// a text is new that the source has not had, so that a file can be imported again. A set brings one at most, as the ledger would not
    /// have the others.</summary>
    /// <param name="before">The source as it was before the set.</param>
    public static bool IsNewer(Source source, Source? before, Snapshot given)
    {
        if (source.Content.Snapshot is not { } had)
            return true;
        if (given.Sha256 == had.Sha256 || before?.Content.Snapshot?.Sha256 != had.Sha256)
            return false;
        return (given.CapturedAt, had.CapturedAt) is ({ } now, { } then) ? now > then : !source.Derived.HadSnapshot(given.Sha256!);
    }

    /// <summary>What to say of a source that has another snapshot than before.</summary>
    public static IEnumerable<Problem> WarningsOf(Node before, Node after)
    {
        if (
            (before, after) is (Source { Content.Snapshot: { } had }, Source { Content.Snapshot: { } has } source)
            && had.Sha256 != has.Sha256
        )
            yield return new Problem(
                ProblemCode.AlreadyExists,
                $"Source {source.Id} had a snapshot with another text. This one was stored as a further snapshot and is the newest now; "
                    + "the ones before stay in snapshots.",
                ["snapshot"]
            );
    }
}
