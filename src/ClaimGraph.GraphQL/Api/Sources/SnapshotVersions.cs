using ClaimGraph.GraphQL.Api.Lists;
using ClaimGraph.GraphQL.Api.Nouns;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.Ledger;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Sources;

/// <summary>The snapshots that a source has had. The ledger has them all: the entry that brought one holds its text.</summary>
internal sealed class SnapshotVersions : IApiPart
{
    private const int DefaultFirst = 5;
    private const int EntriesAtOnce = 20;

    public void AddTo(ApiDefinition api)
    {
        api.Add(new SnapshotVersionType());
        api.Extend<NounType<Source>>(static type =>
            type.Resolve(
                    "snapshots",
                    "[SnapshotVersion!]!",
                    "The snapshots that the source has had, newest first. The first is `snapshot`, unless that was removed.",
                    static (source, context) =>
                        source.Derived.SnapshotCount == 0
                            ? Array.Empty<SnapshotVersion>()
                            : context.Request.Loaders.Call((source.Id, context), ReadAsync),
                    Sdl.Argument("first", "Int", "The number of snapshots.", DefaultFirst),
                    Sdl.Argument("before", "Int", "Only snapshots before this revision.")
                )
                .Costs(Weight.List(PageArguments.Entries("first", DefaultFirst), Weight.Statistics))
        );
    }

    private static async ValueTask<object?> ReadAsync(
        IClaimStore store,
        (NodeId Id, FieldContext Context) asked,
        CancellationToken cancellation
    )
    {
        var before = asked.Context.Argument("before") is int revision ? revision : long.MaxValue;
        var first = PageArguments.Size(asked.Context, "first", DefaultFirst);
        var found = new List<SnapshotVersion>();
        while (found.Count < first)
        {
            var entries = await store.HistoryAsync([asked.Id], before, EntriesAtOnce, cancellation);
            foreach (var version in entries.Select(VersionOf).OfType<SnapshotVersion>().Take(first - found.Count))
            {
                asked.Context.Request.Loaders.Hold(version.Snapshot.Text.Length);
                found.Add(version);
            }
            if (entries.Count < EntriesAtOnce)
                break;
            before = entries[^1].Revision;
        }
        return found;
    }

    /// <summary>The snapshot that an entry brought; null if it brought none.</summary>
    private static SnapshotVersion? VersionOf(LedgerEntry entry) =>
        entry.Changes is [{ Node.Kind: NodeKind.Source } change]
        && NodeJson.Read(change.Node.Kind, change.After) is Source { Content.Snapshot: { Text.Length: > 0 } snapshot }
            ? new SnapshotVersion(entry.Revision, entry.RecordedAt, snapshot)
            : null;
}

/// <summary>A snapshot and the commit that brought it.</summary>
internal sealed record SnapshotVersion(long Revision, DateTimeOffset RecordedAt, Snapshot Snapshot);

internal sealed class SnapshotVersionType : ObjectGraphType<SnapshotVersion>
{
    public SnapshotVersionType()
    {
        Name = nameof(SnapshotVersion);
        Description = "A snapshot of a source, with the commit that brought it.";
        this.Leaf("text", "String!", ClaimGraph.Fields.Snapshot.Text.Description, static v => v.Snapshot.Text).CanBeLong();
        this.Leaf("sha256", "String!", ClaimGraph.Fields.Snapshot.Sha256.Description, static v => v.Snapshot.Sha256!);
        this.Leaf("capturedAt", "DateTime", ClaimGraph.Fields.Snapshot.CapturedAt.Description, static v => v.Snapshot.CapturedAt);
        this.Leaf("recordedAt", "DateTime!", "When it was entered.", static v => v.RecordedAt);
        this.Leaf("revision", "Int!", "The revision of the ledger that brought it.", static v => v.Revision);
    }
}
