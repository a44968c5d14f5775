using ClaimGraph.Access;
using ClaimGraph.Changes;
using ClaimGraph.GraphQL.Api.Mutations;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.Queries;

namespace ClaimGraph.GraphQL.Api.ReviewRequests;

/// <summary>Asks that statements be reviewed.</summary>
internal sealed class ReviewRequestPart : IApiPart
{
    private static readonly InputField Statement = new("statementId", "ID!", "The statement.");

    public void AddTo(ApiDefinition api)
    {
        api.Mutate(
                "requestReview",
                NodeKind.ReviewRequest,
                "Asks that a statement be reviewed. Each key or account counts once until a review is entered, and can ask again "
                    + "after that. Order statements by REVIEW_REQUEST_COUNT to see what most people wait for. Needs a key or an account.",
                [Statement, new InputField("note", "String", "Why. At most 5,000 characters.")],
                AskAsync
            )
            .NotProposed()
            .NeedsKey()
            .Needs(Role.Reader);
        api.Mutate(
                "withdrawReviewRequest",
                NodeKind.ReviewRequest,
                "Takes back your open request for a review of a statement. Needs a key or an account.",
                [Statement],
                WithdrawAsync
            )
            .NotProposed()
            .NeedsKey()
            .Needs(Role.Reader);
    }

    private static async ValueTask AskAsync(Mutation mutation)
    {
        var content = await ContentAsync(mutation);
        mutation.Create(content with { Note = mutation.Input.Text("note") }, key: null);
    }

    private static async ValueTask WithdrawAsync(Mutation mutation)
    {
        var scope = mutation.Scope;
        var content = await ContentAsync(mutation);
        if ((await scope.Store.FindAsync([.. content.NaturalKeys()], scope.Cancellation))[0] is not { } id)
            throw new RefusedException(
                ProblemCode.NotFound,
                $"You have no open request for a review of Statement {content.Statement}.",
                "statementId"
            );
        mutation.Reason = "Withdrawn by who asked.";
        mutation.Add(new SetStatus(id, RecordStatus.Retracted));
    }

    /// <summary>The request that the sender would make now.</summary>
    private static async ValueTask<ReviewRequestContent> ContentAsync(Mutation mutation)
    {
        var scope = mutation.Scope;
        var statement = Ids.Get(mutation.Scope, mutation.Input.Text("statementId")!, "statementId", NodeKind.Statement);
        var newest = new LinkQuery(
            Fields.Review.Statement,
            Filter.ForList(NodeKind.Review, null),
            OrderBy.Newest(NodeKind.Review),
            PageRequest.First(1)
        );
        var reviews = (await scope.Store.LinksAsync(newest, [statement], scope.Cancellation))[0].Nodes;
        return new ReviewRequestContent
        {
            Statement = statement,
            By = scope.Principal.Name,
            After = reviews.Count == 0 ? null : reviews[0].Id,
        };
    }
}
