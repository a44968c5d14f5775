using System.Text.Json.Serialization;
using FluentValidation;

namespace ClaimGraph;

/// <summary>A verdict on one scale, so that reviews compare. The published wording stays beside it in <see cref="Rating"/>.</summary>
public enum Verdict : byte { Supported = 1, MostlySupported, Mixed, MostlyUnsupported, Unsupported, Unverified }

/// <summary>Somebody's verdict on a statement: schema.org ClaimReview.</summary>
public sealed record Review : Node
{
    public required ReviewContent Content { get; init; }
    [JsonIgnore]
    public override Content Data => Content;
}

public sealed record ReviewContent : Content
{
    /// <summary>The statement reviewed (schema.org itemReviewed). It cannot be changed later.</summary>
    public required NodeId Statement { get; init; }

    /// <summary>Who reviewed it (schema.org author).</summary>
    public required NodeId Reviewer { get; init; }
    public required Verdict Verdict { get; init; }
    public Rating? Rating { get; init; }
    public string? Explanation { get; init; }
    public string? Url { get; init; }
    public PartialDate? ReviewedOn { get; init; }

    /// <summary>The evidence that the verdict rests on.</summary>
    public IReadOnlyList<NodeId> BasedOn { get; init; } = [];

    [JsonIgnore]
    public override NodeKind Kind => NodeKind.Review;
    [JsonIgnore]
    public override IEnumerable<Reference> References =>
        [new("statement", Statement, [NodeKind.Statement]), new("reviewer", Reviewer, [NodeKind.Actor]),
         .. BasedOn.Select((id, i) => new Reference($"basedOn.{i}", id, [NodeKind.Evidence]))];
    public override Content MapIds(Func<NodeId, NodeId> map) => this with
    {
        Statement = map(Statement), Reviewer = map(Reviewer), BasedOn = [.. BasedOn.Select(map)],
    };
    public override Content Canonical() => this with { Url = Url?.Trim(), Rating = Rating == new Rating() ? null : Rating, BasedOn = [.. BasedOn.Distinct()] };

    public override NaturalKey? NaturalKey() => ClaimGraph.CanonicalUrl.TryCreate(Url, out var canonical)
        ? ClaimGraph.NaturalKey.OfContent(NodeKind.Review, $"{Reviewer} {canonical}") : null;
}

/// <summary>A rating as its publisher wrote it (schema.org Rating); never overwritten by a normalised verdict.</summary>
public sealed record Rating
{
    /// <summary>The wording (alternateName), for example "Half true".</summary>
    public string? Text { get; init; }
    public double? Value { get; init; }
    public double? Best { get; init; }
    public double? Worst { get; init; }
}

internal sealed class ReviewValidator : AbstractValidator<ReviewContent>
{
    public ReviewValidator()
    {
        RuleFor(r => r.Verdict).Known();
        RuleFor(r => r.Rating!).ChildRules(rating =>
        {
            rating.RuleFor(r => r.Text).Text(Limits.Title);
            foreach (var number in new System.Linq.Expressions.Expression<Func<Rating, double?>>[] { r => r.Value, r => r.Best, r => r.Worst })
                rating.RuleFor(number).Must(v => v is null || double.IsFinite(v.Value)).WithErrorCode(ProblemCode.OutOfRange).WithMessage("A number is expected.");
        }).When(r => r.Rating is not null);
        RuleFor(r => r.Explanation).Text(Limits.Explanation);
        RuleFor(r => r.Url).WebAddress();
        RuleFor(r => r.BasedOn).AtMost(Limits.References);
    }
}
