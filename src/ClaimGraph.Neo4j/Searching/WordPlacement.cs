using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Labels;
using ClaimGraph.Stores.Commits;

namespace ClaimGraph.Neo4j.Searching;

/// <summary>
/// Where a commit puts the words by which full-text search finds its nodes: into the properties that are indexed, or beside them, where they wait for
/// <see cref="WordIndex"/>. The head of the ledger has the ids of the nodes whose words wait.
/// </summary>
internal sealed class WordPlacement
{
    // A commit with the words of so many nodes pays for the index once for all of them, as it is.
    private const int Many = 100;

    private static readonly (string Indexed, string Waiting)[] Both = [("words", "unindexedWords"), ("quoteWords", "unindexedQuoteWords")];

    private readonly bool _atOnce;
    private readonly HashSet<long> _waiting = [];

    /// <param name="spoken">The statements that get other quotes.</param>
    public WordPlacement(IReadOnlyList<NodeWrite> writes, IReadOnlyList<NodeId> spoken)
    {
        _atOnce = writes.Count(w => w.Before is null && SearchCypher.Finds(w.After.Kind)) + spoken.Count >= Many;
        if (!_atOnce) _waiting.UnionWith(spoken.Select(s => s.Value));
    }

    /// <summary>The nodes whose words wait; null when there are none.</summary>
    public long[]? Waiting => _waiting.Count > 0 ? [.. _waiting] : null;

    /// <summary>Puts those words of a node that are written in their place. What waited there gives way.</summary>
    public Properties Place(NodeId node, Properties properties)
    {
        foreach (var (indexed, waiting) in Both)
        {
            if (!properties.TryGetValue(indexed, out var words)) continue;
            if (_atOnce)
            {
                properties[waiting] = null;
                continue;
            }
            properties.Remove(indexed);
            properties[waiting] = words ?? "";          // empty where those that are indexed have to go
            _waiting.Add(node.Value);
        }
        return properties;
    }

    public static Query AnyWaiting(Action found) => new("MATCH (l:Ledger {name: 'ledger'}) WHERE l.unindexed IS NOT NULL RETURN true", _ => found());

    /// <summary>Has everything indexed that waits; to be run under the lock of the head.</summary>
    public static readonly Query IndexWaiting = new($$"""
        MATCH (l:Ledger {name: 'ledger'}) WITH l, l.unindexed AS ids SET l.unindexed = null, l.locked = null
        WITH ids UNWIND ids AS id MATCH (n:Node {id: id})
        SET {{string.Join(", ", Both.Select(b => $"n.{b.Indexed} = CASE WHEN n.{b.Waiting} IS NULL THEN n.{b.Indexed} WHEN n.{b.Waiting} = '' THEN null ELSE n.{b.Waiting} END, n.{b.Waiting} = null"))}}
        """);
}
