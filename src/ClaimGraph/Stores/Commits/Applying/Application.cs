using ClaimGraph.Changes;
using ClaimGraph.Ledger;

namespace ClaimGraph.Stores.Commits.Applying;

/// <summary>Applies the operations of one set to the working set, one after the other. Derived values come after it.</summary>
internal sealed class Application
{
    private readonly ChangeSet _changes;
    private readonly WorkingSet _work;
    private readonly ICommitScope _scope;
    private readonly DateTimeOffset _now;
    private readonly Refusals _refusals = new();
    private readonly Identities _identities;
    private readonly Versions _versions;
    private readonly NamedNodes _named;
    private readonly Quotes _quotes;
    private readonly Warnings _warnings;
    private IReadOnlyList<Problem>[] _told = [];
    private bool[] _metOther = [];

    public Application(ChangeSet changes, WorkingSet work, ICommitScope scope, DateTimeOffset now)
    {
        (_changes, _work, _scope, _now) = (changes, work, scope, now);
        (_identities, _versions) = (new Identities(work, scope, _refusals), new Versions(_refusals));
        Texts = new SnapshotTexts(work, scope);
        (_named, _quotes) = (new NamedNodes(work, _refusals), new Quotes(work, Texts, _refusals));
        _warnings = new Warnings(work);
    }

    /// <summary>The node of each operation, once it ran.</summary>
    public IReadOnlyList<NodeId> Targets { get; private set; } = [];

    /// <summary>The texts of snapshots, as they are once it ran.</summary>
    public SnapshotTexts Texts { get; }

    /// <exception cref="RefusedException">With every problem found.</exception>
    public async ValueTask<Outcome[]> RunAsync()
    {
        if (_changes.Operations is [Merge or Unmerge])
            return [await MergeAsync(_changes.Operations[0])];
        var operations = await _identities.ResolveAsync(await AmendedAsync());
        Targets = [.. operations.Select(_identities.TargetOf)];
        await _named.LoadAsync(operations, Targets);
        await _quotes.LoadAsync(operations);
        _refusals.ThrowIfAny();

        var outcomes = new Outcome[operations.Count];
        (_told, _metOther) = (new IReadOnlyList<Problem>[outcomes.Length], new bool[outcomes.Length]);
        for (var i = 0; i < outcomes.Length; i++)
            outcomes[i] = Apply(operations[i], i);
        _refusals.ThrowIfAny();
        _named.CheckJoint(Targets);
        _refusals.ThrowIfAny();
        return outcomes;
    }

    private async ValueTask<Outcome> MergeAsync(Operation operation)
    {
        (Targets, _told, _metOther) = (
            [operation.Id],
            [
                [],
            ],
            [false]
        );
        await _work.LoadAsync(Targets);
        if (_work.Find(operation.Id) is null)
            _refusals.Add(
                0,
                ProblemCode.NotFound,
                $"{operation.Id.Kind} {operation.Id} does not exist.",
                operation is Merge ? "from" : "id"
            );
        _refusals.ThrowIfAny();
        return operation is Merge merge
            ? await new Merging(merge, _changes.Reason ?? "", _work, _scope, _refusals, _now).RunAsync()
            : await new Unmerging((Unmerge)operation, _work, _scope, _refusals, _now).RunAsync();
    }

    /// <summary>What came of the operations, once derived values are up to date.</summary>
    /// <param name="copies">New evidence that cites a copy, with the origin.</param>
    public IReadOnlyList<OperationResult> Results(IReadOnlyList<Outcome> outcomes, IReadOnlyDictionary<NodeId, NodeId> copies)
    {
        for (var i = 0; i < outcomes.Count; i++)
            // A record that brings its own time is carried over from elsewhere.
            if (
                (outcomes[i], _changes.Operations[i]) is (Outcome.Created, Create { CreatedAt: null })
                && copies.TryGetValue(Targets[i], out var origin)
            )
                _told[i] = [.. _told[i] ?? [], Warnings.OfCopy(_work.Get<Evidence>(Targets[i]), origin)];
        return
        [
            .. Targets.Select(
                (id, i) => new OperationResult(outcomes[i], _work[id]) { Warnings = _told[i] ?? [], MetOther = _metOther[i] }
            ),
        ];
    }

