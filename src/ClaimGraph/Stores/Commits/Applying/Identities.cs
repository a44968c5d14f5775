using ClaimGraph.Changes;

namespace ClaimGraph.Stores.Commits.Applying;

/// <summary>Which node each operation means: a create can turn out to mean one that is there already, by its key, address or
/// wording.</summary>
internal sealed class Identities(ICommitScope scope, Refusals refusals)
{
    private readonly Dictionary<NodeId, NodeId> _aliases = []; // id given to a create → id of the node that was there
    private readonly Dictionary<NaturalKey, NodeId> _owners = []; // who has a key, in the store or in this set

    /// <summary>The operations with the ids of the nodes that their contents mean.</summary>
    public async ValueTask<IReadOnlyList<Operation>> ResolveAsync(IReadOnlyList<Operation> operations)
    {
        await IdentifyAsync(operations, content => content is not ReviewContent);
        IReadOnlyList<Operation> resolved = [.. operations.Select(WithKnownIds)];
        await IdentifyAsync(resolved, content => content is ReviewContent); // a review's identity holds the id of its reviewer
        return resolved;
    }

    /// <summary>The node that an operation means.</summary>
    public NodeId TargetOf(Operation operation) =>
        operation switch
        {
            Create create => Known(create.Id),
            Update update => Known(update.Id),
            SetStatus status => Known(status.Id),
            _ => throw new ArgumentOutOfRangeException(nameof(operation)),
        };

    /// <summary>Gives the node the key of its new content, unless another has it.</summary>
    public bool TakeKey(Node node, Content content, int operation)
    {
        if (content.NaturalKey() is not { } key)
            return true;
        if (!_owners.TryGetValue(key, out var owner) || owner == node.Id)
        {
            _owners[key] = node.Id;
            return true;
        }
        refusals.Add(
            operation,
            ProblemCode.AlreadyExists,
            $"{owner.Kind} {owner} already has this {(content is StatementContent ? "wording" : "address")}.",
            content is StatementContent ? "text" : "url"
        );
        return false;
    }

    private NodeId Known(NodeId id) => _aliases.GetValueOrDefault(id, id);

    private Operation WithKnownIds(Operation operation) =>
        operation switch
        {
            Create create when _aliases.Count > 0 => create with { Content = create.Content.MapIds(Known) },
            Update update when _aliases.Count > 0 => update with { Content = update.Content.MapIds(Known) },
            _ => operation,
        };

    /// <summary>Finds the creates that enter what is there already, or what an earlier create of the set enters.</summary>
    private async ValueTask IdentifyAsync(IReadOnlyList<Operation> operations, Predicate<Content> which)
    {
        var keys = operations.Select(o => o.Entered() is { } content && which(content) ? o.Keys().ToArray() : []).ToArray();
        var asked = keys.SelectMany(k => k).Distinct().ToArray();
        if (asked.Length == 0)
            return;
        var found = await scope.FindAsync(asked);
        for (var i = 0; i < asked.Length; i++)
            if (found[i] is { } id)
                _owners[asked[i]] = id;
        for (var i = 0; i < operations.Count; i++)
            if (operations[i] is Create create)
                Identify(create, keys[i], i);
    }

    private void Identify(Create create, NaturalKey[] keys, int operation)
    {
        var owners = keys.Where(_owners.ContainsKey).Select(k => _owners[k]).Distinct().ToArray();
        switch (owners.Length)
        {
            case 0:
                foreach (var key in keys)
                    _owners[key] = create.Id;
                break;
            case 1:
                _aliases[create.Id] = owners[0];
                break;
            default:
                refusals.Add(
                    operation,
                    ProblemCode.AlreadyExists,
                    $"The key '{create.Key}' belongs to {owners[0]}, the address or wording to {owners[1]}.",
                    "key"
                );
                break;
        }
    }
}
