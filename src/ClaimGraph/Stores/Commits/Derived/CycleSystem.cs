namespace ClaimGraph.Stores.Commits.Derived;

/// <summary>One cycle of statements and evidence as a system of its own. What is outside of it is constant.</summary>
internal sealed class CycleSystem
{
    private readonly WorkingSet _work;
    private readonly ArgumentReach _reach;
    private readonly ArgumentInputs _inputs;
    private readonly Dictionary<int, int> _numbers = [];
    private readonly ArgumentSystem _system = new();
    private readonly HashSet<int> _evidence;
    private readonly bool _isFounded = true;

    /// <param name="inputs">In whose sums none of the evidence is counted.</param>
    /// <param name="evidence">The evidence of the cycle and what that only holds together with.</param>
    public CycleSystem(WorkingSet work, ArgumentReach reach, ArgumentInputs inputs, int[] cycle, HashSet<int> evidence)
    {
        _evidence = evidence;
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
            Statement s => EvidenceStrength.BaseOf(s.Content),
            Evidence e => EvidenceStrength.BaseOf(e.Content, _work[e.Content.Basis]),
            var other => throw new InvalidOperationException($"{other.Kind} is not argued about."),
        };

    /// <summary>The weight of evidence of the cycle: that of the weakest of what it only holds together with.</summary>
    public long WeightOf(Evidence evidence, double[] strengths) =>
        _reach.Unit(evidence).Min(i => EvidenceStrength.Weight(EvidenceStrength.Rounded(StrengthOf(i, strengths)), BasisOf(i)));

    private double StrengthOf(int evidence, double[] strengths) =>
        _numbers.TryGetValue(evidence, out var number)
            ? strengths[number]
            : EvidenceStrength.Of(BaseOf(evidence), _inputs.ArguedOf(evidence));

    private Node BasisOf(int evidence) => _work[_reach.Evidence(evidence).Content.Basis];

    private void AddGroups(int target)
    {
        var own = _reach.On(target).Where(_evidence.Contains).Select(_reach.Evidence);
        foreach (var group in own.GroupBy(e => (e.Content.Stance, Origin: _reach.OriginOf(e)!.Value)))
        {
            var (stance, origin) = group.Key;
            var floor = _inputs.Floor(target, stance, origin, _evidence.Contains) / EvidenceStrength.Unit;
            var sign = stance == Stance.Supports ? 1 : -1;
            _system.AddEnergy(_numbers[target], -sign * floor); // the group has it
            var added = _system.AddGroup(_numbers[target], sign, floor);
            foreach (var evidence in group.DistinctBy(e => e.Content.JointWith ?? e.Id))
                added.Add([.. _reach.Unit(evidence).Select(Premise)]);
        }
    }

    private ArgumentSystem.Premise Premise(int evidence)
    {
        var basis = BasisOf(evidence);
        int? inside = _reach.Find(basis.Id) is { } number && _numbers.TryGetValue(number, out var of) ? of : null;
        var factor = inside is null && basis is Statement s ? s.Derived.Strength : 1;
        return _numbers.TryGetValue(evidence, out var own)
            ? new(own, inside, factor)
            : new(null, inside, factor * EvidenceStrength.Of(BaseOf(evidence), _inputs.ArguedOf(evidence)));
    }
}
