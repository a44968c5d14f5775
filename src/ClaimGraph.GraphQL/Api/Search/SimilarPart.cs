using ClaimGraph.GraphQL.Api.Lists;
using ClaimGraph.GraphQL.Api.Nouns;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.GraphQL.Engine.Loading;
using ClaimGraph.GraphQL.Engine.Values;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Search;

/// <summary>Statements that say nearly the same.</summary>
internal sealed class SimilarPart : IApiPart
{
    private const int DefaultFirst = 5;

    public void AddTo(ApiDefinition api)
    {
        api.Add(new SimilarStatementType(), new EnumType(typeof(SimilarityGuard)));
        api.Query.Resolve(
                "similarStatements",
                "[SimilarStatement!]",
                "Finds the active statements that say nearly what a text or a statement says, most alike first. Give `text` or `id`.",
                static (scope, context) => Similar(scope, context),
                Sdl.Argument("text", "String", "A claim in any words, such as a headline. At most 1,000 characters."),
                Sdl.Argument("id", "ID", "The id of a statement, which is left out."),
                First()
            )
            .Costs(Cost);
        api.Extend<NounType<Statement>>(static type =>
            type.Resolve(
                    "similar",
                    "[SimilarStatement!]!",
                    "The active statements that say nearly the same, most alike first. Select it when you enter a statement, to see "
                        + "whether somebody has entered it in other words.",
                    static (statement, context) => Similar(context, statement),
                    First()
                )
                .Costs(Cost)
        );
    }

    private static readonly Weight Cost = Weight.List(PageArguments.Entries("first", DefaultFirst), Weight.Statistics);

    private static QueryArgument First() => Sdl.Argument("first", "Int", "The number of statements.", DefaultFirst);

    private static Deferred Similar(FieldContext context, Statement statement) =>
        Find(context.Request, new SimilarQuery(statement.Content.Text, PageArguments.Size(context, "first", DefaultFirst), statement.Id));

    private static Deferred Find(ApiScope scope, SimilarQuery query) =>
        scope.Loaders.Call(query, static async (store, query, cancellation) => await store.SimilarAsync(query, cancellation));

    private static Deferred Similar(ApiScope scope, FieldContext context)
    {
        var first = PageArguments.Size(context, "first", DefaultFirst);
        if (context.Argument("text") is null == context.Argument("id") is null)
            throw new RefusedException(ProblemCode.Required, "Give text or id, one of them.", "text");
        if (context.Argument("text") is not null)
            return Find(scope, new SimilarQuery(SearchPart.SearchedText(context, "text"), first));
        return scope.Loaders.Call(
            (Id: Ids.Get(scope, (string)context.Argument("id")!, "id", NodeKind.Statement), First: first),
            static async (store, asked, cancellation) =>
                (await store.GetAsync([asked.Id], cancellation))[0] is Statement statement
                    ? await store.SimilarAsync(new SimilarQuery(statement.Content.Text, asked.First, asked.Id), cancellation)
                    : throw new RefusedException(ProblemCode.NotFound, $"There is no statement with the id {asked.Id}.", "id")
        );
    }
}

internal sealed class SimilarStatementType : ObjectGraphType<SimilarStatement>
{
    public SimilarStatementType()
    {
        Name = "SimilarStatement";
        Description = "A statement that says nearly the same. What tells the two apart lowers its score; it never hides the statement.";
        this.Resolve("statement", "Statement!", "The statement.", static (similar, context) => context.Request.Loaders.Node(similar.Id));
        this.Leaf(
            "score",
            "Float!",
            "How alike the wordings are, from 0 to 1: the letters that both have, as a part of what either has. If the server asks a "
                + "language model, the similarity of the meanings if that is greater. Halved if `guard` is not NONE.",
            static similar => similar.Score
        );
        this.Leaf("guard", "SimilarityGuard!", "What tells the two apart.", static similar => similar.Guard);
        this.Leaf(
            "differences",
            "[String!]!",
            "The words or numbers by which they differ. Empty if `guard` is NONE.",
            static similar => similar.Differences
        );
    }
}
