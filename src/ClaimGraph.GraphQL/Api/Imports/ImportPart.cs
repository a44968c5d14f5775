using ClaimGraph.Access;
using ClaimGraph.GraphQL.Api.Lists;
using ClaimGraph.GraphQL.Api.Mutations;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.GraphQL.Engine.Values;
using ClaimGraph.Jobs;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Imports;

/// <summary>The imports of the store. They are no part of the graph: no ledger entry, no id of a node.</summary>
internal sealed class ImportPart : IApiPart
{
    private const string NoJob = "There is no import with this id.";

    public void AddTo(ApiDefinition api)
    {
        api.Add(Types);
        AddQueries(api.Query);
        AddMutation(api.Mutation);
        AddSubscription(api.Subscription);
    }

    private static IEnumerable<IGraphType> Types =>
        [
            new EnumType(typeof(ImportState)),
            new ImportJobType(),
            new ImportJobConnectionType(),
            new ImportProblemType(),
            new ImportProblemConnectionType(),
            new CancelImportPayloadType(),
            new InputType("CancelImportInput", "The input of cancelImport.", new InputField("id", "String!", "The id of the import.")),
        ];

    private static void AddQueries(ObjectGraphType<ApiScope> query)
    {
        query
            .Resolve(
                "importJob",
                "ImportJob",
                "Finds an import by its id.",
                static (scope, context) =>
                    scope.Loaders.Call(
                        (string)context.Argument("id")!,
                        static async (store, id, cancellation) => await store.Jobs.FindAsync(id, cancellation)
                    ),
                Sdl.Argument("id", "String!", "The id of the import: `job_…`.")
            )
            .Needs(Role.Contributor);
        query
            .Resolve(
                "importJobs",
                "ImportJobConnection",
                "Lists the imports, newest first.",
                static (scope, context) =>
                    scope.Loaders.Call(
                        (After: context.Argument("after") as string, First: PageArguments.Size(context, "first", 20)),
                        static async (store, asked, cancellation) => await JobPage.ReadAsync(store, asked.After, asked.First, cancellation)
                    ),
                Sdl.Argument("first", "Int", "The number of imports. At most 100, unless the server has another limit.", 20),
                Sdl.Argument("after", "String", "Only imports after this cursor.")
            )
            .Costs(Weight.List(PageArguments.Entries("first", 20)))
            .Needs(Role.Contributor);
    }

    private static void AddMutation(ObjectGraphType<ApiScope> mutation) =>
        mutation
            .Resolve(
                "cancelImport",
                "CancelImportPayload!",
                "Cancels an import that waits, runs or was interrupted. What it has committed stays. A running import stops after the "
                    + "records that it is committing.",
                static (scope, context) =>
                    scope.Loaders.Call(
                        (scope, Id: (string)((IDictionary<string, object?>)context.Argument("input")!)["id"]!),
                        static async (store, asked, cancellation) =>
                            await CancelAsync(store, asked.Id, asked.scope.Clock.GetUtcNow(), cancellation)
                    ),
                Sdl.Argument("input", "CancelImportInput!", "The import to cancel.")
            )
            .Costs(Weight.Commit)
            .Needs(Role.Contributor);

    private static void AddSubscription(ObjectGraphType<ApiScope> subscription)
    {
        var resolver = new EventResolver(static context => new ProgressStream(context.Request, (string)context.Argument("id")!))
        {
            Weight = Weight.Commit,
        };
        var field = new FieldType
        {
            Name = "importProgress",
            ResolvedType = Sdl.Type("ImportJob!"),
            Description =
                "Reports how far an import is: at once, and whenever that has changed, at most twice a second. The subscription ends when "
                + "the import has ended.",
            Resolver = resolver,
            StreamResolver = resolver,
            Arguments = new QueryArguments(Sdl.Argument("id", "String!", "The id of the import.")),
        };
        subscription.AddField(field);
        field.Needs(Role.Contributor);
    }

    private static async ValueTask<CancelImportPayload> CancelAsync(
        IClaimStore store,
        string id,
        DateTimeOffset at,
        CancellationToken cancellation
    ) =>
        await store.Jobs.CancelAsync(id, at, cancellation) switch
        {
            null => Refused(ProblemCode.NotFound, NoJob),
            { State: ImportState.Cancelled } job => new CancelImportPayload(job, []),
            { State: var state } => Refused(ProblemCode.Inconsistent, $"The import has ended; its state is {EnumName.Of(state).Value}."),
        };

    private static CancelImportPayload Refused(string code, string message) => new(null, [new Problem(code, message, ["input", "id"])]);
}
