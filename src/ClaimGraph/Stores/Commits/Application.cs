using ClaimGraph.Changes;
using ClaimGraph.Ledger;

namespace ClaimGraph.Stores.Commits;

/// <summary>Applies the operations of one set to the working set: identity, versions, references, quotes. Derived values come after it.</summary>
internal sealed class Application(ChangeSet changes, WorkingSet work, ICommitScope scope, DateTimeOffset now)
{
    private readonly Dictionary<NodeId, NodeId> _aliases = [];        // id given to a create → id of the node that was there
    private readonly Dictionary<NaturalKey, NodeId> _owners = [];     // who has a key, in the store or in this set
    private readonly Dictionary<NodeId, string> _snapshots = [];
    private readonly List<Problem> _problems = [];
    private IReadOnlyList<Operation> _operations = changes.Operations;

    /// <summary>The node of each operation, once it ran.</summary>
    public IReadOnlyList<NodeId> Targets { get; private set; } = [];

    public async ValueTask<Outcome[]> RunAsync()
    {
        await IdentifyAsync(content => content is not ReviewContent);
        _operations = [.. _operations.Select(WithKnownIds)];
        await IdentifyAsync(content => content is ReviewContent);     // a review's identity holds the id of its reviewer
        Targets = [.. _operations.Select(TargetOf)];

        await work.LoadAsync(Needed());
        await LoadSourcesAboveAsync();
        await LoadSnapshotsAsync();
        ThrowIfRefused();

        var outcomes = new Outcome[_operations.Count];
        for (var i = 0; i < outcomes.Length; i++) outcomes[i] = Apply(i);
        ThrowIfRefused();
        return outcomes;
    }

    private NodeId TargetOf(Operation operation) => operation switch
    {
        Create create => Known(create.Id),
        Update update => Known(update.Id),
        SetStatus status => Known(status.Id),
        _ => throw new ArgumentOutOfRangeException(nameof(operation)),
    };

    private NodeId Known(NodeId id) => _aliases.GetValueOrDefault(id, id);

    private Operation WithKnownIds(Operation operation) => operation switch
    {
        Create create when _aliases.Count > 0 => create with { Content = create.Content.MapIds(Known) },
        Update update when _aliases.Count > 0 => update with { Content = update.Content.MapIds(Known) },
        _ => operation,
    };

    /// <summary>Finds the creates that enter what is there already, or what an earlier create of the set enters.</summary>
    private async ValueTask IdentifyAsync(Predicate<Content> which)
    {
        var keys = _operations.Select(o => o.Entered() is { } content && which(content) ? o.Keys().ToArray() : []).ToArray();
        var asked = keys.SelectMany(k => k).Distinct().ToArray();
        if (asked.Length == 0) return;
        var found = await scope.FindAsync(asked);
        for (var i = 0; i < asked.Length; i++)
            if (found[i] is { } id) _owners[asked[i]] = id;
        for (var i = 0; i < _operations.Count; i++)
            if (_operations[i] is Create create) Identify(create, keys[i], i);
    }

    private void Identify(Create create, NaturalKey[] keys, int i)
    {
        var owners = keys.Where(_owners.ContainsKey).Select(k => _owners[k]).Distinct().ToArray();
        switch (owners.Length)
        {
            case 0:
                foreach (var key in keys) _owners[key] = create.Id;
                break;
            case 1:
                _aliases[create.Id] = owners[0];
                break;
            default:
                Refuse(i, ProblemCode.AlreadyExists, $"The key '{create.Key}' belongs to {owners[0]}, the address or wording to {owners[1]}.", "key");
                break;
        }
    }

    private IEnumerable<NodeId> Needed()
    {
        var created = _operations.OfType<Create>().Select(c => c.Id).ToHashSet();
        return Targets.Concat(_operations.SelectMany(o => o.Named())).Where(id => !created.Contains(id));
    }

    /// <summary>The whole chain above every source that the set names as an origin, so that a ring is seen.</summary>
    private async ValueTask LoadSourcesAboveAsync()
    {
        var seen = new HashSet<NodeId>();
        var next = _operations.Select(o => (o.Entered() as SourceContent)?.DerivedFrom).OfType<NodeId>().Where(seen.Add).ToArray();
        while (next.Length > 0)
        {
            await work.LoadAsync(next);
            next = [.. next.Select(id => (work.Find(id) as Source)?.Content.DerivedFrom).OfType<NodeId>().Where(seen.Add)];
        }
    }

    private async ValueTask LoadSnapshotsAsync()
    {
        var quoted = _operations.Select(o => Quoted(o.Entered())?.Source).OfType<NodeId>().Distinct()
            .Where(id => work.Find(id) is Source { Content.Snapshot: not null }).ToArray();
        if (quoted.Length == 0) return;
        var texts = await scope.SnapshotsAsync(quoted);
        for (var i = 0; i < quoted.Length; i++)
            if (texts[i] is { } text) _snapshots[quoted[i]] = text;
    }

    private static (NodeId Source, QuoteAnchor Anchor)? Quoted(Content? content) => content switch
    {
        AppearanceContent { Source: { } source, Anchor: { } anchor } => (source, anchor),
        EvidenceContent { Basis: { Kind: NodeKind.Source } source, Anchor: { } anchor } => (source, anchor),
        _ => null,
    };

