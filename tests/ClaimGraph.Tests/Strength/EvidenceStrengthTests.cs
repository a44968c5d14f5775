namespace ClaimGraph.Tests.Strength;

public sealed class EvidenceStrengthTests
{
    private const long Greatest = 4_605_171; // -ln(1 - 0.99) in micro-nats, rounded up

    private static readonly Gen<double?> Fractions = Gen.OneOf(
        Gen.Double[0, 1].Select(double? (v) => v),
        Gen.OneOf<double?>(null, 0, 0.5, 1)
    );
    private static readonly Gen<long> Weights = Gen.OneOf(Gen.Long[0, 10], Gen.Long[0, Greatest], Gen.Long[0, 100_000 * Greatest]);
    private static readonly Gen<ArguedFor> Arguments = Gen.Select(
        Weights,
        Weights,
        (support, rebut) => new ArguedFor { SupportWeight = support, RebutWeight = rebut }
    );
    private static readonly Gen<Reliability?> Reliabilities = Gen.OneOf<Reliability?>(
        null,
        Reliability.A,
        Reliability.B,
        Reliability.C,
        Reliability.D,
        Reliability.E,
        Reliability.F
    );

    private static readonly Gen<EvidenceContent> Pieces = Gen.Select(
        Gen.OneOf(Stance.Supports, Stance.Rebuts),
        Fractions,
        Fractions,
        (stance, strength, confidence) =>
            new EvidenceContent
            {
                Basis = new NodeId(NodeKind.Source, 1),
                Target = new NodeId(NodeKind.Statement, 1),
                Stance = stance,
                Strength = strength,
                Confidence = confidence,
            }
    );

    private static readonly ArguedFor Unargued = new();

    [Fact]
    public void Strength_is_from_zero_to_one() =>
        Gen.Select(Fractions, Arguments).Sample((prior, argued) => EvidenceStrength.Of(prior, argued) is >= 0 and <= 1);

    [Fact]
    public void Weight_is_from_nothing_to_that_of_the_strongest_force() =>
        Gen.Select(Pieces, Reliabilities, Arguments)
            .Sample((piece, reliability, argued) => EvidenceStrength.Weight(piece, reliability, argued) is >= 0 and <= Greatest);

    [Fact]
    public void Without_evidence_strength_is_the_prior() =>
        Fractions.Sample(prior => EvidenceStrength.Of(prior, Unargued) == Math.Round(prior ?? 0.5, 6));

    [Fact]
    public void As_much_for_as_against_leaves_the_prior() =>
        Gen.Select(Fractions, Weights)
            .Sample(
                (prior, weight) =>
                    EvidenceStrength.Of(prior, new ArguedFor { SupportWeight = weight, RebutWeight = weight })
                    == Math.Round(prior ?? 0.5, 6)
            );

    [Fact]
    public void More_support_never_weakens() =>
        Gen.Select(Fractions, Arguments, Weights)
            .Sample(
                (prior, argued, more) =>
                    EvidenceStrength.Of(prior, argued with { SupportWeight = argued.SupportWeight + more })
                    >= EvidenceStrength.Of(prior, argued)
            );

    [Fact]
    public void More_rebuttal_never_strengthens() =>
        Gen.Select(Fractions, Arguments, Weights)
            .Sample(
                (prior, argued, more) =>
                    EvidenceStrength.Of(prior, argued with { RebutWeight = argued.RebutWeight + more })
                    <= EvidenceStrength.Of(prior, argued)
            );

    [Fact]
    public void Greater_prior_never_weakens() =>
        Gen.Select(Fractions, Fractions, Arguments)
            .Sample(
                (a, b, argued) =>
                    ((a ?? 0.5) <= (b ?? 0.5))
                        ? EvidenceStrength.Of(a, argued) <= EvidenceStrength.Of(b, argued)
                        : EvidenceStrength.Of(a, argued) >= EvidenceStrength.Of(b, argued)
            );

    [Fact]
    public void Support_and_rebuttal_mirror_each_other() =>
        Gen.Select(Fractions, Arguments)
            .Sample(
                (prior, argued) =>
                {
                    var mirrored = EvidenceStrength.Of(
                        1 - (prior ?? 0.5),
                        new ArguedFor { SupportWeight = argued.RebutWeight, RebutWeight = argued.SupportWeight }
                    );
                    mirrored.ShouldBe(1 - EvidenceStrength.Of(prior, argued), 2e-6);
                }
            );

    [Fact]
    public void Context_adds_nothing() =>
        Gen.Select(Pieces, Reliabilities, Arguments)
            .Sample(
                (piece, reliability, argued) => EvidenceStrength.Weight(piece with { Stance = Stance.Context }, reliability, argued) == 0
            );

    [Fact]
    public void Both_sides_weigh_alike() =>
        Gen.Select(Pieces, Reliabilities, Arguments)
            .Sample(
                (piece, reliability, argued) =>
                    EvidenceStrength.Weight(piece with { Stance = Stance.Supports }, reliability, argued)
                    == EvidenceStrength.Weight(piece with { Stance = Stance.Rebuts }, reliability, argued)
            );

