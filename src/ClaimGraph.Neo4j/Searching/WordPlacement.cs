using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Labels;
using ClaimGraph.Neo4j.Reading;
using ClaimGraph.Stores.Commits;

namespace ClaimGraph.Neo4j.Searching;

/// <summary>
/// Decides where a commit writes the words by which full-text search finds its nodes: to the indexed properties, or to others, where they
/// wait for <see cref="WordIndex"/>. The head of the ledger lists the ids of the nodes whose words wait.
/// </summary>
internal sealed class WordPlacement
{
    // A commit with the words of this many nodes is indexed at once: it pays for the index once for all of them.
    private const int Many = 100;

    private static readonly (string Indexed, string Waiting)[] WordProperties =
    [
        ("words", "unindexedWords"),
        ("quoteWords", "unindexedQuoteWords"),
    ];

    private readonly bool _isAtOnce;
    private readonly HashSet<long> _waiting = [];

    /// <param name="quoted">The statements whose quotes change.</param>
    public WordPlacement(IReadOnlyList<NodeWrite> writes, IReadOnlyList<NodeId> quoted)
    {
        _isAtOnce = writes.Count(w => w.Before is null && SearchCypher.IsSearchable(w.After.Kind)) + quoted.Count >= Many;
        if (!_isAtOnce)
            _waiting.UnionWith(quoted.Select(s => s.Value));
    }

    /// <summary>The nodes whose words wait; null if there are none.</summary>
    public long[]? Waiting => _waiting.Count > 0 ? [.. _waiting] : null;

    /// <summary>Moves the words in the properties of a node to where they belong; they replace words that wait.</summary>
    public Properties Place(NodeId node, Properties properties)
    {
        foreach (var (indexed, waiting) in WordProperties)
        {
            if (!properties.TryGetValue(indexed, out var words))
                continue;
            if (_isAtOnce)
            {
                properties[waiting] = null;
                continue;
            }
            properties.Remove(indexed);
            properties[waiting] = words ?? ""; // empty if the indexed words are to be removed
            _waiting.Add(node.Value);
        }
        return properties;
    }

    public static Query AnyWaiting(Action onFound) =>
        new($"{LedgerCypher.MatchHead} WHERE l.unindexed IS NOT NULL RETURN true", _ => onFound());

    /// <summary>Indexes the words that wait; to be run with the lock of the ledger.</summary>
    public static readonly Query IndexWaiting = new(
        $$"""
        {{LedgerCypher.MatchHead}} WITH l, l.unindexed AS ids SET l.unindexed = null, l.locked = null
        WITH ids UNWIND ids AS id MATCH (n:Node {id: id})
        SET {{string.Join(", ", WordProperties.Select(p => Move(p.Waiting, p.Indexed)))}}
        """
    );

    private static string Move(string waiting, string indexed) =>
        $"""
            n.{indexed} = CASE WHEN n.{waiting} IS NULL THEN n.{indexed} WHEN n.{waiting} = '' THEN null ELSE n.{waiting} END,
              n.{waiting} = null
            """;
}
