using ClaimGraph.GraphQL.Api.Filters;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.Ledger;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Subscriptions;

/// <summary>What can be followed. Every field shows the ledger through a filter of its own.</summary>
internal sealed class SubscriptionPart : IApiPart
{
    // Each event is answered anew, without a further charge.
    private static readonly Weight Following = Weight.Commit;
    private static readonly ValueTask<object?> OfNoConcern = new((object?)null);

    public void AddTo(ApiDefinition api)
    {
        api.Add(Types);
        Add(api, "changes", "ChangesEvent!", "Every change to the graph.", Changes,
            Sdl.Argument("filter", "ChangeFilter", "Which changes; all when not given."));
        Add(api, "statementChanged", "StatementChangedEvent!",
            "Changes to a statement: its own; what is entered, changed or withdrawn of its appearances, its reviews, the evidence on it "
            + "and the evidence on that; and whatever else changes what is computed of it (counts, strength, verdict, attention, claimant), a source of its evidence "
            + "that is withdrawn for example.", StatementChanged, Sdl.Argument("id", "ID!", "The statement."));
        Add(api, "evidenceAdded", "EvidenceAddedEvent!", "New evidence.",
            static context => Entered(context, NodeKind.Evidence), Filter(NodeKind.Evidence));
        Add(api, "reviewPublished", "ReviewPublishedEvent!", "New reviews.",
            static context => Entered(context, NodeKind.Review), Filter(NodeKind.Review));
    }

    private static IEnumerable<IGraphType> Types =>
    [
        new ChangesEventType(), new StatementChangedEventType(), new ChangeFilterType(),
        new EnteredEventType(NodeKind.Evidence, "EvidenceAddedEvent", "evidence", "Evidence was entered."),
        new EnteredEventType(NodeKind.Review, "ReviewPublishedEvent", "reviews", "Reviews were entered."),
    ];

    private static QueryArgument Filter(NodeKind kind) =>
        Sdl.Argument("filter", $"{kind}Filter", "Which ones, by what was entered.");

    private static void Add(
        ApiDefinition api, string name, string type, string description, Func<FieldContext, EventFilter> filter, QueryArgument own)
    {
        var resolver = new EventResolver(context => new LedgerStream(context.Request, filter(context), context.Argument("after") as int?))
        {
            Weight = Following,
        };
        api.Subscription.AddField(new FieldType
        {
            Name = name, ResolvedType = Sdl.Type(type), Description = description, Resolver = resolver, StreamResolver = resolver,
            Arguments = new QueryArguments(own, Sdl.Argument("after", "Int",
                "Begins with what was committed after this revision, the last one that the client has seen; without it with the next commit. "
                + "0 for everything.")),
        });
    }

    private static EventFilter Changes(FieldContext context)
    {
        var filter = context.Argument("filter") as ChangeFilter ?? ChangeFilter.None;
        if (Math.Max(filter.Nodes?.Count ?? 0, filter.Principals?.Count ?? 0) > context.Request.Options.MaxValues)
            throw new RefusedException(ProblemCode.TooLong, $"At most {context.Request.Options.MaxValues} values can be given at once.", "filter");
        return happened => filter.Choose(happened.Entry) is { Count: > 0 } changes ? new(new ChangesEvent(happened.Entry, changes)) : OfNoConcern;
    }

    private static EventFilter StatementChanged(FieldContext context)
    {
        var id = Ids.Parse((string)context.Argument("id")!, "id", NodeKind.Statement);
        return async happened =>
        {
            var changes = (await happened.StatementsAsync())[id].ToArray();
            return changes.Length > 0 || happened.Affects(id) ? new StatementChangedEvent(happened.Entry, id, changes) : null;
        };
    }

    private static EventFilter Entered(FieldContext context, NodeKind kind)
    {
        var filter = (context.Argument("filter") as FilterInput)?.ToFilter(context.Request.Options);
        return happened => happened.Where(ChangeAction.Create, kind, node => filter?.Matches(node) != false) is { Count: > 0 } changes
            ? new(new EnteredEvent(happened.Entry, kind, changes)) : OfNoConcern;
    }
}
