using System.ComponentModel;
using System.Text.Json.Serialization;
using FluentValidation;

namespace ClaimGraph;

[Description("What a piece of evidence does to its target.")]
public enum Stance : byte
{
    [Description("It supports the target. If the target is evidence, it backs that evidence.")]
    Supports = 1,

    [Description("It rebuts the target. If the target is evidence, it undercuts that evidence.")]
    Rebuts,

    [Description("It helps to understand the target and argues neither for nor against it.")]
    Context,
}

/// <summary>
/// A link that argues: from a basis (a source or a statement) to a target (a statement, or other evidence that it backs or undercuts).
/// </summary>
public sealed record Evidence : Node<EvidenceContent, EvidenceDerived>;

public sealed record EvidenceContent : Content
{
    /// <summary>What the argument rests on: a source or a statement. It cannot be changed later.</summary>
    public required NodeId Basis { get; init; }

    /// <summary>What it argues about: a statement or other evidence. It cannot be changed later.</summary>
    public required NodeId Target { get; init; }
    public required Stance Stance { get; init; }

    /// <summary>Evidence on the same target that it only holds together with: a joint premise (linked argument). Those that name the same
    /// evidence form one group with it, which weighs as its weakest member and falls when one falls.</summary>
    public NodeId? JointWith { get; init; }

    /// <summary>How strongly this evidence, taken as correct, speaks for or against the target: 0 to 1; 0.5 when not given.</summary>
    public double? Strength { get; init; }

    /// <summary>How sure the annotator is of stance and strength: 0 to 1; 1 when not given.</summary>
    public double? Confidence { get; init; }

    /// <summary>What the basis shows, in the annotator's words.</summary>
    public string? Note { get; init; }

    /// <summary>The exact words of the basis that argue.</summary>
    public QuoteAnchor? Anchor { get; init; }

    /// <summary>Whether it rests on a source or on a statement.</summary>
    [JsonIgnore]
    public NodeKind BasisKind => Basis.Kind;

    [JsonIgnore]
    public override NodeKind Kind => NodeKind.Evidence;

    private Remembered<(NodeId Basis, NodeId Target, Stance Stance, string? Exact), NaturalKey> _argument;

    public override IEnumerable<NaturalKey> NaturalKeys() => [_argument.Of((Basis, Target, Stance, Anchor?.Exact), KeyOf)];

    private static NaturalKey KeyOf((NodeId Basis, NodeId Target, Stance Stance, string? Exact) of) =>
        NaturalKey.OfContent(
            NodeKind.Evidence,
            $"{of.Basis} {of.Target} {of.Stance} {(of.Exact is null ? "" : NaturalKey.HashOf(of.Exact))}"
        );
}

/// <summary>What its basis and other evidence make of a piece of evidence.</summary>
public sealed record EvidenceDerived : ArguedFor, IPlaced
{
    /// <summary>What it adds to its target (see <see cref="EvidenceStrength.Weight"/>), if nothing of the same origin is stronger; 0 for
    /// context.</summary>
    public long Weight { get; init; }

    /// <summary>False when what it adds did not come to rest (see <see cref="StatementDerived.Converged"/>).</summary>
    public bool Converged { get; init; } = true;

    /// <summary>What it goes back to: the origin of the source it cites, or the statement it argues from; none when that is
    /// withdrawn.</summary>
    public NodeId? Origin { get; init; }

    /// <summary>The publisher of what it goes back to, where it cites a source: sources of one publisher are not independent; null also
    /// when it does not stand.</summary>
    public NodeId? PublisherGroup { get; init; }

    /// <summary>True while the source or statement it rests on is retracted, or derives from a source that is; and while a premise that it
    /// only holds together with has fallen.</summary>
    public bool BasisRetracted { get; init; }
    public AnchorStatus? AnchorStatus { get; init; }
    public double? AnchorScore { get; init; }
    public int? PlacedStart { get; init; }
    public int? PlacedEnd { get; init; }
    public string? PlacedPrefix { get; init; }
    public string? PlacedSuffix { get; init; }

    /// <summary>How many others name it as the evidence that they only hold together with, retracted ones included.</summary>
    public int JointCount { get; init; }
}

