using ClaimGraph.GraphQL.Api.Filters;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.Ledger;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Subscriptions;

/// <summary>The subscriptions. Each field shows the ledger through a filter of its own.</summary>
internal sealed class SubscriptionPart : IApiPart
{
    // Charged once, at the start; events cost nothing more.
    private static readonly Weight Following = Weight.Commit;
    private static readonly ValueTask<object?> NotWanted = new((object?)null);

    public void AddTo(ApiDefinition api)
    {
        api.Add(Types);
        Add(
            api,
            "changes",
            "ChangesEvent!",
            "Reports the changes of the graph.",
            Changes,
            Sdl.Argument("filter", "ChangeFilter", "The changes to report. The default is all changes.")
        );
        Add(
            api,
            "statementChanged",
            "StatementChangedEvent!",
            "Reports changes of a statement, of its appearances and reviews, of the evidence on it and of the evidence on that evidence, "
                + "and all other changes that affect its computed values (counts, strength, verdict, attention, claimant), such as the "
                + "retraction of a source that its evidence cites.",
            StatementChanged,
            Sdl.Argument("id", "ID!", "The statement.")
        );
        Add(
            api,
            "evidenceAdded",
            "EvidenceAddedEvent!",
            "Reports new evidence.",
            static context => Entered(context, NodeKind.Evidence),
            Filter(NodeKind.Evidence)
        );
        Add(
            api,
            "reviewPublished",
            "ReviewPublishedEvent!",
            "Reports new reviews.",
            static context => Entered(context, NodeKind.Review),
            Filter(NodeKind.Review)
        );
    }

    private static IEnumerable<IGraphType> Types =>
        [
            new ChangesEventType(),
            new StatementChangedEventType(),
            new ChangeFilterType(),
            new EnteredEventType(NodeKind.Evidence, "EvidenceAddedEvent", "evidence", "Evidence was created."),
            new EnteredEventType(NodeKind.Review, "ReviewPublishedEvent", "reviews", "Reviews were created."),
        ];

    private static QueryArgument Filter(NodeKind kind) =>
        Sdl.Argument(
            "filter",
            $"{kind}Filter",
            "The records to report, by the values that were entered. Linked records cannot be asked about."
        );

    private static void Add(
        ApiDefinition api,
        string name,
        string type,
        string description,
        Func<FieldContext, EventFilter> filter,
        QueryArgument own
    )
    {
        var resolver = new EventResolver(context => new LedgerStream(context.Request, filter(context), context.Argument("after") as int?))
        {
            Weight = Following,
        };
        api.Subscription.AddField(
            new FieldType
            {
                Name = name,
                ResolvedType = Sdl.Type(type),
                Description = description,
                Resolver = resolver,
                StreamResolver = resolver,
                Arguments = new QueryArguments(
                    own,
                    Sdl.Argument(
                        "after",
                        "Int",
                        "Starts after this revision, the last one that you have seen. Without it, the subscription starts with the next "
                            + "commit. 0 starts at the beginning."
                    )
                ),
            }
        );
    }

    private static EventFilter Changes(FieldContext context)
    {
        var filter = context.Argument("filter") as ChangeFilter ?? ChangeFilter.None;
        if (Math.Max(filter.Nodes?.Count ?? 0, filter.Principals?.Count ?? 0) > context.Request.Options.MaxValues)
            throw new RefusedException(
                ProblemCode.TooLong,
                $"This filter has too many values; use at most {context.Request.Options.MaxValues} of each.",
                "filter"
            );
        filter = filter.Known(context.Request);
        return happened =>
            filter.Choose(happened.Entry) is { Count: > 0 } changes ? new(new ChangesEvent(happened.Entry, changes)) : NotWanted;
    }

    private static EventFilter StatementChanged(FieldContext context)
    {
        var id = Ids.Get(context.Request, (string)context.Argument("id")!, "id", NodeKind.Statement);
        return async happened =>
        {
            var changes = (await happened.StatementsAsync())[id].ToArray();
            return changes.Length > 0 || happened.Affects(id) ? new StatementChangedEvent(happened.Entry, id, changes) : null;
        };
    }

    private static EventFilter Entered(FieldContext context, NodeKind kind)
    {
        var filter = (context.Argument("filter") as FilterInput)?.ToFilter(context.Request);
        if (filter?.FollowsLinks == true)
            throw new RefusedException(
                ProblemCode.Inconsistent,
                "A subscription cannot filter by linked records; filter by what the record itself says, "
                    + "and ask for the others in the event.",
                "filter"
            );
        return happened =>
            happened.Where(ChangeAction.Create, kind, node => filter?.Matches(node) != false) is { Count: > 0 } changes
                ? new(new EnteredEvent(happened.Entry, kind, changes))
                : NotWanted;
    }
}