    /// <summary>The operations, with those that change whatever a node has as changes of what it has now.</summary>
    private async ValueTask<Operation[]> AmendedAsync()
    {
        await _work.LoadAsync(_changes.Operations.Where(o => o is Amend or Revert).Select(o => o.Id));
        return [.. _changes.Operations.Select((o, i) => _work.Find(o.Id) is { } node ? Amended(o, node, i) : o)];
    }

    private Operation Amended(Operation operation, Node node, int i)
    {
        Operation amended = operation switch
        {
            Amend amend => new Update(node.Id, node.Version, amend.Change(node.Data).Canonical()),
            Revert revert => Reverting.Of(revert, node, revert.Reason ?? _changes.Reason),
            _ => operation,
        };
        if (ReferenceEquals(amended, operation))
            return operation;
        foreach (var problem in ChangeSetRules.CheckContent(amended.Entered()!))
            _refusals.Add(i, problem.Code, problem.Message, [.. problem.Path]);
        if (operation is Revert reverted && Reverting.Overlaps(reverted, node) is { Count: > 0 } fields)
            _versions.RefuseOverlap(node, fields, reverted.ChangedBy, i);
        return amended;
    }

    private Outcome Apply(Operation operation, int i)
    {
        var target = Targets[i];
        var node = _work.Find(target);
        switch (operation)
        {
            case { IsMerged: true } when node?.MergedInto is not null:
                return Outcome.Unchanged;
            case not Create when node?.MergedInto is { } into:
                _refusals.Add(i, ProblemCode.Merged, Refusals.MergedMessage(node, into), "id");
                return default;
            case Create create when node is null:
                return Check(create, null, create.Content, i) ? Enter(create, i) : default;
            case Create create:
                return Meet(node!, create, i);
            case Update or Amend or SetStatus or Revert when node is null:
                _refusals.Add(i, ProblemCode.NotFound, $"{target.Kind} {target} does not exist.", "id");
                return default;
            case Update update when _versions.IsCurrent(node!, update.ExpectedVersion, i):
                var outcome = Replace(node!, update, update.Content, i);
                _told[i] = [.. Captures.WarningsOf(node!, _work[target]), .. _quotes.WarningsOf(node!.Data, update.Content)];
                return outcome;
            case SetStatus status when Expected(status, node!) is not { } expected || _versions.IsCurrent(node!, expected, i):
                return Mark(node!, status, i);
            case Reset reset:
                return Apply(node!, reset, i);
            default:
                return default;
        }
    }

    private static int? Expected(SetStatus status, Node node) =>
        status.ExpectedVersion ?? (node.Status == RecordStatus.Active ? null : status.CheckedVersion);

    private Outcome Enter(Create create, int i)
    {
        var node = Node.Create(create.Id, create.Key, create.CreatedAt ?? _now, create.Content);
        node = node with { OtherKeys = _identities.NewKeys(node, create), CreatedBy = _changes.Principal };
        if (create.RetractedBecause is { } reason)
            node = node with { Status = RecordStatus.Retracted, StatusReason = reason };
        Put(node);
        _told[i] = [.. _warnings.OfEntering(create.Content), .. _quotes.WarningsOf(null, create.Content)];
        Texts.Remember(create.Id, create.Content);
        return Outcome.Created;
    }

    /// <summary>Somebody enters what is there already.</summary>
    private Outcome Meet(Node node, Create create, int i)
    {
        var isKnown = create.Key is not null && node.HasKey(create.Key);
        if (!node.IsActive && create.IsOnlyNamed)
            return Outcome.Existing;
        if (!node.IsActive && (create.OnExisting == OnExisting.Keep || !isKnown || create.Amend is not null))
        {
            _versions.RefuseRetracted(node, i);
            return default;
        }
        var isOwn = create.Key is not null && node.Key == create.Key;
        var keys = _identities.NewKeys(node, create);
        var named = node with { OtherKeys = [.. node.OtherKeys, .. keys] };
        var content = _identities.WithoutMergedKeys(node, Meeting.Content(node, _work.Before(node.Id), create));
        if (create.Amend is not null)
            foreach (var problem in ChangeSetRules.CheckContent(content))
                _refusals.Add(i, problem.Code, problem.Message, [.. problem.Path]);
        var outcome = Replace(named, create, content, i, keys.Count > 0);
        _metOther[i] = !isOwn;
        if (create.Amend is not null)
            _told[i] = [.. Captures.WarningsOf(node, _work[node.Id])];
        else if (create.OnExisting == OnExisting.Keep || !isOwn)
            _told[i] = [.. Captures.WarningsOf(node, _work[node.Id]), .. Warnings.OfMeeting(_work[node.Id], create)];
        return create is { OnExisting: OnExisting.Keep, Amend: null } && ReferenceEquals(content, node.Data) ? Outcome.Existing : outcome;
    }

