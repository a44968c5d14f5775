using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.Ledger;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Subscriptions;

/// <summary>The type of an event, with the fields that all have.</summary>
internal abstract class EventType<T> : ObjectGraphType<T> where T : Event
{
    protected EventType(string name, string description)
    {
        Name = name;
        Description = description + " One commit is one event.";
        this.Leaf("revision", "Int!", "The revision of the commit. A subscription with `after` set to it goes on with what came next.", static e => e.Entry.Revision);
        this.Leaf("recordedAt", "DateTime!", "When it was committed.", static e => e.Entry.RecordedAt);
        this.Leaf("principal", "String!", "Who changed.", static e => e.Entry.Principal);
        this.Leaf("reason", "String", "Why.", static e => e.Entry.Reason);
    }
}

internal sealed class ChangesEventType : EventType<ChangesEvent>
{
    public ChangesEventType() : base("ChangesEvent", "Records were entered, changed or withdrawn.") =>
        this.Part("changes", "[Change!]!", "What changed and passes the filter; never empty.", static e => e.Changes);
}

internal sealed class StatementChangedEventType : EventType<StatementChangedEvent>
{
    public StatementChangedEventType() : base("StatementChangedEvent", "A statement changed, or what is linked to it, or what is computed of it.")
    {
        this.Resolve("statement", "Statement", "The statement as it is now.", static (e, context) => context.Request.Loaders.Node(e.Statement));
        this.Part("change", "Change", "What was done to the statement itself; null when something else changed.",
            static e => e.Changes.FirstOrDefault(c => c.Node == e.Statement));
        this.Part("links", "[Change!]!", "What was done to its appearances, its reviews, the evidence on it and the evidence on that.",
            static e => e.Changes.Where(c => c.Node != e.Statement).ToArray());
        this.Part("causes", "[Change!]!", "The changes of the commit, where neither the statement nor its links were changed and yet what is computed of it is another now; else empty.",
            static e => e.Changes.Count == 0 ? e.Entry.Changes : []);
    }
}

/// <summary>Records of one kind were entered.</summary>
internal sealed class EnteredEventType : EventType<EnteredEvent>
{
    public EnteredEventType(NodeKind kind, string name, string field, string description) : base(name, description)
    {
        this.Resolve(field, $"[{kind}!]!", "The records as they are now, in the order in which they were entered.",
            static (e, context) => context.Request.Loaders.Nodes([.. e.Changes.Select(c => c.Node)])).Costs(Weight.SomeRecords);
        this.Part("changes", "[Change!]!", "The same as they stand in the ledger; never empty.", static e => e.Changes);
    }
}

internal sealed class ChangeFilterType : InputObjectGraphType<ChangeFilter>
{
    public ChangeFilterType()
    {
        Name = "ChangeFilter";
        Description = "Which changes a subscription tells of. All that is given must hold.";
        this.Input("kinds", "[NodeKind!]", "Changes to records of these kinds.");
        this.Input("actions", "[ChangeAction!]", "Changes of these sorts.");
        this.Input("nodes", "[ID!]", "Changes to these records; 500 at most unless the server is set otherwise.");
        this.Input("principals", "[String!]", "Changes by these principals; 500 at most unless the server is set otherwise.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new ChangeFilter(
        Set(value, "kinds", static v => (NodeKind)v), Set(value, "actions", static v => (ChangeAction)v),
        Set(value, "nodes", static v => Ids.Parse((string)v, "nodes")), Set(value, "principals", static v => (string)v));

    public override bool IsValidDefault(object value) => value is ChangeFilter;

    private static HashSet<T>? Set<T>(IDictionary<string, object?> given, string name, Func<object, T> read) =>
        given.TryGetValue(name, out var value) && value is IEnumerable<object> list ? [.. list.Select(read)] : null;
}
