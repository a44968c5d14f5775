using ClaimGraph.GraphQL.Api.Nouns;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Api.Schema;

namespace ClaimGraph.GraphQL.Api.Sources;

/// <summary>Snapshots: their texts are kept apart from the sources and are read for all sources of a level at once.</summary>
internal sealed class SnapshotPart : IApiPart
{
    public void AddTo(ApiDefinition api)
    {
        api.Add(new SnapshotType());
        api.Extend<NounType<Source>>(static type =>
            type.Resolve(Fields.Source.Snapshot, static (source, _) => source.Content.Snapshot is null ? null : source)
        );
    }

    private sealed class SnapshotType : PartType<Source, OfSource>
    {
        public SnapshotType()
            : base(ClaimGraph.Fields.Snapshot.Part) =>
            Add(ClaimGraph.Fields.Snapshot.Text, static (source, context) => context.Request.Loaders.Snapshot(source.Id));
    }

    private readonly struct OfSource : IOwner
    {
        public static object Of(object source) => ((Source)source).Content.Snapshot!;
    }
}
