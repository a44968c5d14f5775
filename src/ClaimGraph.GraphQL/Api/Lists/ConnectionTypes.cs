using ClaimGraph.GraphQL.Api.Loading;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.Queries;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Lists;

/// <summary>A page of a list of one noun, as Relay's Cursor Connections specification shows it.</summary>
internal sealed class ConnectionType : ObjectGraphType<NodeConnection>
{
    public ConnectionType(NodeKind kind)
    {
        Name = $"{kind}Connection";
        Description = $"A page of a list of {Noun.Of(kind).Plural}.";
        this.Resolve("nodes", $"[{kind}!]!", "The records of the page, in the order of the list.", static (c, _) => c.Nodes())
            .Costs(Weight.OfPage);
        this.Resolve("edges", $"[{kind}Edge!]!", "The records of the page, each with its cursor.", static (c, _) => c.Edges())
            .Costs(Weight.OfPage);
        this.Resolve("pageInfo", "PageInfo!", "Whether more records precede and follow the page.", static (c, _) => c.PageInfo())
            .Costs(Weight.Value);
        this.Resolve(
                "totalCount",
                "Int!",
                "The number of records in the whole list. It is counted only if you select it.",
                static (c, _) => c.TotalCount()
            )
            .Costs(Weight.Count);
    }
}

internal sealed class EdgeType : ObjectGraphType<Edge>
{
    public EdgeType(NodeKind kind)
    {
        Name = $"{kind}Edge";
        Description = $"A record of type {kind} in a list.";
        this.Part("node", $"{kind}!", "The record.", static e => e.Node);
        this.Leaf(
            "cursor",
            "String!",
            "The position of the record in the list, for `after` and `before`. It stays valid when records are added or retracted.",
            static e => Cursor.Encode(e.Node, e.Order)
        );
    }
}

internal sealed class PageInfoType : ObjectGraphType<IPageInfo>
{
    public PageInfoType()
    {
        Name = "PageInfo";
        Description = "Information about a page (Relay Cursor Connections).";
        this.Leaf(
            "hasNextPage",
            "Boolean!",
            "With `first`: whether more records follow. With `last`: whether `before` was given.",
            static p => p.HasNextPage
        );
        this.Leaf(
            "hasPreviousPage",
            "Boolean!",
            "With `last`: whether more records precede. With `first`: whether `after` was given.",
            static p => p.HasPreviousPage
        );
        this.Leaf(
            "startCursor",
            "String",
            "The cursor of the first record of the page. Null if the page is empty.",
            static p => p.StartCursor
        );
        this.Leaf("endCursor", "String", "The cursor of the last record of the page. Null if the page is empty.", static p => p.EndCursor);
    }
}
