using System.Text.Json.Serialization;
using FluentValidation;

namespace ClaimGraph;

/// <summary>One utterance of a statement: who said it, where, when, in which words (schema.org Claim appearance).</summary>
public sealed record Appearance : Node
{
    public required AppearanceContent Content { get; init; }
    [JsonIgnore]
    public override Content Data => Content;
}

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
    [JsonIgnore]
    public override IEnumerable<Reference> References =>
        [new("statement", Statement, [NodeKind.Statement]), .. One("actor", Actor, NodeKind.Actor),
         .. One("source", Source, NodeKind.Source), .. One("event", Event, NodeKind.Event)];
    public override Content MapIds(Func<NodeId, NodeId> map) => this with
    {
        Statement = map(Statement), Actor = Map(Actor, map), Source = Map(Source, map), Event = Map(Event, map),
    };
    public override Content Canonical() => this with { Anchor = Anchor?.Canonical() };
}

/// <summary>
/// The exact words of a passage and where they stand: a W3C Web Annotation TextQuoteSelector with a TextPositionSelector.
/// Positions count Unicode code points of the source's snapshot, start inclusive, end exclusive.
/// </summary>
public sealed record QuoteAnchor
{
    public required string Exact { get; init; }
    public string? Prefix { get; init; }
    public string? Suffix { get; init; }
    public int? Start { get; init; }
    public int? End { get; init; }

    /// <summary>The language of the words; <c>und</c> when unknown.</summary>
    public string Language { get; init; } = LanguageTag.Undetermined;

    internal QuoteAnchor Canonical() => this with { Language = LanguageTag.Canonical(Language) };

    /// <summary>Null when the words stand in <paramref name="text"/> at the given positions (or, without positions, anywhere), else what is wrong.</summary>
    public string? MismatchWith(string text)
    {
        if (Start is not { } start || End is not { } end)
            return text.Contains(Exact, StringComparison.Ordinal) ? null : "The quoted words do not stand in the snapshot of the source.";
        var found = CodePoints.Slice(text, start, end);
        if (found is null) return $"The snapshot has no code points {start} to {end}; it has {CodePoints.Count(text)}.";
        return found == Exact ? null : $"The code points {start} to {end} of the snapshot are not the quoted words.";
    }
}

internal sealed class AppearanceValidator : AbstractValidator<AppearanceContent>
{
    public AppearanceValidator()
    {
        RuleFor(a => a.Anchor).SetValidator(new QuoteAnchorValidator()!);
        RuleFor(a => a.Anchor).Must((a, anchor) => anchor is null || a.Source is not null)
            .WithErrorCode(ProblemCode.Required).WithMessage("Quoted words need the source in which they stand.");
    }
}

internal sealed class QuoteAnchorValidator : AbstractValidator<QuoteAnchor>
{
    public QuoteAnchorValidator()
    {
        RuleFor(q => q.Exact).NotBlank().Text(Limits.Quote);
        RuleFor(q => q.Prefix).Text(Limits.QuoteContext);
        RuleFor(q => q.Suffix).Text(Limits.QuoteContext);
        RuleFor(q => q.Language).Language();
        RuleFor(q => q.Start).GreaterThanOrEqualTo(0).WithErrorCode(ProblemCode.OutOfRange);
        RuleFor(q => q.End).Must((q, end) => (end is null) == (q.Start is null))
            .WithErrorCode(ProblemCode.Required).WithMessage("Give both start and end, or neither.");
        RuleFor(q => q.End).Must((q, end) => end is null || q.Start is null || (long)end - q.Start == CodePoints.Count(q.Exact))
            .WithErrorCode(ProblemCode.QuoteMismatch).WithMessage("From start to end are not as many code points as the quoted words have.");
    }
}
