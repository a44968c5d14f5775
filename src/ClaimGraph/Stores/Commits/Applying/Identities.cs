using ClaimGraph.Changes;

namespace ClaimGraph.Stores.Commits.Applying;

/// <summary>
/// Which node each operation means. A create can turn out to mean one that is there already: first by a key that the caller gave, then by
/// its address, wording or whatever else identifies its kind. Who has an identity is judged by how the set leaves the graph, so that two
/// nodes can exchange theirs.
/// </summary>
internal sealed class Identities(WorkingSet work, ICommitScope scope, Refusals refusals)
{
    private readonly Dictionary<NaturalKey, NodeId?> _stored = []; // what the store knows of the keys that were asked for
    private readonly Dictionary<NodeId, NodeId> _aliases = []; // id given to a create → id of the node that it means
    private readonly Dictionary<NaturalKey, NodeId> _owners = []; // who will have a key
    private readonly HashSet<NodeId> _created = [];

    /// <summary>The operations with the ids of the nodes that their contents mean.</summary>
    public async ValueTask<IReadOnlyList<Operation>> ResolveAsync(IReadOnlyList<Operation> operations)
    {
        _created.UnionWith(operations.OfType<Create>().Select(c => c.Id));
        await work.LoadAsync(operations.OfType<SetStatus>().Select(s => s.Id).Where(id => !_created.Contains(id)));
        await AskAsync(operations.SelectMany(o => o.CallersKeys().Concat(IdentitiesOf(o).Where(_ => !NamesCreated(o)))));
        await work.LoadAsync(operations.OfType<Create>().SelectMany(c => c.CallersKeys()).Select(k => _stored[k]).OfType<NodeId>());
        await work.LoadAsync(operations.OfType<Update>().Select(u => u.Id).Where(id => !_created.Contains(id)));
        while (true)
        {
            var resolved = Identify(operations, out var unknown);
            if (unknown.Count == 0)
                return resolved;
            await AskAsync(unknown); // ids turned out to mean other nodes, and so contents have other identities
        }
    }

    /// <summary>The node that an operation means.</summary>
    public NodeId TargetOf(Operation operation) => Known(operation.Id);

    /// <summary>Gives the node the identities of its new content, unless another has them.</summary>
    public bool TakeKeys(Node node, Content content, int operation)
    {
        foreach (var key in content.NaturalKeys())
        {
            if (_owners.TryAdd(key, node.Id) || _owners[key] == node.Id)
                continue;
            var (field, word) = Noun.Of(node.Kind).Identity;
            refusals.Add(operation, ProblemCode.AlreadyExists, $"{node.Kind} {_owners[key]} already has this {word}.", field);
            return false;
        }
        return true;
    }

    /// <summary>The further keys that a create brings to a node, those of other nodes left out.</summary>
    public IReadOnlyList<string> NewKeys(Node node, Create create) =>
        [
            .. create
                .OtherKeys.Prepend(create.Key)
                .OfType<string>()
                .Where(k => !node.HasKey(k) && Owner(NaturalKey.OfCaller(node.Kind, k)) is var owner && (owner is null || owner == node.Id))
                .Distinct(),
        ];

    private NodeId Known(NodeId id) => _aliases.GetValueOrDefault(id, id);

    private NodeId? Owner(NaturalKey key) => _owners.TryGetValue(key, out var owner) ? owner : null;

    private bool NamesCreated(Operation operation) => operation.Named().Any(_created.Contains);

    /// <summary>The identities that an operation gives a node: those of its content, or of the link that it restores.</summary>
    private IEnumerable<NaturalKey> IdentitiesOf(Operation operation) =>
        operation is SetStatus { Status: not RecordStatus.Retracted } restore ? work.Find(restore.Id)?.Data.NaturalKeys() ?? []
        : operation is Create { RetractedBecause: not null } || IsWithdrawnLink(operation) ? []
        : operation.Entered()?.NaturalKeys() ?? [];

    private static bool IsWithdrawnLink(Operation operation) =>
        operation is SetStatus { Status: RecordStatus.Retracted } or Reset { Status: RecordStatus.Retracted }
        && Noun.Of(operation.Id.Kind).IsLink;

    private async ValueTask AskAsync(IEnumerable<NaturalKey> keys)
    {
        var asked = keys.Where(k => !_stored.ContainsKey(k)).Distinct().ToArray();
        if (asked.Length == 0)
            return;
        var found = await scope.FindAsync(asked);
        for (var i = 0; i < asked.Length; i++)
            _stored[asked[i]] = found[i];
    }

