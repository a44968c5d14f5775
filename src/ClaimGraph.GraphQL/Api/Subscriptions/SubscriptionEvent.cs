using System.Text.Json.Nodes;
using ClaimGraph.GraphQL.Api.Filters;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.GraphQL.Engine.Values;
using ClaimGraph.Ledger;

namespace ClaimGraph.GraphQL.Api.Subscriptions;

/// <summary>What one commit means to a subscriber.</summary>
internal abstract record SubscriptionEvent(LedgerEntry Entry);

/// <param name="Changes">The changes that pass the subscriber's filter; never empty.</param>
internal sealed record ChangesEvent(LedgerEntry Entry, IReadOnlyList<Change> Changes) : SubscriptionEvent(Entry);

/// <param name="Changes">
/// The changes of the statement and of the records linked to it; empty if the commit changed only computed values of the statement.
/// </param>
internal sealed record StatementChangedEvent(LedgerEntry Entry, NodeId Statement, IReadOnlyList<Change> Changes) : SubscriptionEvent(Entry);

/// <param name="Changes">The entries that pass the subscriber's filter; never empty.</param>
internal sealed record EnteredEvent(LedgerEntry Entry, NodeKind Kind, IReadOnlyList<Change> Changes) : SubscriptionEvent(Entry);

/// <summary>The filter of <c>changes</c>. A condition that is null lets everything pass.</summary>
/// <param name="Nodes">Ids, and names of records until <see cref="Known"/>.</param>
internal sealed record ChangeFilter(
    IReadOnlySet<NodeKind>? Kinds,
    IReadOnlySet<ChangeAction>? Actions,
    IReadOnlySet<object>? Nodes,
    IReadOnlySet<string>? Principals
) : INamesRecords
{
    public static readonly ChangeFilter None = new(null, null, null, null);

    public IEnumerable<string> Names => (Nodes ?? Empty).OfType<NamedRecord>().Select(n => n.Name);

    private static readonly IReadOnlySet<object> Empty = new HashSet<object>();

    /// <summary>The same filter with the records that its names stand for.</summary>
    public ChangeFilter Known(ApiScope scope) =>
        Nodes is null
            ? this
            : this with
            {
                Nodes = Nodes.Select(n => n is NamedRecord name ? name.Find(scope, "filter", []) : n).ToHashSet(),
            };

    /// <summary>The filter as the value of a variable.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject();
        Add("kinds", Kinds?.Select(kind => EnumName.Of(kind).Value));
        Add("actions", Actions?.Select(action => EnumName.Of(action).Value));
        Add("nodes", Nodes?.Select(node => node is NamedRecord name ? name.Name : $"{node}"));
        Add("principals", Principals);
        return json;

        void Add(string name, IEnumerable<string>? values)
        {
            if (values is not null)
                json[name] = new JsonArray([.. values.Select(v => (JsonNode)v)]);
        }
    }

    public IReadOnlyList<Change> Choose(LedgerEntry entry) =>
        this == None ? entry.Changes
        : Principals?.Contains(entry.Principal) == false ? []
        : [.. entry.Changes.Where(Passes)];

    private bool Passes(Change change) =>
        Kinds?.Contains(change.Node.Kind) != false && Actions?.Contains(change.Action) != false && Nodes?.Contains(change.Node) != false;
}
