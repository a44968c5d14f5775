using ClaimGraph.GraphQL.Api.Lists;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Fields;
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
        api.Query.Part("ledger", "Ledger!", "The ledger of all changes.", static scope => scope);
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
                "The entries after a revision, oldest first, without gaps.",
                static (scope, context) =>
                    scope.Loaders.Call(
                        LedgerPage.Of(context, context.Argument("after") as int? ?? 0, PageArguments.Size(context, "first", 20)),
                        static async (store, page, cancellation) => await page.ReadAsync(store, cancellation)
                    ),
                Sdl.Argument("after", "Int", "Only entries after this revision.", 0),
                Sdl.Argument("first", "Int", "The number of entries.", 20)
            )
            .Costs(Weight.List(PageArguments.Entries("first", 20)));
    }
}
