using System.Text.Json.Serialization;
using FluentValidation;

namespace ClaimGraph;

/// <summary>One utterance of a statement: who said it, where, when, in which words (schema.org Claim appearance).</summary>
public sealed record Appearance : Node<AppearanceContent, AppearanceDerived>;

public sealed record AppearanceContent : Content
{
    public required NodeId Statement { get; init; }

    /// <summary>The claimant; null when nobody is named.</summary>
    public NodeId? Actor { get; init; }

    /// <summary>Where it can be read.</summary>
    public NodeId? Source { get; init; }

    /// <summary>The occasion on which it was said.</summary>
    public NodeId? Event { get; init; }
    public PartialDate? SaidOn { get; init; }

    /// <summary>The exact words in the source.</summary>
    public QuoteAnchor? Anchor { get; init; }

    [JsonIgnore]
    public override NodeKind Kind => NodeKind.Appearance;

    public override IEnumerable<NaturalKey> NaturalKeys() =>
        [NaturalKey.OfContent(NodeKind.Appearance, $"{Statement} {Actor} {Source} {Event} {SaidOn} {Anchor?.ExactHash}")];
}

/// <summary>What the source makes of an appearance.</summary>
public sealed record AppearanceDerived : IPlaced
{
    public AnchorStatus? AnchorStatus { get; init; }
    public double? AnchorScore { get; init; }
    public int? PlacedStart { get; init; }
    public int? PlacedEnd { get; init; }
    public string? PlacedPrefix { get; init; }
    public string? PlacedSuffix { get; init; }
}

public static partial class Fields
{
    public sealed class Appearance()
        : Noun<ClaimGraph.Appearance, AppearanceContent, AppearanceDerived>(
            "appearances",
            "One utterance of a statement: who said it, where, when and in which words (schema.org Claim appearance)."
        )
    {
        internal override (string Field, string Word) Identity => ("statement", "statement, actor, source, event, date and quote");
        public override bool IsLink => true;

        public static readonly Field Statement = Has(a => a.Statement, "The statement that was made.")
            .To(NodeKind.Statement)
            .Fixed()
            .Related("OF")
            .Filtered()
            .BackLink(NodeKind.Statement, "appearances", "The appearances of the statement: who made it, where, when and in which words.");
        public static readonly Field Actor = Has(a => a.Actor, "The claimant; null when nobody is named.")
            .To(NodeKind.Actor)
            .Related("MADE", reversed: true)
            .Filtered()
            .BackLink(NodeKind.Actor, "appearances", "The appearances in which the actor is the claimant.");
        public static readonly Field Source = Has(a => a.Source, "The source in which it appears.")
            .To(NodeKind.Source)
            .Related("IN")
            .Filtered()
            .BackLink(NodeKind.Source, "appearances", "The appearances in the source.");
        public static readonly Field Event = Has(a => a.Event, "The event at which it was said.")
            .To(NodeKind.Event)
            .Related("AT")
            .Filtered()
            .BackLink(NodeKind.Event, "appearances", "The appearances at the event.");
        public static readonly Field SaidOn = Has(a => a.SaidOn, "When it was said.").Filtered();
        public static readonly Field Anchor = Has(QuoteAnchor.Part, a => a.Anchor, "The exact words in the source.")
            .WithInputNote("They must stand in its snapshot, which says where if you give no positions.");
        public static readonly Field Quote = Implies(Anchor, QuoteAnchor.Exact, "quote", "The exact words.").Filtered();
        public static readonly PlacementFields Placed = new(f => Declare(f, FieldRole.Derived));

        private protected override void AddRules(AbstractValidator<AppearanceContent> rules) =>
            rules
                .RuleFor(a => a.Anchor)
                .Must((a, anchor) => anchor is null || a.Source is not null)
                .WithErrorCode(ProblemCode.Required)
                .WithMessage("A quote needs a source; give the source that contains it.");
    }
}
