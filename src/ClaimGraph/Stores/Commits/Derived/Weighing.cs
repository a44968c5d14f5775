namespace ClaimGraph.Stores.Commits.Derived;

/// <summary>Weighs statements and evidence anew, each after what it depends on, and only where something moved.</summary>
internal sealed class Weighing(WorkingSet work, ArgumentReach reach, ArgumentInputs inputs)
{
    private readonly bool[] _moved = new bool[reach.Count];

    /// <param name="start">What was changed, or rests on what was.</param>
    public void Run(IEnumerable<NodeId> start)
    {
        foreach (var id in start)
        {
            Move(reach.Find(id)!.Value);
            if (id.Kind == NodeKind.Evidence && ArgumentReach.LeftBy(work, id) is { } target)
                Move(reach.Find(target)!.Value);
            if (work.Before(id) is Evidence before && reach.Find(ArgumentReach.LeaderOf(before)) is { } left)
                Move(left);
        }
        foreach (var i in reach.Broken())
            Move(i);
        for (var i = 0; i < reach.Count; i++)
            if (_moved[i] && work[reach.Id(i)] is Evidence evidence && !reach.IsLive(evidence))
                Set(i, evidence, 0, converged: true);
        foreach (var component in reach.Components())
            if (!Array.Exists(component, i => _moved[i]))
                continue;
            else if (component.Length == 1)
                Weigh(component[0]);
            else
                WeighCycle(component);
    }

    /// <summary>What holds together moves together.</summary>
    private void Move(int i)
    {
        _moved[i] = true;
        if (work[reach.Id(i)] is Evidence evidence)
            foreach (var joint in reach.Unit(evidence))
                _moved[joint] = true;
    }

    private void Weigh(int i)
    {
        inputs.CountIn(i);
        switch (work[reach.Id(i)])
        {
            case Statement statement:
                var strength = EvidenceStrength.Of(EvidenceStrength.BaseOf(statement.Content), statement.Derived);
                Set(i, statement, strength, statement.Derived.UnsettledCount == 0);
                break;
            case Evidence evidence when reach.IsLive(evidence):
                SetUnit(evidence);
                break;
        }
    }

    /// <summary>Gives evidence, and all that it only holds together with, the weight of the weakest.</summary>
    private void SetUnit(Evidence evidence)
    {
        var unit = reach.Unit(evidence).ToArray();
        var weight = unit.Min(i => OwnWeight(reach.Evidence(i)));
        var converged = Array.TrueForAll(unit, i => HasConverged(reach.Evidence(i)));
        foreach (var i in unit)
            Set(i, reach.Evidence(i), weight, converged);
    }

    private long OwnWeight(Evidence evidence)
    {
        var basis = work[evidence.Content.Basis];
        return EvidenceStrength.Weight(EvidenceStrength.Of(EvidenceStrength.BaseOf(evidence.Content, basis), evidence.Derived), basis);
    }

    private bool HasConverged(Evidence evidence) =>
        evidence.Derived.UnsettledCount == 0 && work[evidence.Content.Basis] is not Statement { Derived.Converged: false };

    private void Set(int i, Statement statement, double strength, bool converged)
    {
        var derived = statement.Derived with { Strength = strength, Converged = converged };
        if (derived == statement.Derived)
            return;
        work.Put(statement with { Derived = derived });
        foreach (var resting in reach.Next(i))
            Move(resting);
    }

    private void Set(int i, Evidence evidence, long weight, bool converged)
    {
        var origin = reach.OriginOf(evidence);
        Contribution? contribution =
            !evidence.IsActive ? null
            : origin is { } standing ? Contribution.Standing(evidence, standing, weight, converged)
            : Contribution.Fallen(evidence);
        var derived = evidence.Derived with
        {
            Weight = weight,
            Converged = converged,
            BasisRetracted = origin is null,
            Origin = origin,
            PublisherGroup = reach.PublisherOf(evidence),
        };
        if (derived != evidence.Derived)
            work.Put(evidence with { Derived = derived });
        if (contribution == inputs[i])
            return;
        inputs[i] = contribution;
        Move(reach.Find(evidence.Content.Target)!.Value);
    }

    /// <summary>Everything in the cycle is taken out of the sums, weighed together on top of the rest, and added again.</summary>
    private void WeighCycle(int[] cycle)
    {
        var members = cycle.Select(i => work[reach.Id(i)]).OfType<Evidence>().SelectMany(reach.Unit).ToHashSet();
        var stored = members.ToDictionary(i => i, i => inputs[i]);
        foreach (var i in members)
            inputs[i] = null;
        foreach (var i in cycle)
            inputs.CountIn(i);
        var system = new CycleSystem(work, reach, inputs, cycle, members);
        var strengths = system.Solve(out var converged);
        foreach (var i in members)
            inputs[i] = stored[i]; // tells whether what is outside of the cycle is moved
        for (var k = 0; k < cycle.Length; k++)
            if (work[reach.Id(cycle[k])] is Statement statement)
                Set(cycle[k], statement, EvidenceStrength.Rounded(strengths[k]), converged);
        foreach (var i in members)
            Set(i, reach.Evidence(i), system.WeightOf(reach.Evidence(i), strengths), converged);
        foreach (var i in cycle)
            inputs.CountIn(i);
    }
}
