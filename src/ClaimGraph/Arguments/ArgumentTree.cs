using ClaimGraph.Queries;
using ClaimGraph.Stores;

namespace ClaimGraph.Arguments;

/// <summary>
/// What argues about a node, level by level: the evidence on it, the evidence on that and on the statements that it argues from, and so
/// on. A node that occurs again, as in a cycle, is not followed a second time.
/// </summary>
public sealed class ArgumentTree
{
    // Of how many nodes the links are read at once: each can have as many as are still asked for.
    private const int AtOnce = 16;

    private readonly HashSet<NodeId> _nodes = [];
    private readonly List<ArgumentEdge> _edges = [];

    private ArgumentTree(NodeId root) => _nodes.Add(root);

    /// <summary>The evidence, each after what it argues about.</summary>
    public IReadOnlyList<ArgumentEdge> Edges => _edges;

    /// <summary>The root, the evidence and what it rests on, each once, in the order in which they were met.</summary>
    public IReadOnlyCollection<NodeId> Nodes => _nodes;

    /// <summary>False when there is more than was asked for.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>Whether all evidence on the root is in the tree.</summary>
    public bool HasAllOnRoot { get; private set; }

    /// <param name="root">A statement or evidence.</param>
    /// <param name="depth">How many levels of evidence.</param>
    /// <param name="most">How many pieces of evidence at most.</param>
    /// <param name="filter">Which evidence is followed; null for all that is active.</param>
    public static async ValueTask<ArgumentTree> LoadAsync(
        IClaimStore store,
        NodeId root,
        int depth,
        int most,
        Filter? filter,
        CancellationToken cancellation
    )
    {
        var tree = new ArgumentTree(root);
        NodeId[] front = [root];
        for (var level = 1; front.Length > 0; level++)
        {
            if (level > depth)
            {
                tree.IsWhole &= !await AreArguedAboutAsync(store, front, filter, cancellation);
                break;
            }
            var found = new List<NodeId>();
            foreach (var part in front.Chunk(AtOnce))
                found.AddRange(await tree.AddAsync(store, part, level, most, filter, cancellation));
            if (level == 1)
                tree.HasAllOnRoot = tree.IsWhole;
            front = [.. found];
        }
        return tree;
    }

    /// <returns>What was not met before.</returns>
    private async ValueTask<List<NodeId>> AddAsync(
        IClaimStore store,
        NodeId[] targets,
        int level,
        int most,
        Filter? filter,
        CancellationToken cancellation
    )
    {
        var found = new List<NodeId>();
        var pages = await store.LinksAsync(Query(filter, Math.Min(most - _edges.Count, Limits.Page)), targets, cancellation);
        for (var i = 0; i < targets.Length; i++)
        {
            var whole = !pages[i].HasNext;
            foreach (var evidence in pages[i].Nodes.Cast<Evidence>())
                if (_edges.Count < most)
                    Add(evidence, level, found);
                else
                    whole = false;
            IsWhole &= whole;
        }
        return found;
    }

    private void Add(Evidence evidence, int level, List<NodeId> found)
    {
        var basis = evidence.Content.Basis;
        var isBack = basis.Kind == NodeKind.Statement && _nodes.Contains(basis);
        _edges.Add(new ArgumentEdge(evidence, level, isBack));
        if (_nodes.Add(evidence.Id))
            found.Add(evidence.Id);
        if (_nodes.Add(basis) && basis.Kind == NodeKind.Statement)
            found.Add(basis);
    }

    private static async ValueTask<bool> AreArguedAboutAsync(
        IClaimStore store,
        NodeId[] nodes,
        Filter? filter,
        CancellationToken cancellation
    ) => (await store.LinksAsync(Query(filter, 0), nodes, cancellation)).Any(page => page.HasNext);

    private static LinkQuery Query(Filter? filter, int size) =>
        new(Fields.Evidence.Target, Filter.ForList(NodeKind.Evidence, filter), OrderBy.Oldest(NodeKind.Evidence), PageRequest.First(size));
}

/// <summary>One piece of evidence in a tree.</summary>
/// <param name="Depth">1 for evidence on the root.</param>
/// <param name="IsBack">Whether it argues from a statement that was met before, which is not followed again.</param>
public sealed record ArgumentEdge(Evidence Evidence, int Depth, bool IsBack);
