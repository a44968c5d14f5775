namespace ClaimGraph.Stores.Commits.Derived;

/// <summary>Weighs statements and evidence anew, each after what it depends on, and only where something moved.</summary>
internal sealed class Weighing(WorkingSet work, ArgumentReach reach, ArgumentInputs inputs)
{
    private readonly bool[] _moved = new bool[reach.Count];

    /// <param name="start">What was changed, or rests on what was.</param>
    public void Run(IEnumerable<NodeId> start)
    {
        foreach (var id in start)
            _moved[reach.Find(id)!.Value] = true;
        for (var i = 0; i < reach.Count; i++)
            if (_moved[i] && work[reach.Id(i)] is Evidence evidence && !reach.IsLive(evidence))
                Weigh(i, evidence, 0, converged: true);
        foreach (var component in reach.Components())
            if (!Array.Exists(component, i => _moved[i]))
                continue;
            else if (component.Length == 1)
                Weigh(component[0]);
            else
                WeighCycle(component);
    }

    private void Weigh(int i)
    {
        inputs.CountIn(i);
        switch (work[reach.Id(i)])
        {
            case Statement statement:
                var strength = EvidenceStrength.Of(statement.Content.Prior ?? EvidenceStrength.DefaultPrior, statement.Derived);
                Set(i, statement, strength, statement.Derived.UnsettledCount == 0);
                break;
            case Evidence evidence when reach.IsLive(evidence):
                var basis = work[evidence.Content.Basis];
                var own = EvidenceStrength.Of(EvidenceStrength.BaseOf(evidence.Content, basis), evidence.Derived);
                Weigh(
                    i,
                    evidence,
                    EvidenceStrength.Weight(own, basis),
                    evidence.Derived.UnsettledCount == 0 && basis is not Statement { Derived.Converged: false }
                );
                break;
        }
    }

    private void Set(int i, Statement statement, double strength, bool converged)
    {
        var derived = statement.Derived with { Strength = strength, Converged = converged };
        if (derived == statement.Derived)
            return;
        work.Put(statement with { Derived = derived });
        foreach (var resting in reach.Next(i))
            _moved[resting] = true;
    }

    private void Weigh(int i, Evidence evidence, long weight, bool converged)
    {
        var basis = work[evidence.Content.Basis];
        var contribution = Contribution.Of(evidence, basis, weight, converged);
        var derived = evidence.Derived with
        {
            Weight = weight,
            Converged = converged,
            BasisRetracted = !Contribution.Stands(basis),
            Origin = Contribution.OriginOf(basis),
        };
        if (derived != evidence.Derived)
            work.Put(evidence with { Derived = derived });
        if (contribution == inputs[i])
            return;
        inputs[i] = contribution;
        _moved[reach.Find(evidence.Content.Target)!.Value] = true;
    }

    /// <summary>Everything in the cycle is taken out of the sums, weighed together on top of the rest, and added again.</summary>
    private void WeighCycle(int[] cycle)
    {
        var members = cycle.Where(i => reach.Id(i).Kind == NodeKind.Evidence).ToArray();
        var stored = members.Select(i => inputs[i]).ToArray();
        foreach (var i in members)
            inputs[i] = null;
        foreach (var i in cycle)
            inputs.CountIn(i);
        var system = new CycleSystem(work, reach, inputs, cycle);
        var strengths = system.Solve(out var converged);
        for (var m = 0; m < members.Length; m++)
            inputs[members[m]] = stored[m]; // tells whether what is outside of the cycle is moved
        for (var k = 0; k < cycle.Length; k++)
            if (work[reach.Id(cycle[k])] is Statement statement)
                Set(cycle[k], statement, EvidenceStrength.Rounded(strengths[k]), converged);
        for (var k = 0; k < cycle.Length; k++)
            if (work[reach.Id(cycle[k])] is Evidence evidence)
            {
                var weight = EvidenceStrength.Weight(EvidenceStrength.Rounded(strengths[k]), work[evidence.Content.Basis]);
                Weigh(cycle[k], evidence, weight, converged);
            }
        foreach (var i in cycle)
            inputs.CountIn(i);
    }
}
