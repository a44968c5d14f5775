using ClaimGraph.GraphQL.Api.Lists;
using ClaimGraph.GraphQL.Api.Loading;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.Queries;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Nouns;

/// <summary>The type of one noun, with the fields that all have.</summary>
internal abstract class NounType<T> : ObjectGraphType<T>, IApiPart where T : Node
{
    protected NounType(string description)
    {
        Name = typeof(T).Name;
        Description = description;
        Common("id", static n => n.Id);
        Common("key", static n => n.Key);
        Common("version", static n => n.Version);
        Common("createdAt", static n => n.CreatedAt);
        Common("status", static n => n.Status);
        Common("statusReason", static n => n.StatusReason);
        this.Resolve("history", "[LedgerEntry!]!", "The entries of the ledger that changed this record, newest first, each with its changes to this record only.",
            static (node, context) => context.Request.Loaders.Call((node.Id, context), History),
            Sdl.Argument("first", "Int", "How many entries.", 20),
            Sdl.Argument("before", "Int", "Only entries before this revision."))
            .Costs(Weight.List(PageArguments.Entries("first", 20)));
    }

    /// <summary>Adds the type; nouns that have parts add those as well.</summary>
    public virtual void AddTo(ApiDefinition api) => api.Add(this, nameof(Node));

    /// <summary>A list of the nodes that name this one in <paramref name="via"/>.</summary>
    protected void Links(string name, string description, Field via) =>
        this.Resolve(name, $"{via.Kind}Connection!", description,
            (node, context) => new LinkConnection(context.Request.Loaders, context.Read(via, PageArguments.Links), node.Id),
            PageArguments.For(via.Kind, newestFirst: false)).Costs(PageArguments.Cost);

    /// <summary>The list of the evidence in <paramref name="via"/>, which can be asked for by stance.</summary>
    protected void EvidenceLinks(string name, string description, Field via) =>
        this.Resolve(name, "EvidenceConnection!", description,
            (node, context) => new LinkConnection(context.Request.Loaders, context.Read(via, EvidenceQuery), node.Id),
            PageArguments.For(NodeKind.Evidence, newestFirst: false, Sdl.Argument("stance", "[Stance!]", "Only evidence of these stances."))).Costs(PageArguments.Cost);

    /// <summary>The node that <paramref name="read"/> names.</summary>
    protected void Link(string name, string type, string description, Func<T, NodeId?> read) =>
        this.Resolve(name, type, description, (node, context) => context.Request.Loaders.Node(read(node)));

    /// <summary>The nodes that <paramref name="read"/> names: a list that is part of the record and bounded with it.</summary>
    protected void LinkList(string name, string type, string description, Func<T, IReadOnlyList<NodeId>> read) =>
        this.Resolve(name, $"[{type}!]!", description, (node, context) => context.Request.Loaders.Nodes(read(node))).Costs(Weight.SomeRecords);

    private void Common<TValue>(string name, Func<T, TValue> read)
    {
        var (_, type, description) = Array.Find(NodeInterface.NounFields, f => f.Name == name);
        this.Leaf(name, type, description, read);
    }

    private static LinkQuery EvidenceQuery(FieldContext context, Field via) =>
        PageArguments.Links(context, via, context.Argument("stance") is IEnumerable<object> stances
            ? Filter.Where(Catalogue.Evidence.Stance, Comparison.In, [.. stances]) : null);

    private static async ValueTask<object?> History(IClaimStore store, (NodeId Id, FieldContext Context) asked, CancellationToken cancellation)
    {
        var before = asked.Context.Argument("before") is int revision ? revision : long.MaxValue;
        return await store.HistoryAsync(asked.Id, before, PageArguments.Size(asked.Context, "first", 20), cancellation);
    }
}
