using FluentValidation;

namespace ClaimGraph;

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

    /// <summary>What tells the words from others.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    internal string ExactHash => NaturalKey.HashOf(Exact);
}

public static partial class Fields
{
    public sealed class QuoteAnchor()
        : Part<ClaimGraph.QuoteAnchor>(
            "The exact words of a passage and their position (W3C Web Annotation TextQuoteSelector and TextPositionSelector). "
                + "Positions count Unicode code points of the source's snapshot, start inclusive, end exclusive."
        )
    {
        public static readonly QuoteAnchor Part = new();
        public static readonly Field Exact = Has(q => q.Exact, "The quoted words.").Length(Limits.Quote);
        public static readonly Field Prefix = Has(q => q.Prefix, "The text just before them.").Length(Limits.QuoteContext);
        public static readonly Field Suffix = Has(q => q.Suffix, "The text just after them.").Length(Limits.QuoteContext);
        public static readonly Field Start = Has(q => q.Start, "The position of their first code point, counted from 0.")
            .WithInputNote("Give both start and end, or neither.");
        public static readonly Field End = Has(q => q.End, "The position after their last code point.");
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
                .WithMessage("The distance from start to end is not the number of code points in the quoted words.");
        }
    }
}
