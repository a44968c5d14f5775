using System.Runtime.InteropServices;

namespace ClaimGraph.Stores.Commits.Derived;

/// <summary>
/// What argues about each target of a reach, as far as it is in the sums of the target, and as it is now. The sums change by the
/// difference of the two, so that evidence outside the reach need not be read: of each origin only the strongest of it.
/// </summary>
internal sealed class ArgumentInputs
{
    private readonly WorkingSet _work;
    private readonly ArgumentReach _reach;
    private readonly Contribution?[] _counted; // in the sums of the target
    private readonly Contribution?[] _now;
    private readonly Contribution?[] _left; // in the sums of the target that it has left
    private readonly Dictionary<Key, long> _outside = []; // the strongest that is not in the reach

    private ArgumentInputs(WorkingSet work, ArgumentReach reach)
    {
        (_work, _reach) = (work, reach);
        (_counted, _now, _left) = (new Contribution?[reach.Count], new Contribution?[reach.Count], new Contribution?[reach.Count]);
        for (var i = 0; i < reach.Count; i++)
            if (work.Before(reach.Id(i)) is not Evidence stored)
                continue;
            else if (ArgumentReach.LeftBy(work, stored.Id) is null)
                _counted[i] = _now[i] = Contribution.Stored(stored);
            else
                _left[i] = Contribution.Stored(stored);
    }

    public static async ValueTask<ArgumentInputs> LoadAsync(Derivation derivation, ArgumentReach reach)
    {
        var inputs = new ArgumentInputs(derivation.Work, reach);
        EvidenceGroup[] groups = [.. inputs.GroupsToAskFor()];
        if (groups.Length == 0)
            return inputs;
        var strongest = await derivation.Scope.StrongestAsync(groups);
        for (var i = 0; i < groups.Length; i++)
            if (strongest[i] is { } weight)
                inputs._outside[new Key(groups[i].Target, groups[i].Stance, groups[i].Origin)] = weight;
        return inputs;
    }

    public Contribution? this[int evidence]
    {
        get => _now[evidence];
        set => _now[evidence] = value;
    }

    /// <summary>Brings the counts and sums of a target to what argues about it now.</summary>
    public void CountIn(int target)
    {
        var argued = ArguedOf(target);
        var (counted, groups) = (argued, new Dictionary<Key, Change>());
        foreach (var evidence in _reach.On(target))
        {
            var (before, now) = (_counted[evidence], _now[evidence]);
            Add(groups, before, now);
            if (before == now)
                continue;
            counted = before?.CountIn(counted, -1) ?? counted;
            counted = now?.CountIn(counted, +1) ?? counted;
            _counted[evidence] = now;
        }
        foreach (var evidence in _reach.Left(target))
        {
            Add(groups, _left[evidence], null);
            counted = _left[evidence]?.CountIn(counted, -1) ?? counted;
            _left[evidence] = null;
        }
        foreach (var (group, change) in groups)
            if (change.IsOne)
                counted = Sum(counted, group, change);
        if (counted != argued)
            Put(target, counted);
    }

    /// <summary>The weight of the strongest evidence of a group, some pieces of evidence left out.</summary>
    public long Floor(int target, Stance stance, NodeId origin, Predicate<int> isLeftOut)
    {
        var key = new Key(_reach.Id(target), stance, origin);
        var floor = _outside.GetValueOrDefault(key);
        foreach (var evidence in _reach.On(target))
            if (_now[evidence] is { Argues: true } other && !isLeftOut(evidence) && Key.Of(other) == key)
                floor = Math.Max(floor, other.Weight);
        return floor;
    }

    public ArguedFor ArguedOf(int target) => ArguedFor.Of(_work[_reach.Id(target)]);

    private void Put(int target, ArguedFor argued)
    {
        switch (_work[_reach.Id(target)])
        {
            case Statement s:
                _work.Put(s with { Derived = (StatementDerived)argued });
                break;
            case Evidence e:
                _work.Put(e with { Derived = (EvidenceDerived)argued });
                break;
        }
    }

    private void Add(Dictionary<Key, Change> groups, Contribution? before, Contribution? now)
    {
        if (before is { Argues: true } was)
        {
            ref var change = ref Of(groups, Key.Of(was));
            change.Before = Math.Max(change.Before ?? 0, was.Weight);
            change.IsOne |= before != now;
        }
        if (now is { Argues: true } @is)
        {
            ref var change = ref Of(groups, Key.Of(@is));
            change.Now = Math.Max(change.Now ?? 0, @is.Weight);
            change.IsOne |= before != now;
        }
    }

    private ref Change Of(Dictionary<Key, Change> groups, Key key)
    {
        ref var change = ref CollectionsMarshal.GetValueRefOrAddDefault(groups, key, out var known);
        if (!known && _outside.TryGetValue(key, out var outside))
            change.Before = change.Now = outside;
        return ref change;
    }

    private static ArguedFor Sum(ArguedFor argued, Key group, Change change)
    {
        var weight = (change.Now ?? 0) - (change.Before ?? 0);
        if (group.Stance == Stance.Rebuts)
            return argued with { RebutWeight = argued.RebutWeight + weight };
        return argued with { SupportWeight = argued.SupportWeight + weight };
    }

    /// <summary>Groups of which evidence outside the reach may be part.</summary>
    private IEnumerable<EvidenceGroup> GroupsToAskFor()
    {
        var members = new Dictionary<Key, List<NodeId>>();
        for (var i = 0; i < _reach.Count; i++)
            if (_work[_reach.Id(i)] is Evidence evidence)
                foreach (var key in KeysOf(evidence, _left[i] ?? _now[i]))
                    (CollectionsMarshal.GetValueRefOrAddDefault(members, key, out _) ??= []).Add(evidence.Id);
        return members.Select(m => new EvidenceGroup(m.Key.Target, m.Key.Stance, m.Key.Origin, m.Value));
    }

    /// <summary>The group that evidence is in, and the one that it will be in. Of a statement in the reach all evidence is there.</summary>
    private IEnumerable<Key> KeysOf(Evidence evidence, Contribution? stored)
    {
        if (stored is { Argues: true } was && _reach.Find(was.Origin!.Value) is null)
            yield return Key.Of(was);
        if (!_reach.IsLive(evidence))
            yield break;
        var origin = _reach.OriginOf(evidence)!.Value;
        var key = new Key(evidence.Content.Target, evidence.Content.Stance, origin);
        if (_reach.Find(origin) is null && !(stored is { Argues: true } same && Key.Of(same) == key))
            yield return key;
    }

    private readonly record struct Key(NodeId Target, Stance Stance, NodeId Origin)
    {
        public static Key Of(Contribution c) => new(c.Target, c.Stance, c.Origin!.Value);
    }

    /// <summary>The weight of a group's strongest, as it is in the sums and now; none for an empty group.</summary>
    private record struct Change(long? Before, long? Now, bool IsOne);
}
