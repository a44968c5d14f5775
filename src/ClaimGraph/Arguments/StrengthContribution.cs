using ClaimGraph.Queries;
using ClaimGraph.Stores;

namespace ClaimGraph.Arguments;

/// <summary>What one piece of evidence has to do with the strength of a statement or of other evidence.</summary>
/// <param name="Evidence">Null for all evidence together that is not listed.</param>
/// <param name="Share">Its Shapley value: the shares add up to the strength less the base score.</param>
/// <param name="Delta">The strength less what it would be without this evidence.</param>
/// <param name="Error">The standard error of the share; 0 when it is exact.</param>
public sealed record StrengthContribution(NodeId? Evidence, double Share, double Delta, double Error)
{
    /// <summary>How many pieces of evidence are listed at most. Those nearest to the argument come first.</summary>
    public const int Most = 64;

    /// <summary>Up to how many pieces of evidence shares are exact, if it does not take too long.</summary>
    public const int Exact = ShapleyValues.Exact;

    /// <summary>The standard error at which sampling ends, if it does not take too long.</summary>
    public const double Precise = ShapleyValues.Precise;

    /// <summary>The depth to which arguments are followed.</summary>
    private const int Depth = 24;

    /// <summary>The contributions of the evidence that a strength depends on, those with the greatest share first.</summary>
    /// <param name="argument">A statement or evidence.</param>
    public static async ValueTask<IReadOnlyList<StrengthContribution>> OfAsync(
        IClaimStore store,
        Node argument,
        CancellationToken cancellation = default
    )
    {
        var tree = await ArgumentTree.LoadAsync(store, argument.Id, Depth, Most, Counts, cancellation);
        var basis = argument is Evidence evidence ? [evidence.Content.Basis] : Array.Empty<NodeId>();
        var nodes = await store.GetAsync([.. tree.Nodes.Union(basis)], cancellation);
        return new WeighedTree(argument, tree, nodes.OfType<Node>()).Contributions();
    }

    /// <summary>Evidence that is in the sums of its target, were it not for a stronger one of the same origin.</summary>
    private static readonly Filter Counts = Filter.AllOf(
        Filter.Is(Fields.Evidence.BasisRetracted, false),
        new Not(Filter.Is(Fields.Evidence.Stance, Stance.Context))
    );
}