    private Outcome Replace(Node node, Operation by, Content content, int i, bool otherwiseChanged = false)
    {
        var next = node.With(KeepSnapshot(node.Data, content));
        var same = !otherwiseChanged && NodeJson.Write(node) == NodeJson.Write(next);
        if (same)
            return Outcome.Unchanged;
        if (!_versions.IsOpen(node, i) || !ReferenceEquals(content, node.Data) && !Check(by, node.Data, content, i))
            return default;
        if (!_versions.KeepsFixedFields(node.Data, content, i) || !_identities.TakeKeys(node, content, i))
            return default;
        Texts.Remember(node.Id, content);
        Put(next.With(content) with { Version = node.Version + 1 });
        return Outcome.Updated;
    }

    private void Put(Node node) => _work.Put(node with { UpdatedAt = _now });

    private Outcome Mark(Node node, SetStatus mark, int i)
    {
        var status = mark.Status;
        var reason = status == RecordStatus.Active ? null : mark.Reason ?? _changes.Reason;
        var content = WithNotice(node, mark);
        if (node.Status == status && node.StatusReason == reason && ReferenceEquals(content, node.Data))
            return Outcome.Unchanged;
        if (!node.IsActive && status != RecordStatus.Retracted && (!NamesStanding(node, i) || !_identities.TakeKeys(node, node.Data, i)))
            return default; // it was entered anew while it was retracted
        Put(node.With(content) with { Status = status, StatusReason = reason, Version = node.Version + 1 });
        return Outcome.Updated;
    }

    /// <summary>The content with the notice of a source that is retracted or corrected, and without one where it stands again.</summary>
    private static Content WithNotice(Node node, SetStatus mark)
    {
        if (node is not Source { Content: var content })
            return node.Data;
        var next =
            mark.Status != RecordStatus.Active ? mark.Notice?.In(content) ?? content
            : node.Status != RecordStatus.Active ? content with { NoticeOn = null, NoticeUrl = null }
            : content;
        next = (SourceContent)next.Canonical();
        return (next.NoticeOn, next.NoticeUrl) == (content.NoticeOn, content.NoticeUrl) ? content : next;
    }

    /// <summary>A link that a merge retracted, because it would join a node with itself, names a merged one.</summary>
    private bool NamesStanding(Node node, int i)
    {
        foreach (var reference in node.Data.References)
            if (_work.Find(reference.Id) is { MergedInto: { } into } merged)
            {
                _refusals.Add(i, ProblemCode.Merged, $"It names a record that is no more: {Refusals.MergedMessage(merged, into)}", "id");
                return false;
            }
        return true;
    }

    private Outcome Apply(Node node, Reset reset, int i)
    {
        var next = node.With(KeepSnapshot(node.Data, reset.Content)) with { Status = reset.Status, StatusReason = reset.StatusReason };
        if (NodeJson.Write(node) == NodeJson.Write(next))
            return Outcome.Unchanged;
        var isReworded = NodeJson.Write(node) != NodeJson.Write(node.With(next.Data));
        if (
            isReworded && !Check(reset, node.Data, reset.Content, i)
            || next.NaturalKeys().Any() && !_identities.TakeKeys(next, next.Data, i)
        )
            return default;
        Texts.Remember(node.Id, reset.Content);
        Put(next.With(isReworded ? reset.Content : node.Data) with { Version = node.Version + 1 });
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

    private bool Check(Operation by, Content? old, Content content, int i)
    {
        var before = _refusals.Count;
        _named.CheckExistence(content, i);
        if (_refusals.Count == before)
            _quotes.CheckAnchor(old, content, by, i);
        _quotes.CheckSnapshot(Targets[i], content, i);
        if (_refusals.Count == before)
            _named.CheckChain(Targets[i], content, i);
        _named.CheckTarget(content, i);
        _named.CheckNamedByJoint(Targets[i], content, i);
        return _refusals.Count == before;
    }
}
