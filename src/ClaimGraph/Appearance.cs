using System.Text.Json.Serialization;
using FluentValidation;

namespace ClaimGraph;

/// <summary>One utterance of a statement: who said it, where, when, in which words (schema.org Claim appearance).</summary>
public sealed record Appearance : Node<AppearanceContent>;

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

    public override Content Canonical() => (AppearanceContent)base.Canonical() with { Anchor = Anchor?.Canonical() };
}

/// <summary>
/// The exact words of a passage and where they stand: a W3C Web Annotation TextQuoteSelector with a TextPositionSelector.
/// Positions count Unicode code points of the source's snapshot, start inclusive, end exclusive.
/// </summary>
public sealed record QuoteAnchor : ContentPart
{
    public required string Exact { get; init; }
    public string? Prefix { get; init; }
    public string? Suffix { get; init; }
    public int? Start { get; init; }
    public int? End { get; init; }

    /// <summary>The language of the words; <c>und</c> when unknown.</summary>
    public string Language { get; init; } = LanguageTag.Undetermined;

    internal QuoteAnchor Canonical() => this with { Language = LanguageTag.Canonical(Language) };

    /// <summary>Null when the words stand in <paramref name="text"/> at the given positions (or, without positions, anywhere), else what
    /// is wrong.</summary>
    public string? MismatchWith(string text)
    {
        if (Start is not { } start || End is not { } end)
            return text.Contains(Exact, StringComparison.Ordinal) ? null : "The quoted words do not stand in the snapshot of the source.";
        var found = CodePoints.Slice(text, start, end);
        if (found is null)
            return $"The snapshot has no code points {start} to {end}; it has {CodePoints.Count(text)}.";
        return found == Exact ? null : $"The code points {start} to {end} of the snapshot are not the quoted words.";
    }
}

public static partial class Fields
{
    public sealed class Appearance()
        : Noun<ClaimGraph.Appearance, AppearanceContent>(
            "appearances",
            "One utterance of a statement: who said it, where, when and in which words (schema.org Claim appearance)."
        )
    {
        public static readonly Field Statement = Has(a => a.Statement, "What was said.")
            .To(NodeKind.Statement)
            .Fixed()
            .Related("OF")
            .Filtered()
            .BackLink(NodeKind.Statement, "appearances", "Each utterance: who said it, where, when and in which words.");
        public static readonly Field Actor = Has(a => a.Actor, "The claimant; null when nobody is named.")
            .To(NodeKind.Actor)
            .Related("MADE", reversed: true)
            .Filtered()
            .BackLink(NodeKind.Actor, "appearances", "What the actor is on record as having said, each utterance.");
        public static readonly Field Source = Has(a => a.Source, "Where it can be read.")
            .To(NodeKind.Source)
            .Related("IN")
            .Filtered()
            .BackLink(NodeKind.Source, "appearances", "The statements that are made in it, each utterance.");
        public static readonly Field Event = Has(a => a.Event, "The occasion on which it was said.")
            .To(NodeKind.Event)
            .Related("AT")
            .Filtered()
            .BackLink(NodeKind.Event, "appearances", "What was said on the occasion.");
        public static readonly Field SaidOn = Has(a => a.SaidOn, "When it was said.").Filtered();
        public static readonly Field Anchor = Has(QuoteAnchor.Part, a => a.Anchor, "The exact words in the source.")
            .WithInputNote("They are checked against its snapshot.");
        public static readonly Field Quote = Implies(Anchor, QuoteAnchor.Exact, "quote", "The exact words.").Filtered();

        private protected override void AddRules(AbstractValidator<AppearanceContent> rules) =>
            rules
                .RuleFor(a => a.Anchor)
                .Must((a, anchor) => anchor is null || a.Source is not null)
                .WithErrorCode(ProblemCode.Required)
                .WithMessage("Quoted words need the source in which they stand.");
    }

    public sealed class QuoteAnchor()
        : Part<ClaimGraph.QuoteAnchor>(
            "The exact words of a passage and where they stand (W3C Web Annotation TextQuoteSelector and TextPositionSelector). "
                + "Positions count Unicode code points of the source's snapshot, start inclusive, end exclusive."
        )
    {
        public static readonly QuoteAnchor Part = new();
        public static readonly Field Exact = Has(q => q.Exact, "The words.").Length(Limits.Quote);
        public static readonly Field Prefix = Has(q => q.Prefix, "What stands before them.").Length(Limits.QuoteContext);
        public static readonly Field Suffix = Has(q => q.Suffix, "What follows them.").Length(Limits.QuoteContext);
        public static readonly Field Start = Has(q => q.Start, "The code point at which they begin, from 0.")
            .WithInputNote("Give both start and end, or neither.");
        public static readonly Field End = Has(q => q.End, "The code point before which they end.");
        public static readonly Field Language = Has(q => q.Language, "Their language as a BCP 47 tag; `und` when it is not known.")
            .As(TextFormat.Language);

        private protected override void AddRules(AbstractValidator<ClaimGraph.QuoteAnchor> rules)
        {
            rules.RuleFor(q => q.Start).GreaterThanOrEqualTo(0).WithErrorCode(ProblemCode.OutOfRange);
            rules
                .RuleFor(q => q.End)
                .Must((q, end) => (end is null) == (q.Start is null))
                .WithErrorCode(ProblemCode.Required)
                .WithMessage("Give both start and end, or neither.");
            rules
                .RuleFor(q => q.End)
                .Must((q, end) => end is null || q.Start is null || (long)end - q.Start == CodePoints.Count(q.Exact))
                .WithErrorCode(ProblemCode.QuoteMismatch)
                .WithMessage("From start to end are not as many code points as the quoted words have.");
        }
    }
}
