namespace ClaimGraph.Stores.Commits.Derived;

/// <summary>
/// Everything whose strength can depend on some statements and evidence: from evidence to what it argues about, from a statement to the
/// evidence that argues from it. All of it is in the working set, with what its evidence rests on.
/// </summary>
internal sealed class ArgumentReach
{
    private readonly WorkingSet _work;
    private readonly OrderedDictionary<NodeId, int> _numbers;
    private readonly List<int>[] _next;
    private readonly List<int>[] _on;
    private readonly List<int>[] _left;
    private readonly ILookup<NodeId, int> _units;

    private ArgumentReach(WorkingSet work, OrderedDictionary<NodeId, int> numbers)
    {
        (_work, _numbers) = (work, numbers);
        _next = Lists(Count);
        _on = Lists(Count);
        _left = Lists(Count);
        _units = _numbers.Where(n => n.Key.Kind == NodeKind.Evidence).ToLookup(n => LeaderOf(Evidence(n.Value)), n => n.Value);
        foreach (var (id, number) in _numbers)
            if (id.Kind == NodeKind.Evidence)
                Connect(number);
    }

    public int Count => _numbers.Count;

    public NodeId Id(int number) => _numbers.GetAt(number).Key;

    public int? Find(NodeId id) => _numbers.TryGetValue(id, out var number) ? number : null;

    /// <summary>Evidence on a target, in any state.</summary>
    public IReadOnlyList<int> On(int target) => _on[target];

    /// <summary>Evidence that argued about a target before the commit, and argues about another now.</summary>
    public IReadOnlyList<int> Left(int target) => _left[target];

    /// <summary>The target of evidence before the commit; null when it is the same now, or the evidence is new.</summary>
    public static NodeId? LeftBy(WorkingSet work, NodeId evidence) =>
        work.Before(evidence) is Evidence before && work.Get<Evidence>(evidence).Content.Target != before.Content.Target
            ? before.Content.Target
            : null;

    /// <summary>What moves when the strength of this moves.</summary>
    public IReadOnlyList<int> Next(int number) => _next[number];

    /// <summary>Cycles together, everything else alone, each after what it depends on.</summary>
    public List<int[]> Components() => ClaimGraph.Components.Of(Count, _next);

    /// <summary>The evidence that holds together with this, itself included: most stands alone.</summary>
    public IEnumerable<int> Unit(Evidence evidence) => _units[LeaderOf(evidence)];

    /// <summary>Whether evidence has a weight at all: it stands, and it is not context.</summary>
    public bool IsLive(Evidence evidence) => evidence is { IsActive: true, Content.Stance: not Stance.Context } && Stands(evidence);

    /// <summary>Whether its basis stands, and everything that it only holds together with.</summary>
    public bool Stands(Evidence evidence) =>
        Unit(evidence)
            .Select(Evidence)
            .All(e =>
                Contribution.Stands(_work[e.Content.Basis])
                && (e.Id == evidence.Id || e.IsActive && e.Content.Stance == evidence.Content.Stance)
            );

    /// <summary>What it goes back to; null when it does not stand. A unit goes back to what its first member does.</summary>
    public NodeId? OriginOf(Evidence evidence)
    {
        if (!Stands(evidence))
            return null;
        var basis = _work[_work.Get<Evidence>(LeaderOf(evidence)).Content.Basis];
        return (basis as Source)?.Derived.Origin ?? basis.Id;
    }

    /// <summary>The publisher of what it goes back to, where it cites a source and stands.</summary>
    public NodeId? PublisherOf(Evidence evidence) =>
        evidence.Content.Basis.Kind == NodeKind.Source && Stands(evidence)
            ? (_work[_work.Get<Evidence>(LeaderOf(evidence)).Content.Basis] as Source)?.Derived.PublisherGroup
            : null;

    public Evidence Evidence(int number) => _work.Get<Evidence>(Id(number));

    public static NodeId LeaderOf(Evidence evidence) => evidence.Content.JointWith ?? evidence.Id;

    public static async ValueTask<ArgumentReach> LoadAsync(Derivation derivation, IEnumerable<NodeId> start)
    {
        var work = derivation.Work;
        var found = new OrderedDictionary<NodeId, int>();
        foreach (var id in start)
            found.TryAdd(id, found.Count);
        for (var done = 0; done < found.Count; )
        {
            NodeId[] front = [.. found.Keys.Skip(done)];
            done = found.Count;
            foreach (var id in await AfterAsync(derivation, front))
                found.TryAdd(id, found.Count);
            foreach (var id in await JointAsync(derivation, front))
                found.TryAdd(id, found.Count);
        }
        await work.LoadAsync(found.Keys.Where(id => id.Kind == NodeKind.Evidence).Select(id => work.Get<Evidence>(id).Content.Basis));
        return new ArgumentReach(work, found);
    }

    private static async ValueTask<List<NodeId>> AfterAsync(Derivation derivation, NodeId[] front)
    {
        var work = derivation.Work;
        NodeId[] evidence = [.. front.Where(id => id.Kind == NodeKind.Evidence)];
        List<NodeId> after =
        [
            .. evidence.Select(id => work.Get<Evidence>(id).Content.Target),
            .. evidence.Select(id => LeftBy(work, id)).OfType<NodeId>(),
        ];
        await work.LoadAsync(after);
        // New evidence is where the search starts, so what the store knows is enough.
        NodeId[] bases = [.. front.Where(id => work.Before(id) is Statement { Derived.BasisCount: > 0 })];
        if (bases.Length == 0)
            return after;
        foreach (var resting in await derivation.Scope.LinkedAsync(Fields.Evidence.Basis, bases))
        {
            work.Adopt(resting);
            if (work[resting.Id].IsActive)
                after.Add(resting.Id);
        }
        return after;
    }

    /// <summary>The evidence that some evidence only holds together with.</summary>
    private static async ValueTask<List<NodeId>> JointAsync(Derivation derivation, NodeId[] front)
    {
        var work = derivation.Work;
        NodeId[] leaders =
        [
            .. front
                .Where(id => id.Kind == NodeKind.Evidence)
                .SelectMany(id => new[] { work.Before(id), work[id] })
                .OfType<Evidence>()
                .Where(e => e.Content.JointWith is not null || e.Derived.JointCount > 0)
                .Select(LeaderOf)
                .Distinct(),
        ];
        await work.LoadAsync(leaders);
        List<NodeId> joint = [.. leaders];
        NodeId[] stored = [.. leaders.Where(id => work.Before(id) is not null)];
        if (stored.Length == 0)
            return joint;
        foreach (var node in await derivation.Scope.LinkedAsync(Fields.Evidence.JointWith, stored))
        {
            work.Adopt(node);
            joint.Add(node.Id);
        }
        return joint;
    }

    private void Connect(int number)
    {
        var evidence = Evidence(number);
        var target = _numbers[evidence.Content.Target];
        _on[target].Add(number);
        if (LeftBy(_work, evidence.Id) is { } left)
            _left[_numbers[left]].Add(number);
        if (!IsLive(evidence))
            return;
        _next[number].Add(target);
        if (Find(evidence.Content.Basis) is { } basis)
            _next[basis].Add(number);
    }

    private static List<int>[] Lists(int count)
    {
        var lists = new List<int>[count];
        for (var i = 0; i < count; i++)
            lists[i] = [];
        return lists;
    }
}
