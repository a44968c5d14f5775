using ClaimGraph.GraphQL.Api.Arguments;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.Stores.Commits;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Merging;

/// <summary>What a merge would change.</summary>
/// <param name="Repointed">Records that would name the other.</param>
/// <param name="Duplicates">Links that would be merged with those that the other has.</param>
/// <param name="Retracted">Links between the two.</param>
/// <param name="Count">All records that would change.</param>
internal sealed record MergePreview(
    int Repointed,
    int Duplicates,
    int Retracted,
    int Count,
    IReadOnlyList<MergeDifference> Differences,
    IReadOnlyList<ImpactChange> Changes
)
{
    public static MergePreview Of(NodeId from, NodeId into, IReadOnlyList<NodeWrite> writes, IReadOnlyList<Node?> both, int first)
    {
        var links = writes.Where(w => w.IsChange && w.After.Id != from && w.After.Id != into).ToArray();
        var duplicates = links.Count(w => w.Before!.MergedInto is null && w.After.MergedInto is not null);
        var retracted = links.Count(w => w.Before!.IsActive && w.After is { IsActive: false, MergedInto: null });
        var shown = writes.OrderBy(w => w.After.Id != into).ThenBy(w => w.After.Id.Kind != NodeKind.Statement).Take(first);
        return new MergePreview(
            links.Length - duplicates - retracted,
            duplicates,
            retracted,
            writes.Count,
            both is [{ } merged, { } remaining] ? MergeDifference.Of(merged, remaining) : [],
            [.. shown.Select(w => new ImpactChange(w.Before!, w.After))]
        );
    }
}

internal sealed class MergePreviewType : ObjectGraphType<MergePreview>
{
    public MergePreviewType()
    {
        Name = "MergePreview";
        Description = "What the merge of two records would change.";
        this.Leaf("repointed", "Int!", "The number of records that would name the record that remains.", static p => p.Repointed);
        this.Leaf(
            "duplicates",
            "Int!",
            "The number of links that would be merged with links that are there already.",
            static p => p.Duplicates
        );
        this.Leaf("retracted", "Int!", "The number of links between the two, which would be retracted.", static p => p.Retracted);
        this.Leaf(
            "count",
            "Int!",
            "The number of records that would change, those included of which only computed values change.",
            static p => p.Count
        );
        this.Part("differences", "[MergeDifference!]!", "The fields in which the two differ.", static p => p.Differences);
        this.Part(
                "changes",
                "[ImpactChange!]!",
                "The records that would change, the one that remains first, then statements: their strength before and after.",
                static p => p.Changes
            )
            .Costs(Weight.OfPage);
    }
}
