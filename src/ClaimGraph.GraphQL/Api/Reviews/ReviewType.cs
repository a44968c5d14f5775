using ClaimGraph.GraphQL.Api.Nouns;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Fields;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Reviews;

internal sealed class ReviewType : NounType<Review>
{
    public ReviewType() : base("Somebody's verdict on a statement: schema.org ClaimReview.")
    {
        Link("statement", "Statement!", "The statement reviewed.", static r => r.Content.Statement);
        Link("reviewer", "Actor!", "Who reviewed it.", static r => r.Content.Reviewer);
        this.Leaf("verdict", "Verdict!", "The verdict on one scale, so that reviews compare.", static r => r.Content.Verdict);
        this.Part("rating", "Rating", "The rating as its publisher wrote it.", static r => r.Content.Rating);
        this.Leaf("explanation", "String", "Why.", static r => r.Content.Explanation);
        this.Leaf("url", "String", "Where it was published.", static r => r.Content.Url);
        this.Leaf("reviewedOn", "PartialDate", "The date of the review.", static r => r.Content.ReviewedOn);
        LinkList("basedOn", "Evidence", "The evidence that the verdict rests on; at most 500.", static r => r.Content.BasedOn);
    }

    public override void AddTo(ApiDefinition api)
    {
        base.AddTo(api);
        api.Add(new RatingType());
    }
}

internal sealed class RatingType : ObjectGraphType<Rating>
{
    public RatingType()
    {
        Name = "Rating";
        Description = "A rating as its publisher wrote it (schema.org Rating); never overwritten by a normalised verdict.";
        this.Leaf("text", "String", "The wording (schema.org alternateName), for example \"Half true\".", static r => r.Text);
        this.Leaf("value", "Float", "The number given.", static r => r.Value);
        this.Leaf("best", "Float", "The best number of the scale.", static r => r.Best);
        this.Leaf("worst", "Float", "The worst number of the scale.", static r => r.Worst);
    }
}
