using System.Runtime.InteropServices;

namespace ClaimGraph.Stores.Commits.Derived;

/// <summary>
/// Everything whose strength can depend on some statements and evidence: from evidence to what it argues about, from a statement to the
/// evidence that argues from it. All of it is in the working set, with what its evidence rests on.
/// </summary>
internal sealed class ArgumentReach
{
    private readonly WorkingSet _work;
    private readonly OrderedDictionary<NodeId, int> _numbers;
    private readonly IReadOnlyList<int>[] _next; // most are empty
    private readonly IReadOnlyList<int>[] _on;
    private readonly IReadOnlyList<int>[] _left;
    private readonly Dictionary<NodeId, List<int>> _units = []; // of what does not stand alone

    private ArgumentReach(WorkingSet work, OrderedDictionary<NodeId, int> numbers)
    {
        (_work, _numbers) = (work, numbers);
        (_next, _on, _left) = (Lists(Count), Lists(Count), Lists(Count));
        foreach (var (id, number) in _numbers)
            if (id.Kind == NodeKind.Evidence && IsJoint(Evidence(number)))
                (CollectionsMarshal.GetValueRefOrAddDefault(_units, LeaderOf(Evidence(number)), out _) ??= []).Add(number);
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

    /// <summary>
    /// What was in a cycle that loses an argument. In a cycle evidence counts as exactly as it was found, anywhere else as its weight
    /// is rounded: what is left of the cycle is weighed again, also where the weights that reach it stay the same.
    /// </summary>
    public IEnumerable<int> Broken()
    {
        var lost = _numbers.Where(n => HasLost(n.Key, n.Value)).Select(n => n.Value).ToHashSet();
        if (lost.Count == 0)
            return [];
        var before = Lists(Count);
        foreach (var (id, number) in _numbers)
            if (ArguedBefore(id) is { } was)
                Link(before, number, was.Content);
        return ClaimGraph.Components.Of(Count, before).Where(c => c.Length > 1 && c.Any(lost.Contains)).SelectMany(c => c);
    }

    /// <summary>True for evidence that argued before the commit, and argues no more or about something else.</summary>
    private bool HasLost(NodeId id, int number) =>
        ArguedBefore(id) is { Content: var was }
        && Evidence(number) is { Content: var now } evidence
        && (!IsLive(evidence) || (now.Basis, now.Target) != (was.Basis, was.Target));

    private Evidence? ArguedBefore(NodeId id) =>
        _work.Before(id) is Evidence was && Contribution.Stored(was) is { Argues: true } ? was : null;

    /// <summary>The evidence that holds together with this, itself included: most stands alone.</summary>
    public IReadOnlyList<int> Unit(Evidence evidence) => IsJoint(evidence) ? _units[LeaderOf(evidence)] : [_numbers[evidence.Id]];

    /// <summary>Whether evidence has a weight at all: it stands, and it is not context.</summary>
    public bool IsLive(Evidence evidence) => evidence is { IsActive: true, Content.Stance: not Stance.Context } && Stands(evidence);

    /// <summary>Whether its basis stands, and everything that it only holds together with.</summary>
    public bool Stands(Evidence evidence) =>
        Contribution.Stands(_work[evidence.Content.Basis]) && (!IsJoint(evidence) || Unit(evidence).All(i => Holds(Evidence(i), evidence)));

    private bool Holds(Evidence premise, Evidence other) =>
        premise.Id == other.Id
        || premise.IsActive && premise.Content.Stance == other.Content.Stance && Contribution.Stands(_work[premise.Content.Basis]);

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

    private static bool IsJoint(Evidence evidence) => evidence.Content.JointWith is not null || evidence.Derived.JointCount > 0;

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
        List<NodeId> after = [],
            bases = [];
        foreach (var id in front)
            if (id.Kind == NodeKind.Evidence)
            {
                after.Add(work.Get<Evidence>(id).Content.Target);
                if (LeftBy(work, id) is { } left)
                    after.Add(left);
            }
            // New evidence is where the search starts, so what the store knows is enough.
            else if (work.Before(id) is Statement { Derived.BasisCount: > 0 })
                bases.Add(id);
        await work.LoadAsync(after);
        if (bases.Count == 0)
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
        var leaders = new HashSet<NodeId>();
        foreach (var id in front)
            if (id.Kind == NodeKind.Evidence)
                foreach (var node in (ReadOnlySpan<Node?>)[work.Before(id), work[id]])
                    if (node is Evidence evidence && IsJoint(evidence))
                        leaders.Add(LeaderOf(evidence));
        if (leaders.Count == 0)
            return [];
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
        Add(_on, target, number);
        if (LeftBy(_work, evidence.Id) is { } left)
            Add(_left, _numbers[left], number);
        if (IsLive(evidence))
            Link(_next, number, evidence.Content);
    }

    private void Link(IReadOnlyList<int>[] next, int number, EvidenceContent content)
    {
        Add(next, number, _numbers[content.Target]);
        if (Find(content.Basis) is { } basis)
            Add(next, basis, number);
    }

    private static IReadOnlyList<int>[] Lists(int count)
    {
        var lists = new IReadOnlyList<int>[count];
        Array.Fill(lists, []);
        return lists;
    }

    private static void Add(IReadOnlyList<int>[] lists, int at, int number)
    {
        if (lists[at] is not List<int> list)
            lists[at] = list = [];
        list.Add(number);
    }
}
