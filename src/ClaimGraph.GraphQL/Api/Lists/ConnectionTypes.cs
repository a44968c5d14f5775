using ClaimGraph.GraphQL.Api.Loading;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.Queries;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Lists;

/// <summary>A page of a list of one noun, as Relay's Cursor Connections specification shows it.</summary>
internal sealed class ConnectionType : ObjectGraphType<Connection>
{
    public ConnectionType(NodeKind kind)
    {
        Name = $"{kind}Connection";
        Description = $"A page of a list of nodes of type {kind}.";
        this.Resolve("nodes", $"[{kind}!]!", "The nodes of the page, in list order.", static (c, _) => c.Nodes()).Costs(Weight.OfPage);
        this.Resolve("edges", $"[{kind}Edge!]!", "The nodes of the page, each with its cursor.", static (c, _) => c.Edges()).Costs(Weight.OfPage);
        this.Resolve("pageInfo", "PageInfo!", "What is before and after the page.", static (c, _) => c.PageInfo()).Costs(Weight.Value);
        this.Resolve("totalCount", "Int!", "How many nodes the whole list has. Counted only when it is asked for.", static (c, _) => c.TotalCount()).Costs(Weight.Count);
    }
}

internal sealed class EdgeType : ObjectGraphType<Edge>
{
    public EdgeType(NodeKind kind)
    {
        Name = $"{kind}Edge";
        Description = $"One node of type {kind} in a list.";
        this.Part("node", $"{kind}!", "The node.", static e => e.Node);
        this.Leaf("cursor", "String!", "The place of the node in the list, for `after` and `before`. It stays right whatever is added or retracted.",
            static e => Cursor.Encode(e.Node, e.Order));
    }
}

internal sealed class PageInfoType : ObjectGraphType<Connection>
{
    public PageInfoType()
    {
        Name = "PageInfo";
        Description = "What is before and after a page (Relay Cursor Connections).";
        this.Leaf("hasNextPage", "Boolean!", "With `first`: whether more follow. With `last`: whether `before` was given.", static c => c.Page!.HasNext);
        this.Leaf("hasPreviousPage", "Boolean!", "With `last`: whether more precede. With `first`: whether `after` was given.", static c => c.Page!.HasPrevious);
        this.Leaf("startCursor", "String", "The cursor of the first node of the page; null when it is empty.", static c => CursorAt(c, 0));
        this.Leaf("endCursor", "String", "The cursor of the last node of the page; null when it is empty.", static c => CursorAt(c, c.Page!.Nodes.Count - 1));
    }

    private static string? CursorAt(Connection connection, int position) =>
        connection.Page!.Nodes.Count == 0 ? null : Cursor.Encode(connection.Page.Nodes[position], connection.Order);
}
