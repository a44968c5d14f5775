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
    private readonly Dictionary<NaturalKey, NodeId> _merged = []; // keys of merged nodes, and whose they are
    private readonly Redirects _redirects = new(work);

    /// <summary>The operations with the ids of the nodes that their contents mean.</summary>
    public async ValueTask<IReadOnlyList<Operation>> ResolveAsync(IReadOnlyList<Operation> operations)
    {
        _created.UnionWith(operations.OfType<Create>().Select(c => c.Id));
        await _redirects.LoadAsync(operations.SelectMany(o => o.Named()).Where(id => !_created.Contains(id)));
        operations = [.. operations.Select(WithStanding)];
        await work.LoadAsync(operations.OfType<SetStatus>().Select(s => s.Id).Where(id => !_created.Contains(id)));
        await work.LoadAsync(operations.OfType<SetStatus>().SelectMany(NamedBy));
        await AskAsync(operations.SelectMany(o => NamesCreated(o) ? o.CallersKeys() : o.CallersKeys().Concat(IdentitiesOf(o))));
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
            if (_merged.TryGetValue(key, out var merged) && merged != node.Id)
            {
                RefuseMerged(node, merged, operation);
                return false;
            }
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
                .Where(k => !node.HasKey(k) && !_merged.ContainsKey(NaturalKey.OfCaller(node.Kind, k)))
                .Where(k => Owner(NaturalKey.OfCaller(node.Kind, k)) is var owner && (owner is null || owner == node.Id))
                .Distinct(),
        ];

    /// <summary>The content without an identity that leads to the node because of another that was merged into it: that keeps it.</summary>
    public Content WithoutMergedKeys(Node node, Content content)
    {
        if (!content.NaturalKeys().Any(k => _merged.TryGetValue(k, out var merged) && merged != node.Id))
            return content;
        var kept = content with { };
        Noun.Of(node.Kind).Entered.First(f => f.Name == Noun.Of(node.Kind).Identity.Field).Copy(node.Data, kept);
        return kept.Canonical();
    }

    private void RefuseMerged(Node node, NodeId merged, int operation)
    {
        var (field, word) = Noun.Of(node.Kind).Identity;
        refusals.Add(
            operation,
            ProblemCode.AlreadyExists,
            $"{node.Kind} {merged}, which was merged into {_redirects.Of(merged)}, has this {word}, and so it leads there already.",
            field
        );
    }

    /// <summary>The operation with its content naming what stands in place of what was merged.</summary>
    private Operation WithStanding(Operation operation) =>
        operation.Named().All(id => _redirects.Of(id) == id)
            ? operation
            : operation switch
            {
                Create { RetractedBecause: null, IsMerged: false } create => create with
                {
                    Content = create.Content.MapIds(_redirects.Of).Canonical(),
                },
                Update { IsMerged: false } update => update with { Content = update.Content.MapIds(_redirects.Of).Canonical() },
                Reset reset => reset with { Content = reset.Content.MapIds(_redirects.Of).Canonical() },
                _ => operation,
            };

    /// <summary>What a link names that is to stand again.</summary>
    private IEnumerable<NodeId> NamedBy(SetStatus status) =>
        status.Status != RecordStatus.Retracted && work.Find(status.Id) is { IsActive: false } node
            ? node.Data.References.Select(r => r.Id)
            : [];

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
        await _redirects.LoadAsync(found.OfType<NodeId>());
        for (var i = 0; i < asked.Length; i++)
        {
            _stored[asked[i]] = found[i] is { } id ? _redirects.Of(id) : null;
            if (found[i] is { } owner && _stored[asked[i]] != owner)
                _merged[asked[i]] = owner;
        }
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
            NaturalKey[] identities = [.. IdentitiesOf(resolved[i])];
            if (!NamesCreated(resolved[i]))
                unknown.AddRange(identities.Where(k => !_stored.ContainsKey(k)));
            SettleOwners(identities, taken);
            if (resolved[i] is Create create && !_aliases.ContainsKey(create.Id))
                IdentifyByContent(create, identities, i);
        }
        return resolved;
    }

    private void IdentifyByKey(Create create)
    {
        foreach (var key in create.CallersKeys())
        {
            if ((OwnOf(create, key) ?? _stored.GetValueOrDefault(key) ?? Owner(key)) is not { } owner)
                continue;
            if (owner != create.Id)
                _aliases.TryAdd(create.Id, owner);
            _owners.TryAdd(key, owner);
        }
        foreach (var key in create.CallersKeys())
            _owners.TryAdd(key, Known(create.Id));
    }

    /// <summary>A record that was merged where it comes from is the one that was merged here, and not what that leads to.</summary>
    private NodeId? OwnOf(Create create, NaturalKey key) => create.IsMerged && _merged.TryGetValue(key, out var merged) ? merged : null;

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
            if (
                _stored.GetValueOrDefault(key) is { } had
                && (_merged.ContainsKey(key) || !taken.TryGetValue(had, out var has) || has.Contains(key))
            )
                _owners.TryAdd(key, had);
    }

    private void IdentifyByContent(Create create, NaturalKey[] keys, int operation)
    {
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
