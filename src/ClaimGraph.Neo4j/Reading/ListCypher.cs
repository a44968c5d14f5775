using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Labels;
using ClaimGraph.Queries;

namespace ClaimGraph.Neo4j.Reading;

/// <summary>Lists and links, with keyset paging: a cursor is a place in the order, not a number of rows to skip.</summary>
internal static class ListCypher
{
    /// <param name="more">How many rows more than the page to read.</param>
    public static Query List(ListQuery list, NodeCache.View view, PageRows page, int more)
    {
        var label = NodeLabel.Of(list.Kind);
        return new QueryBuilder()
            .AppendMatch(label, list.Filter ?? new And([]))
            .AppendBounds(label, list.Order, list.Page)
            .Append(" WITH n")
            .AppendOrder(label, list.Order, list.Page, more)
            .Append(label.Rows())
            .Query(row => page.Add(label, row, view));
    }

    /// <summary>
    /// One query for all nodes. The page of each comes from an index on the property, or from its relationships if the field is a list.
    /// </summary>
    /// <param name="more">How many rows more than each page to read.</param>
    public static Query Links(LinkQuery links, IReadOnlyList<NodeId> nodes, NodeCache.View view, PageRows[] pages, int more)
    {
        var (label, isList) = (NodeLabel.Of(links.Via.Kind), links.Via.Type != DataType.Reference);
        // An index on (property, createdAt, id) has the nodes in order, which Neo4j notices only if the order names the property.
        var first = isList ? null : $"n.{label.Property(links.Via)}";
        return new QueryBuilder()
            .AppendForEach(nodes)
            .AppendNaming(label, links.Via, links.Filter)
            .AppendBounds(label, links.Order, links.Page)
            .Append(isList ? " WITH DISTINCT n" : " WITH n")
            .AppendOrder(label, links.Order, links.Page, more, first)
            .Append($" RETURN n }}{label.Rows("i, ")}")
            .Query(row => pages[row.Long()].Add(label, row, view));
    }

    public static Query CountLinks(Field via, Filter? filter, IReadOnlyList<NodeId> nodes, long[] counts) =>
        new QueryBuilder()
            .AppendForEach(nodes)
            .AppendNaming(NodeLabel.Of(via.Kind), via, filter)
            .Append(" RETURN count(DISTINCT n) AS c } RETURN i, c")
            .Query(row => counts[row.Long()] = row.Long());

    // The nodes are $p0.
    private static QueryBuilder AppendForEach(this QueryBuilder query, IReadOnlyList<NodeId> nodes) =>
        query.Append("UNWIND range(0, size(").Parameter(NodeCypher.Values(nodes)).Append(") - 1) AS i CALL { WITH i ");

    private static QueryBuilder AppendNaming(this QueryBuilder query, NodeLabel label, Field via, Filter? filter)
    {
        query.Append(
            via.Type == DataType.Reference
                ? $"MATCH (n:{label.Name}) WHERE n.{label.Property(via)} = $p0[i]{Conditions.UsesIndex}"
                : $"MATCH (named:Node {{_id: $p0[i]}}){Relationship(via)}(n:{label.Name}) WHERE true"
        );
        return filter is null ? query : query.Append(" AND ").AppendFilter(label, filter);
    }

    /// <summary>The relationship from a node to a node that names it in a list field.</summary>
    public static string Relationship(Field via)
    {
        var types = string.Join('|', via.Relationship.Names);
        return via.Relationship.IsReversed ? $"-[:{types}]->" : $"<-[:{types}]-";
    }

    private static QueryBuilder AppendBounds(this QueryBuilder query, NodeLabel label, OrderBy order, PageRequest page)
    {
        var property = FilterCypher.Ordering(label, order.By);
        if (page.After is { } after)
            query.Append(" AND ").AppendBeyond(property, after, order.Descending, order.By.IsNullable);
        if (page.Before is { } before)
            query.Append(" AND ").AppendBeyond(property, before, !order.Descending, order.By.IsNullable);
        return query;
    }

    /// <summary>The nodes beyond a cursor. A node without a value comes before every value.</summary>
    private static QueryBuilder AppendBeyond(this QueryBuilder query, string property, Cursor cursor, bool descending, bool isNullable)
    {
        var sign = descending ? "<" : ">";
        if (cursor.Value is null)
            return query
                .Append($"({property} IS NULL AND n._id {sign} ")
                .Parameter(cursor.Id.Value)
                .Append(descending ? ")" : $" OR {property} IS NOT NULL)");
        var value = FilterCypher.ToOrdering(cursor.Value);
        // With OR in place of CASE, Neo4j would run two searches and sort their results.
        query
            .Append($"({property} {sign}= ")
            .Parameter(value)
            .Append($" AND CASE WHEN {property} = ")
            .Parameter(value)
            .Append($" THEN n._id {sign} ")
            .Parameter(cursor.Id.Value)
            .Append(" ELSE true END");
        return query.Append(descending && isNullable ? $" OR {property} IS NULL)" : ")");
    }

    // One node more than the page, to find out whether there is a next page.
    private static QueryBuilder AppendOrder(
        this QueryBuilder query,
        NodeLabel label,
        OrderBy order,
        PageRequest page,
        int more,
        string? via = null
    )
    {
        var property = FilterCypher.Ordering(label, order.By);
        var direction = order.Descending != page.Backward ? " DESC" : "";
        var first = via is null ? "" : $"{via}{direction}, ";
        var nullsFirst = order.By.IsNullable ? $"{property} IS NOT NULL{direction}, " : "";
        return query
            .Append($" ORDER BY {first}{nullsFirst}{property}{direction}, n._id{direction} LIMIT ")
            .Parameter((long)page.Size + 1 + more);
    }
}

/// <summary>The nodes of a page as their rows arrive.</summary>
internal sealed class PageRows
{
    public List<Node> Nodes { get; } = [];

    /// <summary>The rows that could not be read.</summary>
    public int Skipped { get; private set; }

    public void Add(NodeLabel label, IRow row, NodeCache.View view)
    {
        Skipped++;
        Nodes.Add(label.Read(row, view));
        Skipped--;
    }

    public void Clear()
    {
        Nodes.Clear();
        Skipped = 0;
    }
}
