namespace ClaimGraph.Tests.Strength;

public sealed class EvidenceStrengthTests
{
    private static readonly Gen<double> Fractions = Gen.OneOf(Gen.Double[0, 1], Gen.OneOf<double>(0, 0.5, 1));
    private static readonly Gen<long> Sums = Gen.OneOf(
        Gen.Long[0, 10],
        Gen.Long[0, (long)EvidenceStrength.Unit],
        Gen.Long[0, 100_000 * (long)EvidenceStrength.Unit]
    );
    private static readonly Gen<ArguedFor> Arguments = Gen.Select(
        Sums,
        Sums,
        (support, rebut) => new ArguedFor { SupportWeight = support, RebutWeight = rebut }
    );

    [Fact]
    public void Strength_is_from_zero_to_one() =>
        Gen.Select(Fractions, Arguments).Sample((start, argued) => EvidenceStrength.Of(start, argued) is >= 0 and <= 1);

    [Fact]
    public void Without_evidence_strength_is_the_base_score() =>
        Fractions.Sample(start => EvidenceStrength.Of(start, new ArguedFor()) == Math.Round(start, 9));

    [Fact]
    public void As_much_for_as_against_leaves_the_base_score() =>
        Gen.Select(Fractions, Sums)
            .Sample(
                (start, sum) => EvidenceStrength.Of(start, new ArguedFor { SupportWeight = sum, RebutWeight = sum }) == Math.Round(start, 9)
            );

    [Fact]
    public void More_support_never_weakens_and_more_rebuttal_never_strengthens() =>
        Gen.Select(Fractions, Arguments, Sums)
            .Sample(
                (start, argued, more) =>
                    EvidenceStrength.Of(start, argued with { SupportWeight = argued.SupportWeight + more })
                        >= EvidenceStrength.Of(start, argued)
                    && EvidenceStrength.Of(start, argued with { RebutWeight = argued.RebutWeight + more })
                        <= EvidenceStrength.Of(start, argued)
            );

    [Fact]
    public void Support_and_rebuttal_mirror_each_other() =>
        Gen.Select(Fractions, Arguments)
            .Sample(
                (start, argued) =>
                {
                    var mirrored = new ArguedFor { SupportWeight = argued.RebutWeight, RebutWeight = argued.SupportWeight };
                    EvidenceStrength.Of(1 - start, mirrored).ShouldBe(1 - EvidenceStrength.Of(start, argued), 2e-9);
                }
            );

    [Theory]
    [InlineData(null, null, null, 0.5 * 0.75)]
    [InlineData(1.0, null, Reliability.A, 1)]
    [InlineData(0.8, 0.5, Reliability.B, 0.8 * 0.5 * 0.9)]
    [InlineData(1.0, 1.0, Reliability.C, 0.75)]
    [InlineData(1.0, 1.0, Reliability.D, 0.5)]
    [InlineData(1.0, 1.0, Reliability.E, 0.2)]
    [InlineData(1.0, 1.0, Reliability.F, 0.75)]
    public void Base_score_is_strength_times_confidence_times_reliability(
        double? strength,
        double? confidence,
        Reliability? reliability,
        double expected
    ) => EvidenceStrength.BaseOf(Piece(strength, confidence), Source(reliability)).ShouldBe(expected, 1e-12);

    [Fact]
    public void Evidence_that_argues_from_a_statement_weighs_with_the_strength_of_that()
    {
        var basis = Node.Create(new NodeId(NodeKind.Statement, 2), null, default, new StatementContent { Text = "a" });
        var weak = (Statement)basis with { Derived = new StatementDerived { Strength = 0.25 } };
        EvidenceStrength.BaseOf(Piece(1, 1), weak).ShouldBe(1);
        EvidenceStrength.Weight(0.8, weak).ShouldBe(200_000_000);
        EvidenceStrength.Weight(0.8, Source(Reliability.E)).ShouldBe(800_000_000, "the base score has the reliability already");
    }

    private static EvidenceContent Piece(double? strength, double? confidence) =>
        new()
        {
            Basis = new NodeId(NodeKind.Source, 1),
            Target = new NodeId(NodeKind.Statement, 1),
            Stance = Stance.Supports,
            Strength = strength,
            Confidence = confidence,
        };

    private static Node Source(Reliability? reliability) =>
        Node.Create(new NodeId(NodeKind.Source, 1), null, default, new SourceContent { Title = "a", Reliability = reliability });
}
