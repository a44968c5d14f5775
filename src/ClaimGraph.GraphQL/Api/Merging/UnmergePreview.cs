using ClaimGraph.GraphQL.Api.Arguments;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.Stores.Commits;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Merging;

/// <summary>What it would change to take back a merge.</summary>
/// <param name="Repointed">Records that would name the merged one again.</param>
/// <param name="Restored">Links that would stand again.</param>
/// <param name="Count">All records that would change.</param>
internal sealed record UnmergePreview(Node Merged, Node Into, int Repointed, int Restored, int Count, IReadOnlyList<ImpactChange> Changes)
{
    public static UnmergePreview Of(Node merged, Node into, IReadOnlyList<NodeWrite> writes, int first)
    {
        var links = writes.Where(w => w.IsChange && w.After.Id != merged.Id && w.After.Id != into.Id).ToArray();
        var restored = links.Count(w => !w.Before!.IsActive && w.After.IsActive);
        var shown = writes.OrderBy(w => w.After.Id != merged.Id).ThenBy(w => w.After.Id.Kind != NodeKind.Statement).Take(first);
        return new UnmergePreview(
            merged,
            into,
            links.Length - restored,
            restored,
            writes.Count,
            [.. shown.Select(w => new ImpactChange(w.Before!, w.After))]
        );
    }
}

internal sealed class UnmergePreviewType : ObjectGraphType<UnmergePreview>
{
    public UnmergePreviewType()
    {
        Name = "UnmergePreview";
        Description = "What it would change to take back a merge.";
        this.Part("merged", "Node!", "The record that was merged, and would stand for itself again.", static p => p.Merged);
        this.Part("into", "Node!", "The record that it was merged into.", static p => p.Into);
        this.Leaf("repointed", "Int!", "The number of records that would name the merged record again.", static p => p.Repointed);
        this.Leaf("restored", "Int!", "The number of links that the merge retracted and that would stand again.", static p => p.Restored);
        this.Leaf(
            "count",
            "Int!",
            "The number of records that would change, those included of which only computed values change.",
            static p => p.Count
        );
        this.Part(
                "changes",
                "[ImpactChange!]!",
                "The records that would change, the merged one first, then statements: their strength before and after.",
                static p => p.Changes
            )
            .Costs(Weight.OfPage);
    }
}
