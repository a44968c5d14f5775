using ClaimGraph.Access;
using ClaimGraph.Changes;
using ClaimGraph.GraphQL.Api.Lists;
using ClaimGraph.GraphQL.Api.Mutations;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.GraphQL.Engine.Loading;
using ClaimGraph.History;
using ClaimGraph.Stores.Commits;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Merging;

/// <summary>What makes one record of two, shows that beforehand, and takes it back.</summary>
internal sealed class MergePart : IApiPart
{
    private const int DefaultFirst = 20;
    private const int Merging = 1_000; // many records are changed by it

    private static readonly InputField Reason = new("reason", "String!", "The reason. At most 2,000 characters.");

    public void AddTo(ApiDefinition api)
    {
        api.Add(new MergeDifferenceType(), new MergePreviewType(), new UnmergePreviewType());
        AddMerge(api);
        AddUnmerge(api);
        api.Query.Resolve(
                "mergePreview",
                "MergePreview",
                "What the merge of two records would change. Nothing is changed.",
                static (scope, context) => Preview(scope, context),
                Sdl.Argument("from", "ID!", "The record that would be merged."),
                Sdl.Argument("into", "ID!", "The record that would remain."),
                Sdl.Argument("first", "Int", "The number of changes to show.", DefaultFirst)
            )
            .Costs(Weight.Pages(PageArguments.Entries("first", DefaultFirst), static _ => Merging))
            .Needs(Role.Contributor);
        api.Query.Resolve(
                "unmergePreview",
                "UnmergePreview",
                "What it would change to take back a merge. Nothing is changed.",
                static (scope, context) => PreviewOfUnmerge(scope, context),
                Sdl.Argument("id", "ID!", "The record that was merged."),
                Sdl.Argument("first", "Int", "The number of changes to show.", DefaultFirst)
            )
            .Costs(Weight.Pages(PageArguments.Entries("first", DefaultFirst), static _ => Merging))
            .Needs(Role.Contributor);
    }

    private static void AddMerge(ApiDefinition api) =>
        api.Mutate(
                "merge",
                null,
                "Merges a record into another that is the same: statements, actors, sources or events. Whatever names the one names the "
                    + "other from then on: evidence, appearances, reviews, relations and so on. Links that both have become one, and a "
                    + "link between the two is retracted. The merged record is retracted with `mergedInto`; its id, key, URL, wording and "
                    + "identifiers lead to the other. No field of the other is filled, but an actor gets the names of the merged one as "
                    + "aliases, and a source its identifiers. `unmerge` takes all of it back. "
                    + $"At most {Limits.Merged:N0} records can be changed by a merge.",
                [
                    new InputField("from", "ID!", "The record that is merged."),
                    new InputField("into", "ID!", "The record that remains."),
                    Reason,
                    new InputField("fromVersion", "Int", "The version of `from` that you have read. Without it, any version is accepted."),
                    new InputField("intoVersion", "Int", "The version of `into` that you have read. Without it, any version is accepted."),
                    new InputField(
                        "force",
                        "Boolean",
                        "Merges statements, too, that are in different languages, or whose wordings are nearly the same but for a "
                            + "negation, a number, a date or a name. Without it, they are refused with INCONSISTENT."
                    ),
                ],
                MergeAsync,
                static payload =>
                {
                    payload.Resolve("node", "Node", "The record that remains. Null if the input was refused.", Remaining);
                    payload.Part("merged", "Node", "The record that was merged. Null if the input was refused.", static p => p.Node);
                    payload.Resolve(
                        "differences",
                        "[MergeDifference!]!",
                        "The fields in which the two differ. The record that remains keeps its own values.",
                        Differences
                    );
                    AddEntry(payload);
                }
            )
            .Costs(Weight.Commit with { OwnBy = static _ => Merging })
            .Needs(Role.Reviewer);

    private static void AddUnmerge(ApiDefinition api) =>
        api.Mutate(
                "unmerge",
                null,
                "Takes back a merge: the record stands for itself again. What the merge pointed to the other record, and still points "
                    + "there, points to this one again, and links that the merge retracted stand again. What was changed since in other "
                    + "fields stays, and what was linked to the other record since stays there.",
                [
                    new InputField("id", "ID!", "The record that was merged."),
                    Reason.Optional,
                    new InputField("version", "Int", "The version of the record that you have read. Without it, any version is accepted."),
                ],
                UnmergeAsync,
                static payload =>
                {
                    payload.Part("node", "Node", "The record as it is now. Null if the input was refused.", static p => p.Node);
                    AddEntry(payload);
                }
            )
            .Costs(Weight.Commit with { OwnBy = static _ => Merging })
            .Needs(Role.Reviewer);