    [Fact]
    public void Stronger_or_surer_evidence_never_weighs_less() =>
        Gen.Select(Pieces, Gen.Double[0, 1], Reliabilities, Arguments)
            .Sample(
                (piece, more, reliability, argued) =>
                {
                    var weight = EvidenceStrength.Weight(piece, reliability, argued);
                    var stronger = piece with { Strength = Math.Max(piece.Strength ?? 0.5, more) };
                    var surer = piece with { Confidence = Math.Max(piece.Confidence ?? 1, more) };
                    return EvidenceStrength.Weight(stronger, reliability, argued) >= weight
                        && EvidenceStrength.Weight(surer, reliability, argued) >= weight;
                }
            );

    [Fact]
    public void Better_source_never_weighs_less() =>
        Gen.Select(Pieces, Arguments)
            .Sample(
                (piece, argued) =>
                {
                    var weights = new[] { Reliability.A, Reliability.B, Reliability.C, Reliability.D, Reliability.E }
                        .Select(r => EvidenceStrength.Weight(piece, r, argued))
                        .ToArray();
                    return weights.SequenceEqual(weights.OrderDescending());
                }
            );

    [Fact]
    public void Source_that_nobody_judged_weighs_as_one_that_cannot_be() =>
        Gen.Select(Pieces, Arguments)
            .Sample(
                (piece, argued) => EvidenceStrength.Weight(piece, null, argued) == EvidenceStrength.Weight(piece, Reliability.F, argued)
            );

    [Fact]
    public void Undercut_never_adds_weight_and_backing_never_takes_any() =>
        Gen.Select(Pieces, Reliabilities, Arguments, Weights)
            .Sample(
                (piece, reliability, argued, more) =>
                {
                    var weight = EvidenceStrength.Weight(piece, reliability, argued);
                    return EvidenceStrength.Weight(piece, reliability, argued with { RebutWeight = argued.RebutWeight + more }) <= weight
                        && EvidenceStrength.Weight(piece, reliability, argued with { SupportWeight = argued.SupportWeight + more })
                            >= weight;
                }
            );

    [Fact]
    public void Undercut_takes_weight_from_evidence_that_had_some()
    {
        var piece = new EvidenceContent
        {
            Basis = new NodeId(NodeKind.Source, 1),
            Target = new NodeId(NodeKind.Statement, 1),
            Stance = Stance.Supports,
        };
        var undercut = EvidenceStrength.Weight(piece, Reliability.A, Unargued);
        EvidenceStrength
            .Weight(piece, Reliability.A, new ArguedFor { RebutWeight = undercut })
            .ShouldBeLessThan(EvidenceStrength.Weight(piece, Reliability.A, Unargued));
    }

    [Fact]
    public void Forces_join_as_their_paper_says_in_any_order() =>
        Gen.Select(Gen.Select(Pieces, Reliabilities).Array[0, 30], Fractions)
            .Sample(
                (pieces, prior) =>
                {
                    var naive =
                        1
                        - pieces
                            .Where(p => p.Item1.Stance == Stance.Supports)
                            .Aggregate(1.0, (rest, p) => rest * (1 - Force(p.Item1, p.Item2)))
                        - (
                            1
                            - pieces
                                .Where(p => p.Item1.Stance == Stance.Rebuts)
                                .Aggregate(1.0, (rest, p) => rest * (1 - Force(p.Item1, p.Item2)))
                        );
                    var start = prior ?? 0.5;
                    var expected = naive >= 0 ? start + (1 - start) * naive : start + start * naive;
                    EvidenceStrength.Of(prior, Sum(pieces)).ShouldBe(expected, 1e-4);
                    EvidenceStrength.Of(prior, Sum(pieces.Reverse())).ShouldBe(EvidenceStrength.Of(prior, Sum(pieces)), 0);
                }
            );

    private static double Force(EvidenceContent piece, Reliability? reliability) =>
        Math.Min(
            0.99,
            (piece.Strength ?? 0.5)
                * (piece.Confidence ?? 1)
                * reliability switch
                {
                    Reliability.A => 1,
                    Reliability.B => 0.9,
                    Reliability.C => 0.75,
                    Reliability.D => 0.5,
                    Reliability.E => 0.2,
                    _ => 0.75,
                }
        );

    private static ArguedFor Sum(IEnumerable<(EvidenceContent, Reliability?)> pieces) =>
        pieces.Aggregate(
            new ArguedFor(),
            (sum, p) =>
                EvidenceStrength.Weight(p.Item1, p.Item2, Unargued) is var weight && p.Item1.Stance == Stance.Supports
                    ? sum with
                    {
                        SupportWeight = sum.SupportWeight + weight,
                    }
                    : sum with
                    {
                        RebutWeight = sum.RebutWeight + weight,
                    }
        );
}
