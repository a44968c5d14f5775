using System.Text.Json.Serialization;
using FluentValidation;

namespace ClaimGraph;

/// <summary>What a piece of evidence does to its target.</summary>
public enum Stance : byte { Supports = 1, Rebuts, Context }

/// <summary>
/// A link that argues: from a basis (a source or a statement) to a target (a statement, or other evidence that it backs or undercuts).
/// </summary>
public sealed record Evidence : Node
{
    public required EvidenceContent Content { get; init; }
    [JsonIgnore]
    public EvidenceDerived Derived { get; init; } = new();
    [JsonIgnore]
    public override Content Data => Content;
}

public sealed record EvidenceContent : Content
{
    /// <summary>What the argument rests on: a source or a statement. It cannot be changed later.</summary>
    public required NodeId Basis { get; init; }

    /// <summary>What it argues about: a statement or other evidence. It cannot be changed later.</summary>
    public required NodeId Target { get; init; }
    public required Stance Stance { get; init; }

    /// <summary>How strongly this evidence, taken as correct, speaks for or against the target: 0 to 1; 0.5 when not given.</summary>
    public double? Strength { get; init; }

    /// <summary>How sure the annotator is of stance and strength: 0 to 1; 1 when not given.</summary>
    public double? Confidence { get; init; }

    /// <summary>What the basis shows, in the annotator's words.</summary>
    public string? Note { get; init; }

    /// <summary>The exact words of the basis that argue.</summary>
    public QuoteAnchor? Anchor { get; init; }

    [JsonIgnore]
    public override NodeKind Kind => NodeKind.Evidence;
    [JsonIgnore]
    public override IEnumerable<Reference> References =>
        [new("basis", Basis, [NodeKind.Source, NodeKind.Statement]), new("target", Target, [NodeKind.Statement, NodeKind.Evidence])];
    public override Content MapIds(Func<NodeId, NodeId> map) => this with { Basis = map(Basis), Target = map(Target) };
    public override Content Canonical() => this with { Anchor = Anchor?.Canonical() };
}

/// <summary>What its basis and other evidence make of a piece of evidence.</summary>
public sealed record EvidenceDerived : ArguedFor
{
    /// <summary>What it adds to its target (see <see cref="EvidenceStrength.Weight"/>); 0 for context.</summary>
    public long Weight { get; init; }

    /// <summary>The origin of the source it cites; none when the basis is a statement.</summary>
    public NodeId? Origin { get; init; }

    /// <summary>True while the source or statement it rests on is retracted.</summary>
    public bool BasisRetracted { get; init; }
}

internal sealed class EvidenceValidator : AbstractValidator<EvidenceContent>
{
    public const string ForItself = "A statement is no evidence for itself.";

    public EvidenceValidator()
    {
        RuleFor(e => e.Stance).Known();
        RuleFor(e => e.Strength).Fraction();
        RuleFor(e => e.Confidence).Fraction();
        RuleFor(e => e.Note).Text(Limits.Note);
        RuleFor(e => e.Anchor).SetValidator(new QuoteAnchorValidator()!);
        RuleFor(e => e.Target).Must((e, target) => target != e.Basis)
            .WithErrorCode(ProblemCode.Cycle).WithMessage(ForItself);
    }
}