public static partial class Fields
{
    public sealed class Evidence()
        : Noun<ClaimGraph.Evidence, EvidenceContent, EvidenceDerived>(
            "evidence",
            "A link that argues: from a basis (a source or a statement) to a target "
                + "(a statement, or other evidence that it backs or undercuts)."
        )
    {
        internal override (string Field, string Word) Identity => ("basis", "basis, target, stance and quote");
        public override bool IsLink => true;

        internal const string ForItself = "A statement cannot be evidence for itself.";

        public static readonly Field Basis = Has(e => e.Basis, "What the argument rests on.")
            .Fixed()
            .Filtered()
            .To(new Union("Basis", "What evidence can rest on."), NodeKind.Source, NodeKind.Statement)
            .Related((EvidenceContent e) => e.BasisKind, (NodeKind.Source, "CITES"), (NodeKind.Statement, "RESTS_ON"))
            .BackLink(NodeKind.Source, "evidence", "The evidence that cites the source.")
            .BackLink(NodeKind.Statement, "basisOf", "The evidence that argues from this statement.");
        public static readonly Field BasisKind = Implies(e => e.BasisKind, "Whether it rests on a source or on a statement.").Filtered();
        public static readonly Field Target = Has(e => e.Target, "What it argues about.")
            .Fixed()
            .Filtered()
            .To(new Union("Target", "What evidence can argue about."), NodeKind.Statement, NodeKind.Evidence)
            .Related(
                (EvidenceContent e) => e.Stance,
                (ClaimGraph.Stance.Supports, "SUPPORTS"),
                (ClaimGraph.Stance.Rebuts, "REBUTS"),
                (ClaimGraph.Stance.Context, "CONTEXT_FOR")
            )
            .BackLink(NodeKind.Statement, "evidence", "The evidence for and against it, and what gives context.")
            .BackLink(NodeKind.Evidence, "evidence", "The evidence on this evidence: it backs it (SUPPORTS) or undercuts it (REBUTS).");
        public static readonly Field Stance = Has(e => e.Stance, "What it does to its target.").Filtered();
        public static readonly Field JointWith = Has(
                e => e.JointWith,
                "The evidence on the same target that it only holds together with (a joint premise). "
                    + "The group weighs as its weakest member, and falls when one member falls."
            )
            .Filtered()
            .To(NodeKind.Evidence)
            .Related("JOINT_WITH")
            .WithInputNote("It must have the same target and stance, and not name further evidence itself.")
            .BackLink(NodeKind.Evidence, "jointPremises", "The evidence that only holds together with this one.");
        public static readonly Field Strength = HasFraction(
                e => e.Strength,
                "How strongly this evidence, taken as correct, speaks for or against the target, from 0 to 1. "
                    + "Without a value, it counts as 0.5."
            )
            .Filtered();
        public static readonly Field Confidence = HasFraction(
                e => e.Confidence,
                "How sure the annotator is of stance and strength, from 0 to 1. Without a value, it counts as 1."
            )
            .Filtered();
        public static readonly Field Note = Has(e => e.Note, "What the basis shows, in the annotator's words.")
            .Length(Limits.Note)
            .Filtered();
        public static readonly Field Anchor = Has(QuoteAnchor.Part, e => e.Anchor, "The exact words of the basis that argue.")
            .WithInputNote("They must stand in the snapshot of a source, which says where if you give no positions.");

        public static readonly ArgumentFields Argued = new(f => Declare(f, FieldRole.Derived));
        public static readonly Field Weight = Derives(e => e.Weight);
        public static readonly Field Converged = Derives(e => e.Converged);
        public static readonly Field Origin = Derives(e => e.Origin).To(NodeKind.Source, NodeKind.Statement);
        public static readonly Field PublisherGroup = Derives(e => e.PublisherGroup).To(NodeKind.Actor);
        public static readonly Field BasisRetracted = Derives(
                e => e.BasisRetracted,
                "Whether its basis is retracted or derives from a source that is, or a premise that it only holds together with has "
                    + "fallen. The evidence then counts for nothing."
            )
            .Shown()
            .Filtered();
        public static readonly PlacementFields Placed = new(f => Declare(f, FieldRole.Derived));
        public static readonly Field JointCount = Derives(e => e.JointCount);

        private protected override void AddRules(AbstractValidator<EvidenceContent> rules) =>
            rules.RuleFor(e => e.Target).Must((e, target) => target != e.Basis).WithErrorCode(ProblemCode.Cycle).WithMessage(ForItself);
    }
}
