namespace ClaimGraph.Stores.Commits.Derived;

/// <summary>One cycle of statements and evidence as a system of its own. What is outside of it is constant.</summary>
internal sealed class CycleSystem
{
    private readonly WorkingSet _work;
    private readonly ArgumentReach _reach;
    private readonly ArgumentInputs _inputs;
    private readonly Dictionary<int, int> _numbers = [];
    private readonly ArgumentSystem _system = new();
    private readonly bool _isFounded = true;

    /// <param name="inputs">In whose sums nothing of the cycle is counted.</param>
    public CycleSystem(WorkingSet work, ArgumentReach reach, ArgumentInputs inputs, int[] cycle)
    {
        (_work, _reach, _inputs) = (work, reach, inputs);
        for (var k = 0; k < cycle.Length; k++)
            _numbers[cycle[k]] = k;
        foreach (var i in cycle)
        {
            var argued = inputs.ArguedOf(i);
            _isFounded &= argued.UnsettledCount == 0;
            _system.Add(BaseOf(i), EvidenceStrength.Energy(argued));
        }
        foreach (var target in cycle)
            AddGroups(target);
    }

    /// <param name="converged">False when it did not come to rest, or what it rests on did not.</param>
    /// <returns>The strengths, in the order of the cycle.</returns>
    public double[] Solve(out bool converged)
    {
        var strengths = new double[_system.Count];
        converged = _system.Solve(strengths) && _isFounded;
        return strengths;
    }

    private double BaseOf(int i) =>
        _work[_reach.Id(i)] switch
        {
            Statement s => s.Content.Prior ?? EvidenceStrength.DefaultPrior,
            Evidence e => EvidenceStrength.BaseOf(e.Content, _work[e.Content.Basis]),
            var other => throw new InvalidOperationException($"{other.Kind} is not argued about."),
        };

    private void AddGroups(int target)
    {
        var own = _reach.On(target).Where(_numbers.ContainsKey).Select(i => (Number: i, Evidence: _work.Get<Evidence>(_reach.Id(i))));
        foreach (var group in own.GroupBy(e => (e.Evidence.Content.Stance, Contribution.OriginOf(_work[e.Evidence.Content.Basis]))))
        {
            var first = group.First().Evidence;
            var like = Contribution.Of(first, _work[first.Content.Basis], 0, true)!.Value;
            var floor = _inputs.Floor(target, like, _numbers.ContainsKey) / EvidenceStrength.Unit;
            var sign = first.Content.Stance == Stance.Supports ? 1 : -1;
            _system.AddEnergy(_numbers[target], -sign * floor); // the group has it
            var added = _system.AddGroup(_numbers[target], sign, floor);
            foreach (var (number, evidence) in group)
                AddMember(added, number, _work[evidence.Content.Basis]);
        }
    }

    private void AddMember(ArgumentSystem.Group group, int number, Node basis)
    {
        if (_reach.Find(basis.Id) is { } inside && _numbers.TryGetValue(inside, out var of))
            _system.AddMember(group, _numbers[number], of);
        else
            _system.AddMember(group, _numbers[number], factor: basis is Statement s ? s.Derived.Strength : 1);
    }
}
