namespace ClaimGraph;

/// <summary>
/// How evidence adds up. Each piece of evidence has a force from 0 to just under 1: its strength times the annotator's confidence times a
/// factor for the reliability of its source, changed by the evidence on itself (backing and undercuts). Forces of one side are joined as
/// 1 − ∏(1 − force), and a statement's strength moves from its prior towards 1 or 0 by the difference of the two sides: the DF-QuAD
/// semantics of Rago, Toni, Aurisicchio and Baroni, "Discontinuity-Free Decision Support with Quantitative Argumentation Debates" (KR
/// 2016).
/// <para>
/// Sums are kept as whole numbers of micro-nats, −ln(1 − force)·10⁶, so that adding and taking away evidence in any order gives the
/// same value to the last bit, and a target with 100,000 pieces of evidence costs no more to update than one with two.
/// A basis statement counts with its annotator's values alone: chains of statements are shown to the reader, not folded into a number.
/// </para>
/// </summary>
public static class EvidenceStrength
{
    /// <summary>The strength of a statement before any evidence when it gives none.</summary>
    public const double DefaultPrior = 0.5;

    /// <summary>The strength of evidence when its annotator gives none.</summary>
    public const double DefaultStrength = 0.5;

    private const double Unit = 1_000_000;
    private const double StrongestForce = 0.99;

    /// <summary>What evidence adds to its side, in micro-nats: 0 (nothing) to some 4.6 million. Context adds 0.</summary>
    /// <param name="evidence">Stance, strength and confidence.</param>
    /// <param name="reliability">The reliability of the source that it cites; null when not judged or when the basis is a
    /// statement.</param>
    /// <param name="argued">The evidence on this evidence.</param>
    public static long Weight(EvidenceContent evidence, Reliability? reliability, ArguedFor argued)
    {
        if (evidence.Stance == Stance.Context)
            return 0;
        var own = (evidence.Strength ?? DefaultStrength) * (evidence.Confidence ?? 1) * Factor(reliability);
        var force = Math.Min(StrongestForce, Combine(own, argued));
        return (long)Math.Round(-Math.Log(1 - force) * Unit);
    }

    /// <summary>The strength of a statement, 0 to 1.</summary>
    public static double Of(double? prior, ArguedFor argued) => Math.Round(Combine(prior ?? DefaultPrior, argued), 6);

    private static double Combine(double start, ArguedFor argued)
    {
        var difference = Force(argued.SupportWeight) - Force(argued.RebutWeight);
        return difference >= 0 ? start + (1 - start) * difference : start + start * difference;
    }

    private static double Force(long weight) => 1 - Math.Exp(-weight / Unit);

    private static double Factor(Reliability? reliability) =>
        reliability switch
        {
            Reliability.A => 1,
            Reliability.B => 0.9,
            Reliability.C => 0.75,
            Reliability.D => 0.5,
            Reliability.E => 0.2,
            _ => 0.75,
        };
}
