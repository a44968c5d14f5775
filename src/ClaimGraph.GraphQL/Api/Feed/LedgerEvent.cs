using System.Collections.Concurrent;
using ClaimGraph.Ledger;

namespace ClaimGraph.GraphQL.Api.Feed;

/// <summary>
/// One entry of the ledger on its way to the subscribers, with what they need to know about it, computed once for all of them. Safe for
/// many threads.
/// </summary>
internal sealed class LedgerEvent(LedgerEntry entry, IClaimStore store)
{
    private const int MostResponses = 256;

    private volatile ConcurrentDictionary<object, Task<ReadOnlyMemory<byte>>>? _responses = new();
    private readonly Node?[] _after = new Node?[entry.Changes.Count];
    private Task<ILookup<NodeId, Change>>? _statements;
    private HashSet<NodeId>? _affected;

    public LedgerEntry Entry { get; } = entry;

    /// <summary>The changes whose nodes pass. The nodes are as they were entered, without derived values.</summary>
    public IReadOnlyList<Change> Where(ChangeAction action, NodeKind kind, Func<Node, bool> passes)
    {
        var passed = new List<Change>();
        for (var i = 0; i < Entry.Changes.Count; i++)
            if (Entry.Changes[i] is var change && change.Action == action && change.Node.Kind == kind && passes(After(i)))
                passed.Add(change);
        return passed;
    }

    /// <summary>
    /// The changes by the statements that they concern: changes of the statement itself, of its appearances, reviews and evidence, and of
    /// the evidence on that evidence.
    /// </summary>
    public Task<ILookup<NodeId, Change>> StatementsAsync()
    {
        // After a failure of the store, the next caller tries again.
        if (_statements is null or { IsFaulted: true })
            _statements = FindStatementsAsync();
        return _statements;
    }

    /// <summary>
    /// True if the commit changed a computed value of a statement, however far its changes are from the statement.
    /// </summary>
    public bool Affects(NodeId statement) => Entry.Affected.Count > 0 && (_affected ??= [.. Entry.Affected]).Contains(statement);

    /// <summary>The response to an operation that several subscribers share. The first of them makes it.</summary>
    /// <param name="key">Equal if the responses are equal.</param>
    public async ValueTask<ReadOnlyMemory<byte>> RespondAsync(object key, Func<Task<ReadOnlyMemory<byte>>> make)
    {
        if (_responses is not { } responses || responses.Count >= MostResponses && !responses.ContainsKey(key))
            return await make();
        try
        {
            return await responses.GetOrAdd(key, static (_, make) => make(), make);
        }
        catch
        {
            responses.TryRemove(key, out _);
            throw;
        }
    }

    /// <summary>Forgets the responses. Most subscribers have them by now; the others make their own.</summary>
    public void ForgetResponses() => _responses = null;

    private Node After(int change) => _after[change] ??= NodeJson.Read(Entry.Changes[change].Node.Kind, Entry.Changes[change].After);

    private async Task<ILookup<NodeId, Change>> FindStatementsAsync()
    {
        var concerned = new List<(NodeId Named, Change Change)>();
        for (var i = 0; i < Entry.Changes.Count; i++)
            foreach (var named in Named(i))
                concerned.Add((named, Entry.Changes[i]));
        // Evidence on evidence concerns the target of that evidence, and so on up to a statement.
        while (concerned.Select(c => c.Named).Where(id => id.Kind == NodeKind.Evidence).Distinct().ToArray() is { Length: > 0 } evidence)
        {
            var targets = (await store.GetAsync(evidence)).OfType<Evidence>().ToDictionary(e => e.Id, e => e.Content.Target);
            concerned =
            [
                .. concerned
                    .Where(c => c.Named.Kind == NodeKind.Statement || targets.ContainsKey(c.Named))
                    .Select(c => c.Named.Kind == NodeKind.Statement ? c : (targets[c.Named], c.Change)),
            ];
        }
        return concerned.Distinct().ToLookup(c => c.Named, c => c.Change);
    }

    /// <summary>The statements or evidence that a change is about: a merge is about both.</summary>
    private IEnumerable<NodeId> Named(int change) =>
        Entry.Changes[change].Action switch
        {
            ChangeAction.Merge => [.. Named(After(change)), .. Into(After(change))],
            ChangeAction.Unmerge => [.. Named(After(change)), .. Into(Before(change))],
            _ => Named(After(change)),
        };

    private static IEnumerable<NodeId> Named(Node node) =>
        node switch
        {
            Statement statement => [statement.Id],
            Appearance appearance => [appearance.Content.Statement],
            Review review => [review.Content.Statement],
            Evidence evidence => [evidence.Content.Target],
            _ => [],
        };

    private static IEnumerable<NodeId> Into(Node node) => node is Statement { MergedInto: { } into } ? [into] : [];

    private Node Before(int change) => NodeJson.Read(Entry.Changes[change].Node.Kind, Entry.Changes[change].Before!);
}