    private static void AddEntry(ObjectGraphType<Payload> payload) =>
        payload.Resolve(
            "entry",
            "LedgerEntry",
            "The entry of the ledger with every record that was changed. Null if the input was refused or nothing changed.",
            RevertMutation.Entry
        );

    private static object? Remaining(Payload payload, FieldContext context) =>
        payload.Node is { } merged ? context.Request.Loaders.Standing(merged.Id) : null;

    private static object? Differences(Payload payload, FieldContext context) =>
        payload.Node is not { } merged
            ? Array.Empty<MergeDifference>()
            : context.Request.Loaders.Call(
                merged,
                static async (store, merged, cancellation) =>
                    MergeDifference.Of(merged, (await store.StandingAsync([merged], cancellation))[0]!)
            );

    private static async ValueTask MergeAsync(Mutation mutation)
    {
        var (input, scope) = (mutation.Input, mutation.Scope);
        var (from, into) = (input.Id("from", []), input.Id("into", []));
        if (from is null || from.Value == default || into is null || into.Value == default)
            return; // said already
        await CheckSizeAsync(scope.Store, from.Value, scope.Cancellation);
        mutation.Add(
            new Merge(from.Value, into.Value)
            {
                ExpectedVersion = input.Value<int>("fromVersion"),
                ExpectedIntoVersion = input.Value<int>("intoVersion"),
                Force = input.Value<bool>("force") ?? false,
            }
        );
    }

    private static async ValueTask UnmergeAsync(Mutation mutation)
    {
        var (input, scope) = (mutation.Input, mutation.Scope);
        if (input.Id("id", []) is not { } id || id == default)
            return; // said already
        var unmerge = await Separation.OfAsync(scope.Store, id, scope.Cancellation);
        mutation.Add(unmerge with { ExpectedVersion = input.Value<int>("version") });
    }

    /// <summary>Counts before it reads: a commit reads all that it changes.</summary>
    private static async ValueTask CheckSizeAsync(IClaimStore store, NodeId from, CancellationToken cancellation)
    {
        if (Noun.Find(from.Kind) is not { IsLink: false })
            return; // refused for that
        var count = await store.CountNamingAsync(from, cancellation);
        if (count > Limits.Merged)
            throw new RefusedException(
                ProblemCode.TooLong,
                $"{count:N0} records name {from.Kind} {from}; a merge can change {Limits.Merged:N0}. Merge the other into it instead, or "
                    + "retract what is not needed.",
                "from"
            );
    }

    private static Deferred Preview(ApiScope scope, FieldContext context)
    {
        var from = Ids.Get(scope, (string)context.Argument("from")!, "from");
        var into = Ids.Get(scope, (string)context.Argument("into")!, "into");
        var first = PageArguments.Size(context, "first", DefaultFirst);
        return scope.Loaders.Call(
            (from, into, first, scope),
            static async (store, asked, cancellation) =>
            {
                await CheckSizeAsync(store, asked.from, cancellation);
                var writes = await WritesAsync(store, asked.scope, new Merge(asked.from, asked.into) { Force = true }, cancellation);
                return MergePreview.Of(
                    asked.from,
                    asked.into,
                    writes,
                    await store.GetAsync([asked.from, asked.into], cancellation),
                    asked.first
                );
            }
        );
    }

    private static Deferred PreviewOfUnmerge(ApiScope scope, FieldContext context)
    {
        var id = Ids.Get(scope, (string)context.Argument("id")!, "id");
        var first = PageArguments.Size(context, "first", DefaultFirst);
        return scope.Loaders.Call(
            (id, first, scope),
            static async (store, asked, cancellation) =>
            {
                var unmerge = await Separation.OfAsync(store, asked.id, cancellation);
                var writes = await WritesAsync(store, asked.scope, unmerge, cancellation);
                var merged = (await store.GetAsync([asked.id], cancellation))[0]!;
                var into = (await store.GetAsync([merged.MergedInto!.Value], cancellation))[0]!;
                return UnmergePreview.Of(merged, into, writes, asked.first);
            }
        );
    }

    /// <summary>What a commit of an operation would write.</summary>
    private static async ValueTask<IReadOnlyList<NodeWrite>> WritesAsync(
        IClaimStore store,
        ApiScope scope,
        Operation operation,
        CancellationToken cancellation
    )
    {
        var changes = new ChangeSet
        {
            Principal = scope.Principal.Name,
            Reason = "preview",
            Operations = [operation],
        };
        return (await Stores.Preview.RunAsync(store, changes, scope.Clock, cancellation)).Writes;
    }
}
