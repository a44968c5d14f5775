namespace ClaimGraph.Arguments;

/// <summary>A tree of arguments as a system in which each piece of evidence can be taken away. What the tree does not have is
/// constant.</summary>
internal sealed class WeighedTree : ShapleyValues.IGame
{
    /// <summary>How many values of arguments may be computed in all: some milliseconds.</summary>
    private const int Budget = 200_000;

    private readonly ArgumentSystem _system = new();
    private readonly Dictionary<NodeId, int> _numbers = [];
    private readonly Dictionary<NodeId, Node> _nodes;
    private readonly Evidence[] _evidence;
    private readonly double _rest; // what evidence on the root adds that is not in the tree
    private readonly SwitchedSystem _switched;
    private readonly int[] _evidenceNumbers;
    private readonly int _listed; // as many as the budget lets sample in at least four orders
    private readonly bool _hasOthers;
    private bool _countsRest = true;

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
        _switched = new SwitchedSystem(_system);
        _evidenceNumbers = [.. _evidence.Select(e => _numbers[e.Id])];
        _listed = Math.Min(_evidence.Length, Math.Max(1, Budget / _system.Cost / 4 - 1));
        _hasOthers = _evidence.Length > _listed || Math.Abs(_rest) > 0.5 / EvidenceStrength.Unit;
    }

    /// <summary>The evidence that is listed and, behind it, all other together.</summary>
    public int Players => _listed + (_hasOthers ? 1 : 0);

    public double Value => _switched.Solve(0);

    public IReadOnlyList<StrengthContribution> Contributions()
    {
        if (Players == 0)
            return [];
        var (shares, errors) = ShapleyValues.Of(this, Budget / _system.Cost);
        for (var i = 0; i < Players; i++)
            Switch(i, isOn: true);
        var whole = Value;
        var found = new StrengthContribution[Players];
        for (var i = 0; i < Players; i++)
        {
            Switch(i, isOn: false);
            found[i] = new(i < _listed ? _evidence[i].Id : null, shares[i], whole - Value, errors[i]);
            Switch(i, isOn: true);
        }
        return [.. found.OrderByDescending(c => Math.Abs(c.Share))];
    }

    public void Switch(int player, bool isOn)
    {
        if (player < _listed)
        {
            _switched.Switch(_evidenceNumbers[player], isOn);
            return;
        }
        for (var i = _listed; i < _evidenceNumbers.Length; i++)
            _switched.Switch(_evidenceNumbers[i], isOn);
        if (isOn != _countsRest)
            _switched.AddEnergy(0, isOn ? _rest : -_rest);
        _countsRest = isOn;
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
