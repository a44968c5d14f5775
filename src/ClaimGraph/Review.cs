using System.ComponentModel;
using System.Text.Json.Serialization;
using FluentValidation;

namespace ClaimGraph;

[Description("A verdict on a common scale, so that reviews can be compared. `Review.rating` keeps the rating as it was published.")]
public enum Verdict : byte
{
    [Description("The evidence supports the statement.")]
    Supported = 1,

    [Description("The evidence supports most of the statement.")]
    MostlySupported,

    [Description("The evidence supports part of the statement and speaks against another part.")]
    Mixed,

    [Description("The evidence speaks against most of the statement.")]
    MostlyUnsupported,

    [Description("The evidence speaks against the statement.")]
    Unsupported,

    [Description("The evidence does not decide the matter.")]
    Unverified,
}

internal static class Verdicts
{
    extension(Verdict? verdict)
    {
        /// <summary>Whether it finds more for the statement than against it.</summary>
        public bool IsFor => verdict is Verdict.Supported or Verdict.MostlySupported;

        /// <summary>Whether it finds more against the statement than for it.</summary>
        public bool IsAgainst => verdict is Verdict.Unsupported or Verdict.MostlyUnsupported;
    }
}

/// <summary>Somebody's verdict on a statement: schema.org ClaimReview.</summary>
public sealed record Review : Node<ReviewContent>;

public sealed record ReviewContent : Content
{
    /// <summary>The statement reviewed (schema.org itemReviewed). It cannot be changed later.</summary>
    public required NodeId Statement { get; init; }

    /// <summary>Who reviewed it (schema.org author).</summary>
    public required NodeId Reviewer { get; init; }

    /// <summary>The verdict on the common scale; null while nobody has said what the published rating means on it.</summary>
    public Verdict? Verdict { get; init; }
    public Rating? Rating { get; init; }
    public string? Explanation { get; init; }

    /// <summary>Where it was published, as it was entered.</summary>
    public string? Url { get; init; }

    /// <summary>The same address in canonical form (<see cref="ClaimGraph.CanonicalUrl"/>); set by <see cref="Canonical"/>.</summary>
    public string? CanonicalUrl { get; init; }
    public PartialDate? ReviewedOn { get; init; }

    /// <summary>The evidence that the verdict rests on.</summary>
    public IReadOnlyList<NodeId> BasedOn { get; init; } = [];

    /// <summary>The ClaimReview object as its publisher wrote it, as JSON; null for a review that was entered otherwise.</summary>
    public string? Published { get; init; }

    [JsonIgnore]
    public override NodeKind Kind => NodeKind.Review;

    public override Content Canonical()
    {
        var canonical = (ReviewContent)base.Canonical();
        return canonical with
        {
            CanonicalUrl = ClaimGraph.CanonicalUrl.TryCreate(Url, out var url) ? url : null,
            Rating = canonical.Rating == new Rating() ? null : canonical.Rating,
        };
    }

    public override IEnumerable<NaturalKey> NaturalKeys() =>
        CanonicalUrl is { } url ? [NaturalKey.OfContent(NodeKind.Review, $"{Reviewer} {Statement} {url}")] : [];
}

/// <summary>A rating as its publisher wrote it (schema.org Rating); never overwritten by a normalised verdict.</summary>
public sealed record Rating : ContentPart
{
    /// <summary>The wording (alternateName), for example "Half true".</summary>
    public string? Text { get; init; }
    public double? Value { get; init; }
    public double? Best { get; init; }
    public double? Worst { get; init; }
}

public static partial class Fields
{
    public sealed class Review()
        : Noun<ClaimGraph.Review, ReviewContent>("reviews", "A verdict of a reviewer on a statement (schema.org ClaimReview).")
    {
        internal override (string Field, string Word) Identity => ("url", "statement, reviewer and address");
        public override bool IsLink => true;

        public static readonly Field Statement = Has(r => r.Statement, "The reviewed statement.")
            .To(NodeKind.Statement)
            .Fixed()
            .Related("JUDGES")
            .Filtered()
            .BackLink(NodeKind.Statement, "reviews", "The reviews of the statement.");
        public static readonly Field Reviewer = Has(r => r.Reviewer, "The actor who reviewed it.")
            .To(NodeKind.Actor)
            .Related("WROTE", reversed: true)
            .Filtered()
            .BackLink(NodeKind.Actor, "reviews", "The reviews that the actor wrote.");
        public static readonly Field Verdict = Has(
                r => r.Verdict,
                "The verdict on the common scale; null if only the published rating is known."
            )
            .WithInputNote("A review needs a verdict or a rating.")
            .Filtered();
        public static readonly Field Rating = Has(Fields.Rating.Part, r => r.Rating, "The rating as published.");
        public static readonly Field Explanation = Has(r => r.Explanation, "The reasons for the verdict.").Length(Limits.Explanation);
        public static readonly Field Url = Has(r => r.Url, "The URL at which it was published.")
            .As(TextFormat.Url)
            .Length(Limits.Url)
            .WithInputNote("A reviewer has one review of a statement at a URL.");
        public static readonly Field CanonicalUrl = Implies(
                r => r.CanonicalUrl,
                "The URL without what does not distinguish it. A reviewer has one review of a statement at it."
            )
            .As(TextFormat.CanonicalUrl)
            .Shown()
            .Filtered("url");
        public static readonly Field ReviewedOn = Has(r => r.ReviewedOn, "The date of the review.").Filtered();
        public static readonly Field BasedOn = Has(r => r.BasedOn, "The evidence that the verdict rests on.")
            .To(NodeKind.Evidence)
            .Entries(Limits.References)
            .Filtered()
            .BackLink(NodeKind.Evidence, "reviews", "The reviews whose verdict rests on it.");

        public static readonly Field Published = Has(
                r => r.Published,
                "The ClaimReview object as its publisher wrote it, as JSON; null for a review that was entered otherwise."
            )
            .As(TextFormat.Json)
            .Length(Limits.Published);

        private protected override void AddRules(AbstractValidator<ReviewContent> rules) =>
            rules
                .RuleFor(r => r.Verdict)
                .Must((r, verdict) => verdict is not null || r.Rating is not null && r.Rating != new ClaimGraph.Rating())
                .WithErrorCode(ProblemCode.Required)
                .WithMessage("A review needs a verdict or a rating.");
    }

    public sealed class Rating()
        : Part<ClaimGraph.Rating>("A rating as published (schema.org Rating); a normalised verdict never overwrites it.")
    {
        public static readonly Rating Part = new();
        public static readonly Field Text = Has(r => r.Text, "The wording (schema.org alternateName), for example \"Half true\".")
            .Length(Limits.Rating);
        public static readonly Field Value = Has(r => r.Value, "The rating as a number.");
        public static readonly Field Best = Has(r => r.Best, "The best value on the scale.");
        public static readonly Field Worst = Has(r => r.Worst, "The worst value on the scale.");
    }
}
