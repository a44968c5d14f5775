using ClaimGraph.GraphQL.Api.Lists;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.GraphQL.Engine.Loading;
using ClaimGraph.GraphQL.Engine.Values;
using ClaimGraph.Ledger;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Ledger;

/// <summary>The ledger, as the API shows it.</summary>
internal sealed class LedgerPart : IApiPart
{
    public void AddTo(ApiDefinition api)
    {
        api.Add(new LedgerType(), new LedgerHeadType(), new LedgerEntryType(), new ChangeType(), new EnumType(typeof(ChangeAction)));
        api.Query.Part("ledger", "Ledger", "The ledger of all changes.", static scope => scope);
    }
}

internal sealed class LedgerType : ObjectGraphType<ApiScope>
{
    public LedgerType()
    {
        Name = "Ledger";
        Description = "The record of all changes. History, audits and copies are made from it.";
        this.Resolve(
            "head",
            "LedgerHead!",
            "The newest entry.",
            static (scope, _) => scope.Loaders.Call(0, static async (store, _, cancellation) => await store.HeadAsync(cancellation))
        );
        this.Resolve(
                "entries",
                "[LedgerEntry!]!",
                "The entries after a revision, or with `last` those up to one, oldest first, without gaps.",
                static (scope, context) => Entries(scope, context),
                Sdl.Argument("after", "Int", "Only entries after this revision.", 0),
                Sdl.Argument("first", "Int", "The number of entries. The default is 20."),
                Sdl.Argument("last", "Int", "The number of entries from the end, or before `before`. Do not combine it with `first`."),
                Sdl.Argument("before", "Int", "With `last`: only entries before this revision.")
            )
            .Costs(Weight.List(static context => PageArguments.Entries(context.Argument("last") is null ? "first" : "last", 20)(context)));
    }

    private static Deferred Entries(ApiScope scope, FieldContext context)
    {
        var after = context.Argument("after") as int? ?? 0;
        if (context.Argument("last") is null)
            return context.Argument("before") is null
                ? Read(scope, LedgerPage.Of(context, after, PageArguments.Size(context, "first", 20)))
                : throw new RefusedException(ProblemCode.Required, "Give last, too: before says where the last entries end.", "last");
        if (context.Argument("first") is not null)
            throw new RefusedException(ProblemCode.OutOfRange, "Give first or last, not both.", "last");
        var page = LedgerPage.Of(context, after, PageArguments.Size(context, "last", 20));
        return scope.Loaders.Call(
            (page, Before: context.Argument("before") as int?),
            static async (store, asked, cancellation) =>
            {
                var head = (await store.HeadAsync(cancellation)).Revision;
                return await asked.page.EndingBefore(asked.Before ?? head + 1, head).ReadAsync(store, cancellation);
            }
        );
    }

    private static Deferred Read(ApiScope scope, LedgerPage page) =>
        scope.Loaders.Call(page, static async (store, page, cancellation) => await page.ReadAsync(store, cancellation));
}
