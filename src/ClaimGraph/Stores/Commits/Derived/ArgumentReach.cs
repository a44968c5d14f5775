namespace ClaimGraph.Stores.Commits.Derived;

/// <summary>
/// Everything whose strength can depend on some statements and evidence: from evidence to what it argues about, from a statement to the
/// evidence that argues from it. All of it is in the working set, with what its evidence rests on.
/// </summary>
internal sealed class ArgumentReach
{
    private readonly WorkingSet _work;
    private readonly OrderedDictionary<NodeId, int> _numbers = [];
    private readonly List<int>[] _next;
    private readonly List<int>[] _on;

    private ArgumentReach(WorkingSet work, IEnumerable<NodeId> nodes)
    {
        _work = work;
        foreach (var id in nodes)
            _numbers.Add(id, _numbers.Count);
        _next = Lists(Count);
        _on = Lists(Count);
        for (var i = 0; i < Count; i++)
            if (Id(i).Kind == NodeKind.Evidence)
                Connect(i);
    }

    public int Count => _numbers.Count;

    public NodeId Id(int number) => _numbers.GetAt(number).Key;

    public int? Find(NodeId id) => _numbers.TryGetValue(id, out var number) ? number : null;

    /// <summary>Evidence on a target, in any state.</summary>
    public IReadOnlyList<int> On(int target) => _on[target];

    /// <summary>What moves when the strength of this moves.</summary>
    public IReadOnlyList<int> Next(int number) => _next[number];

    /// <summary>Cycles together, everything else alone, each after what it depends on.</summary>
    public List<int[]> Components() => ClaimGraph.Components.Of(Count, _next);

    /// <summary>Whether evidence has a weight at all: it is active, its basis stands, and it is not context.</summary>
    public bool IsLive(Evidence evidence) =>
        evidence is { IsActive: true, Content.Stance: not Stance.Context } && Contribution.Stands(_work[evidence.Content.Basis]);

    public static async ValueTask<ArgumentReach> LoadAsync(Derivation derivation, IEnumerable<NodeId> start)
    {
        var work = derivation.Work;
        var found = new OrderedDictionary<NodeId, bool>();
        foreach (var id in start)
            found.TryAdd(id, true);
        for (var done = 0; done < found.Count; )
        {
            NodeId[] front = [.. found.Keys.Skip(done)];
            done = found.Count;
            foreach (var id in await AfterAsync(derivation, front))
                found.TryAdd(id, true);
        }
        await work.LoadAsync(found.Keys.Where(id => id.Kind == NodeKind.Evidence).Select(id => work.Get<Evidence>(id).Content.Basis));
        return new ArgumentReach(work, found.Keys);
    }

    private static async ValueTask<List<NodeId>> AfterAsync(Derivation derivation, NodeId[] front)
    {
        var work = derivation.Work;
        List<NodeId> after = [.. front.Where(id => id.Kind == NodeKind.Evidence).Select(id => work.Get<Evidence>(id).Content.Target)];
        await work.LoadAsync(after);
        // New evidence is where the search starts, so what the store knows is enough.
        NodeId[] bases = [.. front.Where(id => id.Kind == NodeKind.Statement && work.Before(id) is not null)];
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

    private void Connect(int number)
    {
        var evidence = _work.Get<Evidence>(Id(number));
        var target = _numbers[evidence.Content.Target];
        _on[target].Add(number);
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
