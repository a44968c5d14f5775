using System.Text.Json.Serialization;
using FluentValidation;

namespace ClaimGraph;

public enum StatementKind : byte { Fact, Quotation, Opinion, Prediction }

/// <summary>What asks for a fact-checker's attention; a statement can carry several.</summary>
[Flags]
public enum Attention : byte
{
    None = 0,

    /// <summary>Active evidence both supports and rebuts it.</summary>
    Contested = 1,

    /// <summary>It is checkable and no active evidence supports it.</summary>
    Unsupported = 2,

    /// <summary>It is checkable and nobody has reviewed it.</summary>
    Unreviewed = 4,

    /// <summary>All its support goes back to one source.</summary>
    SingleSource = 8,

    /// <summary>Active evidence for or against it rests on a retracted source or statement.</summary>
    RetractedBasis = 16,
}

/// <summary>A proposition, one node however often it is said: schema.org Claim.</summary>
public sealed record Statement : Node
{
    public required StatementContent Content { get; init; }
    [JsonIgnore]
    public StatementDerived Derived { get; init; } = new();
    [JsonIgnore]
    public override Content Data => Content;
}

public sealed record StatementContent : Content
{
    /// <summary>The proposition in one sentence.</summary>
    public required string Text { get; init; }
    public string Language { get; init; } = LanguageTag.Undetermined;
    public StatementKind StatementKind { get; init; }

    /// <summary>False when no evidence could decide it, as with taste or a distant prediction.</summary>
    public bool Checkable { get; init; } = true;
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>The actors and events that it speaks of (schema.org about).</summary>
    public IReadOnlyList<NodeId> About { get; init; } = [];

    /// <summary>How plausible it is before any evidence, 0 to 1; 0.5 when not given.</summary>
    public double? Prior { get; init; }
    public string? Note { get; init; }

    [JsonIgnore]
    public override NodeKind Kind => NodeKind.Statement;
    [JsonIgnore]
    public override IEnumerable<Reference> References =>
        About.Select((id, i) => new Reference($"about.{i}", id, [NodeKind.Actor, NodeKind.Event]));
    public override Content MapIds(Func<NodeId, NodeId> map) => this with { About = [.. About.Select(map)] };

    public override Content Canonical() => this with
    {
        Text = Text.Trim(),
        Language = LanguageTag.Canonical(Language),
        Topics = [.. Topics.Select(t => t.Trim().ToLowerInvariant()).Distinct()],
        About = [.. About.Distinct()],
    };

    public override NaturalKey? NaturalKey() =>
        ClaimGraph.NaturalKey.OfContent(NodeKind.Statement, Convert.ToHexStringLower(NormalisedText.Hash(Language, Text)));
}

/// <summary>What evidence, reviews and appearances make of a statement. Recomputed in the commit that touches them.</summary>
public sealed record StatementDerived : ArguedFor
{
    /// <summary>Sources of the active supporting evidence, copies counted with their origin.</summary>
    public int IndependentSources { get; init; }
    public int AppearanceCount { get; init; }
    public int ReviewCount { get; init; }

    /// <summary>The verdict of the newest active review (by reviewedOn, then by entry); null when there is none.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>Who said it, in the first active appearance that names an actor; null when none does.</summary>
    public NodeId? Claimant { get; init; }

    /// <summary>The computed strength, 0 to 1 (see <see cref="EvidenceStrength"/>). It weighs what was entered; it is not truth.</summary>
    public double Strength { get; init; } = EvidenceStrength.DefaultPrior;
    public Attention Attention { get; init; }
}

/// <summary>Counts and weights of the active evidence on a target, a statement or other evidence.</summary>
public record ArguedFor
{
    public int SupportCount { get; init; }
    public int RebutCount { get; init; }
    public int ContextCount { get; init; }

    /// <summary>How many of the supporting rest on a statement, not on a source.</summary>
    public int StatementSupportCount { get; init; }

    /// <summary>How many of the rebutting rest on a statement, not on a source.</summary>
    public int StatementRebutCount { get; init; }

    /// <summary>How many of those that give context rest on a statement, not on a source.</summary>
    public int StatementContextCount { get; init; }

    /// <summary>How many of them rest on a retracted source or statement.</summary>
    public int RetractedBasisCount { get; init; }

    /// <summary>Sum of the weights of the supporting evidence (see <see cref="EvidenceStrength.Weight"/>).</summary>
    public long SupportWeight { get; init; }

    /// <summary>Sum of the weights of the rebutting evidence.</summary>
    public long RebutWeight { get; init; }
}

internal sealed class StatementValidator : AbstractValidator<StatementContent>
{
    public StatementValidator()
    {
        RuleFor(s => s.Text).NotBlank().Text(Limits.StatementText);
        RuleFor(s => s.Language).Language();
        RuleFor(s => s.StatementKind).Known();
        RuleFor(s => s.Topics).AtMost(Limits.Topics);
        RuleForEach(s => s.Topics).NotBlank().Text(Limits.Topic);
        RuleFor(s => s.About).AtMost(Limits.References);
        RuleFor(s => s.Prior).Fraction();
        RuleFor(s => s.Note).Text(Limits.Note);
    }
}
