namespace ClaimGraph;

/// <summary>
/// How evidence adds up: the quadratic energy semantics of Potyka, "Continuous Dynamical Systems for Weighted Bipolar Argumentation"
/// (KR 2018). Statements and evidence are arguments alike. Each has a base score and an energy E, the sum of what supports it less the
/// sum of what rebuts it; with h(E) = E² / (1 + E²), its strength is base + (1 − base)·h(E) when E is positive and base − base·h(E) when
/// it is negative.
/// <para>
/// The base score of a statement is its prior. That of evidence is its strength times the annotator's confidence times a factor for the
/// reliability of the source that it cites (see <see cref="Factor"/>). Evidence adds its own strength to its target or, when it argues
/// from a statement, the product of both strengths: a rebuttal that is rebutted itself weighs less. Of the evidence of one stance that
/// goes back to one origin only the strongest counts, so twenty copies of a report weigh as one.
/// </para>
/// <para>
/// Sums are whole numbers of billionths, so that adding and taking away evidence in any order gives the same value to the last bit, and
/// a target with 100,000 pieces of evidence costs no more to update than one with two.
/// </para>
/// </summary>
public static class EvidenceStrength
{
    /// <summary>The strength of a statement before any evidence when it gives none.</summary>
    public const double DefaultPrior = 0.5;

    /// <summary>The strength of evidence when its annotator gives none.</summary>
    public const double DefaultStrength = 0.5;

    /// <summary>What 1 is in weights and their sums.</summary>
    public const double Unit = 1_000_000_000;

    private const int Digits = 9;

    /// <summary>How strong evidence is before anything argues about it, 0 to 1.</summary>
    /// <param name="evidence">Its strength and confidence.</param>
    /// <param name="basis">The source or statement that it rests on.</param>
    public static double BaseOf(EvidenceContent evidence, Node basis) =>
        (evidence.Strength ?? DefaultStrength) * (evidence.Confidence ?? 1) * (basis is Source s ? Factor(s.Content.Reliability) : 1);

    /// <summary>How plausible a statement is before any evidence, 0 to 1.</summary>
    public static double BaseOf(StatementContent statement) => statement.Prior ?? DefaultPrior;

    /// <summary>What the reliability of a source leaves of the evidence that cites it: A 1, B 0.9, C 0.75, D 0.5, E 0.2. F says that it
    /// cannot be judged; that counts as C, and so does a source that nobody has judged.</summary>
    public static double Factor(Reliability? reliability) =>
        reliability switch
        {
            Reliability.A => 1,
            Reliability.B => 0.9,
            Reliability.C => 0.75,
            Reliability.D => 0.5,
            Reliability.E => 0.2,
            _ => 0.75,
        };

    /// <summary>What evidence adds to its target, in billionths: 0 to 1,000,000,000.</summary>
    /// <param name="strength">The strength of the evidence, with what argues about it.</param>
    /// <param name="basis">The source or statement that it rests on.</param>
    public static long Weight(double strength, Node basis) =>
        (long)Math.Round(strength * (basis is Statement s ? s.Derived.Strength : 1) * Unit);

    /// <summary>The strength of an argument, 0 to 1, in steps of a billionth.</summary>
    public static double Of(double baseScore, ArguedFor argued) => Rounded(Of(baseScore, Energy(argued)));

    /// <summary>What supports a target less what rebuts it.</summary>
    public static double Energy(ArguedFor argued) => (argued.SupportWeight - argued.RebutWeight) / Unit;

    internal static double Of(double baseScore, double energy)
    {
        var square = energy * energy;
        var pull = square / (1 + square);
        return energy >= 0 ? baseScore + (1 - baseScore) * pull : baseScore - baseScore * pull;
    }

    internal static double Rounded(double strength) => Math.Round(strength, Digits);
}
