using ClaimGraph.Access;
using ClaimGraph.Changes;
using ClaimGraph.GraphQL.Api.Lists;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.GraphQL.Engine.Loading;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Arguments;

/// <summary>What the retraction of a record would change.</summary>
internal sealed record Impact(int Count, IReadOnlyList<ImpactChange> Changes);

/// <summary>A record as it is and as it would be.</summary>
internal sealed record ImpactChange(Node Before, Node After);

/// <summary>Shows what a retraction, correction or restoration would change, before anybody makes it.</summary>
internal sealed class ImpactPart : IApiPart
{
    private const int DefaultFirst = 20;

    public void AddTo(ApiDefinition api)
    {
        api.Add(new ImpactType(), new ImpactChangeType());
        api.Query.Resolve(
                "impact",
                "Impact",
                "What the retraction of a record would change, all records included of which only computed values change: evidence that "
                    + "would no longer count, the strength of statements, copies of a source. Nothing is changed. "
                    + "For a retracted record: what its restoration would change.",
                static (scope, context) => Find(scope, context),
                Sdl.Argument("id", "ID!", "The id of a record."),
                Sdl.Argument("first", "Int", "The number of changes to show.", DefaultFirst)
            )
            .Costs(Weight.Pages(PageArguments.Entries("first", DefaultFirst), static _ => Weight.Statistics))
            .Needs(Role.Contributor);
    }

    private static Deferred Find(ApiScope scope, FieldContext context)
    {
        var id = Ids.Get(scope, (string)context.Argument("id")!, "id");
        var first = PageArguments.Size(context, "first", DefaultFirst);
        return scope.Loaders.Call(
            (id, first, scope),
            static async (store, asked, cancellation) => await FindAsync(store, asked, cancellation)
        );
    }

    private static async ValueTask<Impact> FindAsync(
        IClaimStore store,
        (NodeId Id, int First, ApiScope Scope) asked,
        CancellationToken cancellation
    )
    {
        var node =
            (await store.GetAsync([asked.Id], cancellation))[0]
            ?? throw new RefusedException(ProblemCode.NotFound, $"There is no record with the id {asked.Id}.", "id");
        var changes = new ChangeSet
        {
            Principal = asked.Scope.Principal.Name,
            Reason = "impact",
            Operations = [new SetStatus(node.Id, node.IsActive ? RecordStatus.Retracted : RecordStatus.Active)],
        };
        var writes = (await Preview.RunAsync(store, changes, asked.Scope.Clock, cancellation)).Writes;
        var shown = writes.OrderBy(w => w.After.Id.Kind != NodeKind.Statement).Take(asked.First);
        return new Impact(writes.Count, [.. shown.Select(w => new ImpactChange(w.Before!, w.After))]);
    }
}

internal sealed class ImpactType : ObjectGraphType<Impact>
{
    public ImpactType()
    {
        Name = "Impact";
        Description = "What the retraction or restoration of a record would change.";
        this.Leaf("count", "Int!", "The number of records that would change, the record itself included.", static impact => impact.Count);
        this.Part("changes", "[ImpactChange!]!", "The records that would change, statements first.", static impact => impact.Changes)
            .Costs(Weight.OfPage);
    }
}

internal sealed class ImpactChangeType : ObjectGraphType<ImpactChange>
{
    public ImpactChangeType()
    {
        Name = "ImpactChange";
        Description = "A record that would change.";
        this.Part("before", "Node!", "The record as it is.", static change => change.Before);
        this.Part("after", "Node!", "The record as it would be. Lists below it are as they are now.", static change => change.After);
    }
}
