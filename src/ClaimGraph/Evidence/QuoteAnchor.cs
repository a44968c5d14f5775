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

    /// <summary>Null when the words stand in <paramref name="text"/> at the given positions (or, without positions, anywhere), else what
    /// is wrong.</summary>
    public string? MismatchWith(string text)
    {
        if (Start is not { } start || End is not { } end)
            return text.Contains(Exact, StringComparison.Ordinal) ? null : "The snapshot of the source does not contain the quoted words.";
        var found = CodePoints.Slice(text, start, end);
        if (found is null)
            return $"The snapshot has no code points {start} to {end}; it has {CodePoints.Count(text)}.";
        return found == Exact ? null : $"The code points {start} to {end} of the snapshot are not the quoted words.";
    }
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
