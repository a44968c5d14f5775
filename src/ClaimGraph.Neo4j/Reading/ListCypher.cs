using ClaimGraph.Neo4j.Labels;
using ClaimGraph.Neo4j.Wire;
using ClaimGraph.Queries;

namespace ClaimGraph.Neo4j.Reading;

/// <summary>Lists and links. Keyset paging: a cursor is a place, not a number of rows to skip.</summary>
internal static class ListCypher
{
    public static Query List(ListQuery query, List<Node> nodes)
    {
        var label = NodeLabel.Of(query.Kind);
        var cypher = new CypherText().Append($"MATCH (n:{label.Name}) WHERE ");
        if (query.Filter is { } filter) cypher.AppendFilter(label, filter);
        else cypher.Append("true");
        return cypher.AppendBounds(label, query.Order, query.Page).Append(" WITH n").AppendOrder(label, query.Order, query.Page)
            .Append($" RETURN {label.Columns}").Query(row => nodes.Add(label.Read(row)));
    }

    /// <summary>One statement for all nodes; each gets its page by an index on the property, or over its relationships where the field is a list.</summary>
    public static Query Links(LinkQuery query, IReadOnlyList<NodeId> nodes, List<Node>[] pages)
    {
        var label = NodeLabel.Of(query.Via.Kind);
        var cypher = new CypherText().Append("UNWIND range(0, size(").Value(NodeCypher.Values(nodes)).Append(") - 1) AS i CALL { WITH i ").AppendNamed(label, query.Via, query.Filter);
        return cypher.AppendBounds(label, query.Order, query.Page).Append(" WITH DISTINCT n").AppendOrder(label, query.Order, query.Page)
            .Append($" RETURN n }} RETURN i, {label.Columns}").Query(row => pages[row.Long()].Add(label.Read(row)));
    }

    public static Query CountLinks(Field via, Filter? filter, IReadOnlyList<NodeId> nodes, long[] counts)
    {
        var label = NodeLabel.Of(via.Kind);
        return new CypherText().Append("UNWIND range(0, size(").Value(NodeCypher.Values(nodes)).Append(") - 1) AS i CALL { WITH i ").AppendNamed(label, via, filter)
            .Append(" RETURN count(DISTINCT n) AS c } RETURN i, c").Query(row => counts[row.Long()] = row.Long());
    }

    // $p0 are the nodes named.
    private static CypherText AppendNamed(this CypherText cypher, NodeLabel label, Field via, Filter? filter)
    {
        cypher.Append(via.Type == FieldType.Reference ? $"MATCH (n:{label.Name}) WHERE n.{label.Property(via)} = $p0[i]"
            : $"MATCH (named:Node {{id: $p0[i]}}){Relationship(via)}(n:{label.Name}) WHERE true");
        return filter is null ? cypher : cypher.Append(" AND ").AppendFilter(label, filter);
    }

    /// <summary>The relationship from a node that is named in a list field to the node that names it.</summary>
    private static string Relationship(Field via) => via switch
    {
        _ when via == Fields.Event.Participants => "-[:TOOK_PART]->",
        _ when via == Fields.Event.Sources => "-[:REPORTS]->",
        _ when via == Fields.Statement.About => "<-[:ABOUT]-",
        _ when via == Fields.Review.BasedOn => "<-[:BASED_ON]-",
        _ => throw new ArgumentException($"{via} is no reference."),
    };

    private static CypherText AppendBounds(this CypherText cypher, NodeLabel label, OrderBy order, PageRequest page)
    {
        var property = FilterCypher.Ordering(label, order.Field);
        if (page.After is { } after) cypher.Append(" AND ").AppendBeyond(property, after, order.Descending);
        if (page.Before is { } before) cypher.Append(" AND ").AppendBeyond(property, before, !order.Descending);
        return cypher;
    }

    /// <summary>The nodes on the far side of a cursor. A node without a value comes before every value.</summary>
    private static CypherText AppendBeyond(this CypherText cypher, string property, Cursor cursor, bool descending)
    {
        var sign = descending ? "<" : ">";
        if (cursor.Value is null)
            return cypher.Append($"({property} IS NULL AND n.id {sign} ").Value(cursor.Id.Value).Append(descending ? ")" : $" OR {property} IS NOT NULL)");
        var value = FilterCypher.ToOrdering(cursor.Value);
        cypher.Append($"({property} {sign}= ").Value(value).Append($" AND ({property} {sign} ").Value(value).Append($" OR n.id {sign} ").Value(cursor.Id.Value).Append(")");
        return cypher.Append(descending && property != "n.createdAt" ? $" OR {property} IS NULL)" : ")");
    }

    // One node more than the page, to see whether there is one.
    private static CypherText AppendOrder(this CypherText cypher, NodeLabel label, OrderBy order, PageRequest page)
    {
        var property = FilterCypher.Ordering(label, order.Field);
        var direction = order.Descending != page.Backward ? " DESC" : "";
        var nullsFirst = property == "n.createdAt" ? "" : $"{property} IS NOT NULL{direction}, ";
        return cypher.Append($" ORDER BY {nullsFirst}{property}{direction}, n.id{direction} LIMIT ").Value((long)page.Size + 1);
    }
}
