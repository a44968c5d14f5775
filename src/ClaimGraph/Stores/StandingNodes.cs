using ClaimGraph.Stores.Commits.Applying;

namespace ClaimGraph.Stores;

/// <summary>What stands in the place of merged nodes.</summary>
public static class StandingNodes
{
    /// <summary>The same nodes, with what a merged one leads to in its place.</summary>
    public static async ValueTask<IReadOnlyList<Node?>> StandingAsync(
        this IClaimStore store,
        IReadOnlyList<Node?> nodes,
        CancellationToken cancellation = default
    )
    {
        while (nodes.Any(n => n?.MergedInto is not null))
        {
            NodeId[] into = [.. nodes.Select(n => n?.MergedInto).OfType<NodeId>().Distinct()];
            var found = into.Zip(await store.GetAsync(into, cancellation)).ToDictionary(f => f.First, f => f.Second);
            nodes = [.. nodes.Select(n => n?.MergedInto is { } id ? found[id] : n)];
        }
        return nodes;
    }

    /// <summary>How many nodes name a node in what was entered, retracted ones too; one that names it twice counts twice.</summary>
    public static async ValueTask<long> CountNamingAsync(this IClaimStore store, NodeId node, CancellationToken cancellation = default)
    {
        var count = 0L;
        foreach (var via in MergedGraph.NamedBy(node.Kind))
            count += (await store.CountLinksAsync(via, null, [node], cancellation))[0];
        return count;
    }
}
