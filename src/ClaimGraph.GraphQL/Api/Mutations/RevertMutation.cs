using ClaimGraph.Access;
using ClaimGraph.Changes;
using ClaimGraph.GraphQL.Api.Ledger;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.History;

namespace ClaimGraph.GraphQL.Api.Mutations;

/// <summary>What takes back a whole commit.</summary>
internal sealed class RevertMutation : IApiPart
{
    public void AddTo(ApiDefinition api) =>
        api.Mutate(
                "revert",
                null,
                "Takes back everything that one revision of the ledger did, by a new revision: records that it created are retracted, "
                    + "others get back the values and the status that it replaced. What later revisions changed in other fields stays. "
                    + "Refused with CONFLICT if a later revision changed what it would take back. "
                    + OwnRecords.Note,
                [
                    new InputField("revision", "Int!", "The revision."),
                    new InputField("reason", "String!", "The reason. At most 2,000 characters."),
                ],
                RevertAsync,
                static payload =>
                    payload.Resolve(
                        "entry",
                        "LedgerEntry",
                        "The entry of the ledger that takes it back. Null if the input was refused or there was nothing to take back.",
                        Entry
                    )
            )
            .Needs(Role.Contributor);

    internal static object? Entry(Payload payload, FieldContext context) =>
        payload is not { Revision: { } revision, Outcome: not Outcome.Unchanged }
            ? null
            : context.Request.Loaders.Call(
                LedgerPage.Of(context, revision - 1, first: 1),
                static async (store, page, cancellation) => (await page.ReadAsync(store, cancellation)).Single()
            );

    private static async ValueTask RevertAsync(Mutation mutation)
    {
        var scope = mutation.Scope;
        var reverts = await Reversal.OfAsync(scope.Store, mutation.Input.Value<int>("revision")!.Value, scope.Cancellation);
        if (OwnRecords.Matter(mutation))
            foreach (var node in await scope.Store.GetAsync([.. reverts.Select(r => r.Id)], scope.Cancellation))
                await OwnRecords.CheckAsync(scope, node!, "revision");
        foreach (var revert in reverts)
            mutation.Add(revert, "revision");
    }
}
