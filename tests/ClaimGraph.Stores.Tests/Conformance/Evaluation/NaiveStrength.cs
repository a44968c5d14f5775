namespace ClaimGraph.Stores.Tests.Conformance.Evaluation;

/// <summary>The strengths of a whole graph, by small steps (Euler) from the base scores, without any order or rounding.</summary>
public sealed class NaiveStrength
{
    private const double Step = 0.05;
    private readonly Dictionary<NodeId, Node> _nodes;
    private readonly ILookup<NodeId, Evidence> _arguing;
    private readonly ILookup<NodeId, Evidence> _units;
    private readonly Dictionary<NodeId, double> _strengths = [];

    /// <param name="originOf">What evidence goes back to; null when it counts for nothing.</param>
    public NaiveStrength(IEnumerable<Node> nodes, Func<Evidence, NodeId?> originOf)
    {
        _nodes = nodes.ToDictionary(n => n.Id);
        _arguing = _nodes
            .Values.OfType<Evidence>()
            .Where(e => e.IsActive && e.Content.Stance != Stance.Context && originOf(e) is not null)
            .ToLookup(e => e.Content.Target);
        _units = _nodes.Values.OfType<Evidence>().ToLookup(e => e.Content.JointWith ?? e.Id);
        foreach (var node in _nodes.Values.Where(n => n is Statement or Evidence))
            _strengths[node.Id] = BaseOf(node);
        for (var moved = 1.0; moved > 1e-12; )
            moved = Move(originOf);
    }

    public double this[NodeId id] => _strengths[id];

    /// <summary>What evidence adds to its target: as much as the weakest of all that only hold together.</summary>
    public double WeightOf(Evidence evidence) => _units[evidence.Content.JointWith ?? evidence.Id].Min(OwnWeight);

    private double OwnWeight(Evidence evidence) =>
        _strengths[evidence.Id] * (evidence.Content.Basis.Kind == NodeKind.Statement ? _strengths[evidence.Content.Basis] : 1);

    private double Move(Func<Evidence, NodeId?> originOf)
    {
        var next = _strengths.Keys.Select(id => (id, Value: Value(id, originOf))).ToArray();
        foreach (var (id, value) in next)
            _strengths[id] += Step * (value - _strengths[id]);
        return next.Length == 0 ? 0 : next.Max(n => Math.Abs(n.Value - _strengths[n.id]));
    }

    private double Value(NodeId id, Func<Evidence, NodeId?> originOf)
    {
        var energy = _arguing[id]
            .GroupBy(e => (e.Content.Stance, originOf(e)))
            .Sum(g => (g.Key.Stance == Stance.Supports ? 1 : -1) * g.Max(WeightOf));
        var (start, square) = (BaseOf(_nodes[id]), energy * energy);
        return energy >= 0 ? start + (1 - start) * square / (1 + square) : start - start * square / (1 + square);
    }

    private double BaseOf(Node node) =>
        node switch
        {
            Statement s => s.Content.Prior ?? 0.5,
            Evidence e => (e.Content.Strength ?? 0.5) * (e.Content.Confidence ?? 1) * Factor(_nodes[e.Content.Basis]),
            _ => throw new ArgumentException($"{node.Kind} has no strength.", nameof(node)),
        };

    private static double Factor(Node basis) =>
        basis is not Source source
            ? 1
            : source.Content.Reliability switch
            {
                Reliability.A => 1,
                Reliability.B => 0.9,
                Reliability.D => 0.5,
                Reliability.E => 0.2,
                _ => 0.75,
            };
}
