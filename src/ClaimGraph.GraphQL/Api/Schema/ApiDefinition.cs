using ClaimGraph.GraphQL.Api.Requests;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Schema;

/// <summary>What the parts of the API add to. Types name each other, so the order of the parts does not matter.</summary>
internal sealed class ApiDefinition
{
    private readonly List<IGraphType> _types = [];
    private readonly List<(string Wider, string Member)> _members = [];
    private readonly List<Action> _extensions = [];

    /// <summary>The root of all reading.</summary>
    public ObjectGraphType<ApiScope> Query { get; } = new() { Name = "Query", Description = "What you can read." };

    /// <summary>The root of all writing.</summary>
    public ObjectGraphType<ApiScope> Mutation { get; } =
        new()
        {
            Name = "Mutation",
            Description =
                "What you can write. Each field makes one commit with one entry in the ledger; with `@atomic`, "
                + "all fields together make one.",
        };

    /// <summary>The root of all following.</summary>
    public ObjectGraphType<ApiScope> Subscription { get; } =
        new()
        {
            Name = "Subscription",
            Description =
                "What you can subscribe to, over WebSocket (`graphql-transport-ws`) or server-sent events. "
                + "Events come from the ledger, in its order and each exactly once. Every server on the same store sends the same events.",
        };

    public void Add(params IEnumerable<IGraphType> types) => _types.AddRange(types);

    /// <summary>Adds an object type that has the fields of an interface, which another part adds.</summary>
    public void Add(IObjectGraphType type, string implementing)
    {
        _types.Add(type);
        _members.Add((implementing, type.Name));
    }

    /// <summary>Adds a union of object types, which other parts may add.</summary>
    public void AddUnion(string name, string description, params IEnumerable<string> members)
    {
        _types.Add(new UnionGraphType { Name = name, Description = description });
        foreach (var member in members)
            _members.Add((name, member));
    }

    /// <summary>Extends each type of a sort, whichever part adds it.</summary>
    public void Extend<TType>(Action<TType> extend)
        where TType : IGraphType =>
        _extensions.Add(() =>
        {
            foreach (var type in _types.OfType<TType>())
                extend(type);
        });

    /// <summary>Gives the schema all that was added.</summary>
    public void Complete(ISchema schema)
    {
        foreach (var extend in _extensions)
            extend();
        foreach (var (wider, member) in _members)
            Join((IAbstractGraphType)Find(wider), (IObjectGraphType)Find(member));
        foreach (var type in _types)
            schema.RegisterType(type);
        (schema.Query, schema.Mutation, schema.Subscription) = (Query, Mutation, Subscription);
    }

    private IGraphType Find(string name) => _types.Single(t => t.Name == name);

    private static void Join(IAbstractGraphType wider, IObjectGraphType member)
    {
        if (wider is IInterfaceGraphType shared)
            member.AddResolvedInterface(shared);
        wider.AddPossibleType(member);
    }
}
