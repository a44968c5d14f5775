namespace ClaimGraph.Arguments;

/// <summary>A tree of arguments as a system in which each piece of evidence can be taken away. What the tree does not have is
/// constant.</summary>
internal sealed class WeighedTree
{
    /// <summary>How many values of arguments may be computed in all: some milliseconds.</summary>
    private const int Budget = 200_000;

    private readonly ArgumentSystem _system = new();
    private readonly Dictionary<NodeId, int> _numbers = [];
    private readonly Dictionary<NodeId, Node> _nodes;
    private readonly Evidence[] _evidence;
    private readonly double _rest; // what evidence on the root adds that is not in the tree
    private readonly double[] _strengths;
    private readonly int[] _evidenceNumbers;
    private readonly bool[] _counts;

    public WeighedTree(Node root, ArgumentTree tree, IEnumerable<Node> nodes)
    {
        _nodes = nodes.ToDictionary(n => n.Id);
        _evidence = [.. tree.Edges.Select(e => e.Evidence)];
        foreach (var node in _evidence.Concat<Node>(_nodes.Values.OfType<Statement>()).Prepend(root).DistinctBy(n => n.Id))
            _numbers[node.Id] = _system.Add(BaseOf(node), EnergyOf(node));
        var groups = _evidence.GroupBy(e => (e.Content.Target, e.Content.Stance, e.Derived.Origin)).ToArray();
        foreach (var group in groups)
            AddGroup(group.Key.Target, group.Key.Stance, [.. group]);
        _rest = tree.HasAllOnRoot ? 0 : EnergyOf(root) - groups.Where(g => g.Key.Target == root.Id).Sum(g => Weight([.. g]));
        _strengths = new double[_system.Count];
        _counts = new bool[_system.Count];
        _evidenceNumbers = [.. _evidence.Select(e => _numbers[e.Id])];
    }

    public IReadOnlyList<StrengthContribution> Contributions()
    {
        var listed = Listed();
        var others = _evidence.Length > listed || Math.Abs(_rest) > 0.5 / EvidenceStrength.Unit;
        var players = listed + (others ? 1 : 0);
        if (players == 0)
            return [];
        var solves = Budget / _system.Cost;
        var (shares, errors) = ShapleyValues.Of(players, on => Value(on, listed), solves);
        var all = Enumerable.Repeat(true, players).ToArray();
        var whole = Value(all, listed);
        var found = new StrengthContribution[players];
        for (var i = 0; i < players; i++)
        {
            all[i] = false;
            found[i] = new(i < listed ? _evidence[i].Id : null, shares[i], whole - Value(all, listed), errors[i]);
            all[i] = true;
        }
        return [.. found.OrderByDescending(c => Math.Abs(c.Share))];
    }

    /// <summary>As many as the budget lets sample in at least four orders.</summary>
    private int Listed() => Math.Min(_evidence.Length, Math.Max(1, Budget / _system.Cost / 4 - 1));

    /// <param name="on">Which of the listed count and, behind them, whether all others do.</param>
    private double Value(bool[] on, int listed)
    {
        var others = on.Length == listed || on[listed];
        for (var i = 0; i < _evidence.Length; i++)
            _counts[_evidenceNumbers[i]] = i < listed ? on[i] : others;
        if (!others)
            _system.AddEnergy(0, -_rest);
        _system.Solve(_strengths, _counts);
        if (!others)
            _system.AddEnergy(0, _rest);
        return _strengths[0];
    }

    private void AddGroup(NodeId target, Stance stance, Evidence[] members)
    {
        var sign = stance == Stance.Supports ? 1 : -1;
        _system.AddEnergy(_numbers[target], -Weight(members));
        var group = _system.AddGroup(_numbers[target], sign);
        foreach (var premises in members.GroupBy(e => e.Content.JointWith ?? e.Id))
            group.Add([.. premises.Select(Premise)]);
    }

    private ArgumentSystem.Premise Premise(Evidence evidence) =>
        new(_numbers[evidence.Id], _numbers.TryGetValue(evidence.Content.Basis, out var basis) ? basis : null);

    /// <summary>What a group adds to the stored sum of its target.</summary>
    private static double Weight(Evidence[] group) =>
        (group[0].Content.Stance == Stance.Supports ? 1 : -1) * group.Max(e => e.Derived.Weight) / EvidenceStrength.Unit;

    private double BaseOf(Node node) =>
        node is Evidence e
            ? EvidenceStrength.BaseOf(e.Content, _nodes[e.Content.Basis])
            : EvidenceStrength.BaseOf(((Statement)node).Content);

    private static double EnergyOf(Node node) => EvidenceStrength.Energy(ArguedFor.Of(node));
}