    /// <summary>One attempt, with what is known of the store so far.</summary>
    /// <param name="unknown">Keys that the store must be asked for before it counts.</param>
    private Operation[] Identify(IReadOnlyList<Operation> operations, out List<NaturalKey> unknown)
    {
        _aliases.Clear();
        _owners.Clear();
        foreach (var create in operations.OfType<Create>())
            IdentifyByKey(create);
        unknown = [];
        var resolved = new Operation[operations.Count];
        var taken = Take(operations);
        for (var i = 0; i < resolved.Length; i++)
        {
            resolved[i] = WithKnownIds(operations[i]);
            if (!NamesCreated(resolved[i]))
                unknown.AddRange(IdentitiesOf(resolved[i]).Where(k => !_stored.ContainsKey(k)));
            SettleOwners(IdentitiesOf(resolved[i]), taken);
            if (resolved[i] is Create create && !_aliases.ContainsKey(create.Id))
                IdentifyByContent(create, i);
        }
        return resolved;
    }

    private void IdentifyByKey(Create create)
    {
        foreach (var key in create.CallersKeys())
        {
            if ((_stored.GetValueOrDefault(key) ?? Owner(key)) is not { } owner)
                continue;
            if (owner != create.Id)
                _aliases.TryAdd(create.Id, owner);
            _owners.TryAdd(key, owner);
        }
        foreach (var key in create.CallersKeys())
            _owners.TryAdd(key, Known(create.Id));
    }

    /// <summary>What the stored nodes that the set changes will be known by; a node that is not among them keeps what it has.</summary>
    private Dictionary<NodeId, HashSet<NaturalKey>> Take(IReadOnlyList<Operation> operations)
    {
        var taken = new Dictionary<NodeId, HashSet<NaturalKey>>();
        foreach (var operation in operations)
        {
            if (work.Find(TargetOf(operation)) is not { } node)
                continue;
            var content = operation switch
            {
                Update update => WithKnownIds(update).Entered(),
                Create create => Meeting.Content(node, work.Before(node.Id), (Create)WithKnownIds(create)),
                SetStatus or Reset when IsWithdrawnLink(operation) => null,
                Reset reset => reset.Content,
                _ => node.Data,
            };
            taken[node.Id] = [.. content?.NaturalKeys() ?? []];
        }
        foreach (var (node, keys) in taken)
        foreach (var key in keys)
            if (_stored.GetValueOrDefault(key) is not { } had || had == node || taken.TryGetValue(had, out var has) && !has.Contains(key))
                _owners.TryAdd(key, node);
        return taken;
    }

    /// <summary>Whoever has an identity in the store keeps it, unless the set takes it away.</summary>
    private void SettleOwners(IEnumerable<NaturalKey> keys, Dictionary<NodeId, HashSet<NaturalKey>> taken)
    {
        foreach (var key in keys)
            if (_stored.GetValueOrDefault(key) is { } had && (!taken.TryGetValue(had, out var has) || has.Contains(key)))
                _owners.TryAdd(key, had);
    }

    private void IdentifyByContent(Create create, int operation)
    {
        var keys = IdentitiesOf(create).ToArray();
        NodeId[] owners = [.. keys.Select(Owner).OfType<NodeId>().Distinct()];
        switch (owners)
        {
            case []:
                foreach (var key in keys)
                    _owners[key] = create.Id;
                break;
            case [var only]:
                _aliases[create.Id] = only;
                foreach (var key in create.CallersKeys())
                    _owners[key] = only;
                break;
            default:
                var (field, word) = Noun.Of(create.Id.Kind).Identity;
                refusals.Add(
                    operation,
                    ProblemCode.AlreadyExists,
                    $"{create.Id.Kind} {owners[0]} and {create.Id.Kind} {owners[1]} have one {word} each of this record. Enter what "
                        + "belongs to one.",
                    field
                );
                break;
        }
    }

    private Operation WithKnownIds(Operation operation) =>
        operation switch
        {
            Create create when _aliases.Count > 0 => create with
            {
                Content = create.Content.MapIds(Known),
                Amend = create.Amend is { } amend ? content => amend(content).MapIds(Known) : null,
            },
            Update update when _aliases.Count > 0 => update with { Content = update.Content.MapIds(Known) },
            _ => operation,
        };
}