    private Outcome Apply(int i)
    {
        var target = Targets[i];
        var node = work.Find(target);
        switch (_operations[i])
        {
            case Create create when node is null:
                return Check(create.Content, i) ? Enter(create) : default;
            case Create { OnExisting: OnExisting.Keep }:
                return Outcome.Existing;
            case Create create:
                return Replace(node!, create.Content, i);
            case Update or SetStatus when node is null:
                Refuse(i, ProblemCode.NotFound, $"There is no {target.Kind} {target}.", "id");
                return default;
            case Update update when Fresh(node!, update.ExpectedVersion, i):
                return Replace(node!, update.Content, i);
            case SetStatus status when status.ExpectedVersion is not { } expected || Fresh(node!, expected, i):
                return Mark(node!, status.Status);
            default:
                return default;
        }
    }

    private Outcome Enter(Create create)
    {
        work.Put(Node.Create(create.Id, create.Key, create.CreatedAt ?? now, create.Content));
        Remember(create.Id, create.Content);
        return Outcome.Created;
    }

    private Outcome Replace(Node node, Content content, int i)
    {
        var next = node.With(KeepSnapshot(node.Data, content));
        var same = NodeJson.Write(node) == NodeJson.Write(next);
        if (node.Status == RecordStatus.Retracted && !same)
            return Refuse(i, ProblemCode.Retracted, $"{node.Kind} {node.Id} is retracted ({node.StatusReason}); restore it before changing it.", "id");
        if (!Check(content, i) || !SameFixedFields(node.Data, content, i) || !OwnsKey(node, content, i)) return default;
        Remember(node.Id, content);
        if (same) return Outcome.Unchanged;
        work.Put(next.With(content) with { Version = node.Version + 1 });
        return Outcome.Updated;
    }

    private Outcome Mark(Node node, RecordStatus status)
    {
        var reason = status == RecordStatus.Active ? null : changes.Reason;
        if (node.Status == status && node.StatusReason == reason) return Outcome.Unchanged;
        work.Put(node with { Status = status, StatusReason = reason, Version = node.Version + 1 });
        return Outcome.Updated;
    }

    /// <summary>A snapshot that is given again counts as the one that is there, by its hash.</summary>
    private static Content KeepSnapshot(Content old, Content next) =>
        (old, next) is (SourceContent { Snapshot: { } had }, SourceContent { Snapshot: { } has } source) && had.Sha256 == has.Sha256
            ? source with { Snapshot = has with { Text = had.Text } } : next;

    private void Remember(NodeId id, Content content)
    {
        if (content is SourceContent { Snapshot: null }) _snapshots.Remove(id);
        else if (content is SourceContent { Snapshot: { Text.Length: > 0 } snapshot }) _snapshots[id] = snapshot.Text;
    }

    private bool Check(Content content, int i)
    {
        var before = _problems.Count;
        foreach (var reference in content.References)
            if (work.Find(reference.Id) is null)
                Refuse(i, ProblemCode.NotFound, $"There is no {reference.Id.Kind} {reference.Id}.", reference.Field.Split('.'));
        if (_problems.Count == before && Quoted(content) is { } quote && _snapshots.TryGetValue(quote.Source, out var text)
            && quote.Anchor.MismatchWith(text) is { } mismatch)
            Refuse(i, ProblemCode.QuoteMismatch, mismatch, "anchor");
        if (content is SourceContent { Snapshot: { Text.Length: 0 } snapshot } && !HasSnapshot(Targets[i], snapshot))
            Refuse(i, ProblemCode.Required, "A snapshot needs its text.", "snapshot", "text");
        if (_problems.Count == before && content is SourceContent { DerivedFrom: { } above } && IsAbove(Targets[i], above))
            Refuse(i, ProblemCode.Cycle, "The source would derive from itself.", "derivedFrom");
        if (content is EvidenceContent evidence && evidence.Basis == evidence.Target)        // two ids of the set can turn out to be one statement
            Refuse(i, ProblemCode.Cycle, Fields.Evidence.ForItself, "target");
        return _problems.Count == before;
    }

    private bool HasSnapshot(NodeId id, Snapshot snapshot) =>
        work.Find(id) is Source { Content.Snapshot: { } had } && had.Sha256 == snapshot.Sha256;

    private bool IsAbove(NodeId source, NodeId? above)
    {
        for (var at = above; at is { } id; at = (work.Find(id) as Source)?.Content.DerivedFrom)
            if (id == source) return true;
        return false;
    }

    private bool SameFixedFields(Content old, Content next, int i)
    {
        var changed = Noun.Of(old.Kind).Entered.OfType<Field<NodeId>>().FirstOrDefault(f => f.IsFixed && f.Get(old) != f.Get(next))?.Name;
        if (changed is null) return true;
        Refuse(i, ProblemCode.Immutable, $"The {changed} cannot be changed; retract this and enter a new one.", changed);
        return false;
    }

    private bool OwnsKey(Node node, Content content, int i)
    {
        if (content.NaturalKey() is not { } key || !_owners.TryGetValue(key, out var owner) || owner == node.Id)
        {
            if (content.NaturalKey() is { } free) _owners[free] = node.Id;
            return true;
        }
        Refuse(i, ProblemCode.AlreadyExists, $"{owner} has this address or wording already.", content is StatementContent ? "text" : "url");
        return false;
    }

    private bool Fresh(Node node, int expected, int i)
    {
        if (node.Version == expected) return true;
        Refuse(i, ProblemCode.StaleVersion,
            $"{node.Kind} {node.Id} has version {node.Version}, not {expected}: it was changed since. Read it again and repeat the change.", "version");
        return false;
    }

    private Outcome Refuse(int i, string code, string message, params string[] path)
    {
        _problems.Add(new Problem(code, message, path).Under(ChangeSetRules.Number(i)));
        return default;
    }

    private void ThrowIfRefused()
    {
        if (_problems.Count > 0) throw new RefusedException(_problems);
    }
}
