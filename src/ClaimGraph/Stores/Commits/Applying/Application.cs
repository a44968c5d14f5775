using ClaimGraph.Changes;
using ClaimGraph.Ledger;

namespace ClaimGraph.Stores.Commits.Applying;

/// <summary>Applies the operations of one set to the working set, one after the other. Derived values come after it.</summary>
internal sealed class Application
{
    private readonly ChangeSet _changes;
    private readonly WorkingSet _work;
    private readonly DateTimeOffset _now;
    private readonly Refusals _refusals = new();
    private readonly Identities _identities;
    private readonly Versions _versions;
    private readonly NamedNodes _named;
    private readonly Quotes _quotes;

    public Application(ChangeSet changes, WorkingSet work, ICommitScope scope, DateTimeOffset now)
    {
        (_changes, _work, _now) = (changes, work, now);
        (_identities, _versions) = (new Identities(scope, _refusals), new Versions(_refusals));
        (_named, _quotes) = (new NamedNodes(work, _refusals), new Quotes(work, scope, _refusals));
    }

    /// <summary>The node of each operation, once it ran.</summary>
    public IReadOnlyList<NodeId> Targets { get; private set; } = [];

    /// <exception cref="RefusedException">With every problem found.</exception>
    public async ValueTask<Outcome[]> RunAsync()
    {
        var operations = await _identities.ResolveAsync(_changes.Operations);
        Targets = [.. operations.Select(_identities.TargetOf)];
        await _named.LoadAsync(operations, Targets);
        await _quotes.LoadAsync(operations);
        _refusals.ThrowIfAny();

        var outcomes = new Outcome[operations.Count];
        for (var i = 0; i < outcomes.Length; i++)
            outcomes[i] = Apply(operations[i], i);
        _refusals.ThrowIfAny();
        return outcomes;
    }

    private Outcome Apply(Operation operation, int i)
    {
        var target = Targets[i];
        var node = _work.Find(target);
        switch (operation)
        {
            case Create create when node is null:
                return Check(create, create.Content, i) ? Enter(create) : default;
            case Create { OnExisting: OnExisting.Keep }:
                return Outcome.Existing;
            case Create create:
                return Replace(node!, create, create.Content, i);
            case Update or SetStatus when node is null:
                _refusals.Add(i, ProblemCode.NotFound, $"{target.Kind} {target} does not exist.", "id");
                return default;
            case Update update when _versions.IsCurrent(node!, update.ExpectedVersion, i):
                return Replace(node!, update, update.Content, i);
            case SetStatus status when status.ExpectedVersion is not { } expected || _versions.IsCurrent(node!, expected, i):
                return Mark(node!, status.Status);
            default:
                return default;
        }
    }

    private Outcome Enter(Create create)
    {
        _work.Put(Node.Create(create.Id, create.Key, create.CreatedAt ?? _now, create.Content));
        _quotes.Remember(create.Id, create.Content);
        return Outcome.Created;
    }

    private Outcome Replace(Node node, Operation by, Content content, int i)
    {
        var next = node.With(KeepSnapshot(node.Data, content));
        var same = NodeJson.Write(node) == NodeJson.Write(next);
        if (!_versions.IsOpen(node, same, i) || !Check(by, content, i))
            return default;
        if (!_versions.KeepsFixedFields(node.Data, content, i) || !_identities.TakeKey(node, content, i))
            return default;
        _quotes.Remember(node.Id, content);
        if (same)
            return Outcome.Unchanged;
        _work.Put(next.With(content) with { Version = node.Version + 1 });
        return Outcome.Updated;
    }

    private Outcome Mark(Node node, RecordStatus status)
    {
        var reason = status == RecordStatus.Active ? null : _changes.Reason;
        if (node.Status == status && node.StatusReason == reason)
            return Outcome.Unchanged;
        _work.Put(node with { Status = status, StatusReason = reason, Version = node.Version + 1 });
        return Outcome.Updated;
    }

    /// <summary>A snapshot that is given again counts as the one that is there, by its hash.</summary>
    private static Content KeepSnapshot(Content old, Content next) =>
        (old, next) is (SourceContent { Snapshot: { } had }, SourceContent { Snapshot: { } has } source) && had.Sha256 == has.Sha256
            ? source with
            {
                Snapshot = has with { Text = had.Text },
            }
            : next;

    private bool Check(Operation by, Content content, int i)
    {
        var before = _refusals.Count;
        _named.CheckExistence(content, i);
        if (_refusals.Count == before)
            _quotes.CheckAnchor(content, by, i);
        _quotes.CheckSnapshot(Targets[i], content, i);
        if (_refusals.Count == before)
            _named.CheckChain(Targets[i], content, i);
        _named.CheckTarget(content, i);
        return _refusals.Count == before;
    }
}
