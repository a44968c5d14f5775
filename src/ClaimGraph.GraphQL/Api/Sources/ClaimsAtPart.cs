using ClaimGraph.GraphQL.Api.Lists;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.GraphQL.Engine.Loading;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Sources;

/// <summary>The claims of a web page.</summary>
internal sealed class ClaimsAtPart : IApiPart
{
    private const int DefaultFirst = 20;

    public void AddTo(ApiDefinition api)
    {
        api.Add(new ClaimAtType());
        api.Query.Resolve(
                "claimsAt",
                "[ClaimAt!]",
                "Finds the active statements that appear on a web page, are reviewed on it, or are argued about with it as the basis, in "
                    + $"the order in which their quotes stand there. Of each sort of link, the {Limits.Page} newest are looked at.",
                static (_, context) => Find(context.Request, context),
                Sdl.Argument("url", "String!", "The URL of the page. Any spelling that has the same canonical form finds it."),
                Sdl.Argument("first", "Int", "The number of statements.", DefaultFirst),
                Moment.Argument()
            )
            .Costs(Moment.Cost(Weight.List(PageArguments.Entries("first", DefaultFirst), 3 * Weight.Statistics)));
    }

    private static Deferred Find(ApiScope scope, FieldContext context)
    {
        var text = (string)context.Argument("url")!;
        if (!CanonicalUrl.TryCreate(text, out var url))
            throw new RefusedException(
                ProblemCode.InvalidFormat,
                "This is not a valid URL; use an absolute http or https URL, such as https://example.org/page.",
                "url"
            );
        return scope.Loaders.Call(
            (url, First: PageArguments.Size(context, "first", DefaultFirst)),
            static async (store, asked, cancellation) =>
                (await new ClaimsAt(store, cancellation).FindAsync(asked.url)).Take(asked.First).ToArray()
        );
    }
}

internal sealed class ClaimAtType : ObjectGraphType<ClaimAt>
{
    public ClaimAtType()
    {
        Name = "ClaimAt";
        Description = "A statement on a web page, and what connects the two.";
        this.Resolve("statement", "Statement!", "The statement.", static (claim, context) => context.Request.Loaders.Node(claim.Statement));
        this.Resolve("appearances", "[Appearance!]!", "Its active appearances on the page.", static (claim, _) => claim.Appearances)
            .Costs(Weight.SomeRecords);
        this.Resolve(
                "evidence",
                "[Evidence!]!",
                "The active evidence that the page gives on it, or on evidence about it.",
                static (claim, _) => claim.Evidence
            )
            .Costs(Weight.SomeRecords);
        this.Resolve("reviews", "[Review!]!", "Its active reviews that were published on the page.", static (claim, _) => claim.Reviews)
            .Costs(Weight.SomeRecords);
    }
}
