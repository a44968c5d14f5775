using System.Buffers.Text;
using System.Globalization;
using System.Text;
using ClaimGraph.GraphQL.Api.Loading;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Engine.Fields;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Search;

/// <summary>A page of hits. Its cursors are places in the order of the hits.</summary>
internal sealed class SearchPage(SearchQuery query, SearchResult result) : IPageInfo
{
    private const string CursorStart = "hit:";

    /// <summary>The hits of the page.</summary>
    public SearchEdge[] Edges { get; } = [.. result.Hits.Select((hit, i) => new SearchEdge(hit, query.Offset + i + 1))];

    public NodeId[] Nodes { get; } = [.. result.Hits.Select(h => h.Id)];

    public int TotalCount => result.Total;

    public bool HasNextPage => query.Offset + Edges.Length < Math.Min(result.Total, SearchQuery.MostHits);
    public bool HasPreviousPage => query.Offset > 0;
    public string? StartCursor => Edges is [var first, ..] ? first.Cursor : null;
    public string? EndCursor => Edges is [.., var last] ? last.Cursor : null;

    public static string CursorAt(int place) =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes(CursorStart + place.ToString(CultureInfo.InvariantCulture)));

    /// <summary>How many hits stand up to a cursor.</summary>
    public static int OffsetAfter(string? cursor)
    {
        if (cursor is null)
            return 0;
        if (
            Base64Url.IsValid(cursor)
            && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)) is var text
            && text.StartsWith(CursorStart, StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(CursorStart.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var place)
            && place <= SearchQuery.MostHits
        )
            return place;
        throw new RefusedException(ProblemCode.InvalidFormat, "This is not a cursor of a search; use one that a search returned.", "after");
    }
}

/// <param name="Place">From 1.</param>
internal sealed record SearchEdge(SearchHit Hit, int Place)
{
    public string Cursor => SearchPage.CursorAt(Place);
}

internal sealed class SearchConnectionType : ObjectGraphType<SearchPage>
{
    public SearchConnectionType()
    {
        Name = "SearchConnection";
        Description = "A page of the hits of a search, best match first.";
        this.Resolve("nodes", "[Node!]!", "The records found.", static (page, context) => context.Request.Loaders.Nodes(page.Nodes))
            .Costs(Weight.OfPage);
        this.Part("edges", "[SearchEdge!]!", "The records found, each with what the search says of it.", static page => page.Edges)
            .Costs(Weight.OfPage);
        this.Part("pageInfo", "PageInfo!", "Whether more hits precede and follow the page.", static page => page);
        this.Leaf(
            "totalCount",
            "Int!",
            $"The number of hits. With `BEST` or a filter at most {SearchQuery.MostHits:N0}, as no more are compared.",
            static page => page.TotalCount
        );
    }
}

internal sealed class SearchEdgeType : ObjectGraphType<SearchEdge>
{
    public SearchEdgeType()
    {
        Name = "SearchEdge";
        Description = "A record that a search found.";
        this.Resolve("node", "Node!", "The record.", static (edge, context) => context.Request.Loaders.Node(edge.Hit.Id));
        this.Leaf(
            "cursor",
            "String!",
            "The place of the hit, for `after`. Hits can change their places when records are entered or changed.",
            static edge => edge.Cursor
        );
        this.Leaf(
            "score",
            "Float!",
            "How well the record matches: the higher, the better. Scores can be compared only within one result.",
            static edge => edge.Hit.Score
        );
        this.Part("highlight", "Highlight!", "A passage that matches.", static edge => Highlight.Of(edge.Hit.Highlight ?? ""))
            .Costs(Weight.Passage);
    }
}
