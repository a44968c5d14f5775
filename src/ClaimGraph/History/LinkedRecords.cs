using ClaimGraph.Queries;
using ClaimGraph.Stores;

namespace ClaimGraph.History;

/// <summary>The nodes whose changes belong to the history of a node, besides its own: those that name it.</summary>
public static class LinkedRecords
{
    /// <summary>So many of them at most: those that were changed last.</summary>
    public const int Most = Limits.Page;

    /// <summary>The nodes that name <paramref name="node"/> in what was entered, retracted ones too, those that were changed last
    /// first.</summary>
    public static async ValueTask<IReadOnlyList<NodeId>> OfAsync(IClaimStore store, NodeId node, CancellationToken cancellation = default)
    {
        var linked = new List<Node>();
        foreach (var via in Noun.Of(node.Kind).NamedBy)
        {
            var order = new OrderBy(Fields.UpdatedAt(via.Kind), Descending: true);
            linked.AddRange(
                (await store.LinksAsync(new LinkQuery(via, null, order, PageRequest.First(Most)), [node], cancellation))[0].Nodes
            );
        }
        return [.. linked.OrderByDescending(n => n.UpdatedAt).ThenBy(n => n.Id).Select(n => n.Id).Distinct().Take(Most)];
    }
}
