using ClaimGraph.GraphQL.Api.Filters;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.Ledger;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Subscriptions;

/// <summary>The type of an event, with the fields that all have.</summary>
internal abstract class EventType<T> : ObjectGraphType<T>
    where T : SubscriptionEvent
{
    protected EventType(string name, string description)
    {
        Name = name;
        Description = description + " One commit is one event.";
        this.Leaf(
            "revision",
            "Int!",
            "The revision of the commit. To continue after this event, subscribe with `after` set to this revision.",
            static e => e.Entry.Revision
        );
        this.Leaf("recordedAt", "DateTime!", "When the change was committed.", static e => e.Entry.RecordedAt);
        this.Leaf("principal", "String!", "Who made the change.", static e => e.Entry.Principal);
        this.Leaf("reason", "String", "The reason for the change.", static e => e.Entry.Reason);
    }
}

internal sealed class ChangesEventType : EventType<ChangesEvent>
{
    public ChangesEventType()
        : base("ChangesEvent", "Records were created, changed or retracted.") =>
        this.Part("changes", "[Change!]!", "The changes that match the filter. Never empty.", static e => e.Changes);
}

internal sealed class StatementChangedEventType : EventType<StatementChangedEvent>
{
    public StatementChangedEventType()
        : base("StatementChangedEvent", "A statement, a record that is linked to it, or a value that is computed from them changed.")
    {
        this.Resolve(
            "statement",
            "Statement",
            "The statement as it is now.",
            static (e, context) => context.Request.Loaders.Node(e.Statement)
        );
        this.Part(
            "change",
            "Change",
            "The change of the statement itself. Null if something else changed.",
            static e => e.Changes.FirstOrDefault(c => c.Node == e.Statement)
        );
        this.Part(
            "links",
            "[Change!]!",
            "The changes of its appearances, its reviews, the evidence on it, and the evidence on that evidence.",
            static e => e.Changes.Where(c => c.Node != e.Statement).ToArray()
        );
        this.Part(
            "causes",
            "[Change!]!",
            "All changes of the commit, if they changed neither the statement nor the records linked to it, but did change "
                + "a computed value of the statement. Otherwise empty.",
            static e => e.Changes.Count == 0 ? e.Entry.Changes : []
        );
    }
}

/// <summary>Records of one kind were entered.</summary>
internal sealed class EnteredEventType : EventType<EnteredEvent>
{
    public EnteredEventType(NodeKind kind, string name, string field, string description)
        : base(name, description)
    {
        this.Resolve(
                field,
                $"[{kind}!]!",
                "The records as they are now, in the order of their creation.",
                static (e, context) => context.Request.Loaders.Nodes([.. e.Changes.Select(c => c.Node)])
            )
            .Costs(Weight.SomeRecords);
        this.Part("changes", "[Change!]!", "The same records as the ledger has them. Never empty.", static e => e.Changes);
    }
}

internal sealed class ChangeFilterType : InputObjectGraphType<ChangeFilter>
{
    public ChangeFilterType()
    {
        Name = "ChangeFilter";
        Description = "The changes that a subscription reports. All conditions must hold.";
        this.Input("kinds", "[NodeKind!]", "Only changes of records of these types.");
        this.Input("actions", "[ChangeAction!]", "Only these kinds of changes.");
        this.Input("nodes", "[ID!]", "Only changes of these records. At most 500, unless the server has another limit.");
        this.Input("principals", "[String!]", "Only changes by these principals. At most 500, unless the server has another limit.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) =>
        new ChangeFilter(
            Set(value, "kinds", static v => (NodeKind)v),
            Set(value, "actions", static v => (ChangeAction)v),
            Set(value, "nodes", static v => NamedRecord.Of((string)v, "nodes")),
            Set(value, "principals", static v => (string)v)
        );

    public override bool IsValidDefault(object value) => value is ChangeFilter;

    private static HashSet<T>? Set<T>(IDictionary<string, object?> given, string name, Func<object, T> read) =>
        given.TryGetValue(name, out var value) && value is IEnumerable<object> list ? [.. list.Select(read)] : null;
}
