using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Labels;
using ClaimGraph.Queries;

namespace ClaimGraph.Neo4j.Reading;

/// <summary>Lists and links. Keyset paging: a cursor is a place, not a number of rows to skip.</summary>
internal static class ListCypher
{
    public static Query List(ListQuery query, NodeCache.View known, List<Node> nodes)
    {
        var label = NodeLabel.Of(query.Kind);
        var cypher = new QueryBuilder().Append($"MATCH (n:{label.Name}) WHERE ");
        if (query.Filter is { } filter) cypher.AppendFilter(label, filter);
        else cypher.Append("true");
        return cypher.Append(Indexed).AppendBounds(label, query.Order, query.Page).Append(" WITH n").AppendOrder(label, query.Order, query.Page)
            .Append(label.Rows()).Query(row => nodes.Add(label.Read(row, known)));
    }

    /// <summary>One statement for all nodes; each gets its page by an index on the property, or over its relationships where the field is a list.</summary>
    public static Query Links(LinkQuery query, IReadOnlyList<NodeId> nodes, NodeCache.View known, List<Node>[] pages)
    {
        var label = NodeLabel.Of(query.Via.Kind);
        var cypher = new QueryBuilder().Append("UNWIND range(0, size(").Value(NodeCypher.Values(nodes)).Append(") - 1) AS i CALL { WITH i ").AppendNamed(label, query.Via, query.Filter);
        // By an index on (property, createdAt, id) the nodes come in their order, which Neo4j finds out only when the property is named in it.
        return cypher.AppendBounds(label, query.Order, query.Page).Append(query.Via.Type == DataType.Reference ? " WITH n" : " WITH DISTINCT n")
            .AppendOrder(label, query.Order, query.Page, query.Via.Type == DataType.Reference ? $"n.{label.Property(query.Via)}" : null)
            .Append($" RETURN n }}{label.Rows("i, ")}").Query(row => pages[row.Long()].Add(label.Read(row, known)));
    }

    public static Query CountLinks(Field via, Filter? filter, IReadOnlyList<NodeId> nodes, long[] counts)
    {
        var label = NodeLabel.Of(via.Kind);
        return new QueryBuilder().Append("UNWIND range(0, size(").Value(NodeCypher.Values(nodes)).Append(") - 1) AS i CALL { WITH i ").AppendNamed(label, via, filter)
            .Append(" RETURN count(DISTINCT n) AS c } RETURN i, c").Query(row => counts[row.Long()] = row.Long());
    }

    // $p0 are the nodes named.
    private static QueryBuilder AppendNamed(this QueryBuilder cypher, NodeLabel label, Field via, Filter? filter)
    {
        cypher.Append(via.Type == DataType.Reference ? $"MATCH (n:{label.Name}) WHERE n.{label.Property(via)} = $p0[i]{Indexed}"
            : $"MATCH (named:Node {{id: $p0[i]}}){Relationship(via)}(n:{label.Name}) WHERE true");
        return filter is null ? cypher : cypher.Append(" AND ").AppendFilter(label, filter);
    }

    /// <summary>The relationship from a node that is named in a list field to the node that names it.</summary>
    private static string Relationship(Field via)
    {
        var types = string.Join('|', via.Relationship.Names);
        return via.Relationship.IsReversed ? $"-[:{types}]->" : $"<-[:{types}]-";
    }

    private static QueryBuilder AppendBounds(this QueryBuilder cypher, NodeLabel label, OrderBy order, PageRequest page)
    {
        var property = FilterCypher.Ordering(label, order.Field);
        if (page.After is { } after) cypher.Append(" AND ").AppendBeyond(property, after, order.Descending, NeverNull(order.Field));
        if (page.Before is { } before) cypher.Append(" AND ").AppendBeyond(property, before, !order.Descending, NeverNull(order.Field));
        return cypher;
    }

    /// <summary>True of every node. An index on several properties is used only where all of them are asked for.</summary>
    public const string Indexed = " AND n.createdAt IS NOT NULL AND n.id IS NOT NULL";

    /// <summary>The nodes on the far side of a cursor. A node without a value comes before every value.</summary>
    private static QueryBuilder AppendBeyond(this QueryBuilder cypher, string property, Cursor cursor, bool descending, bool neverNull)
    {
        var sign = descending ? "<" : ">";
        if (cursor.Value is null)
            return cypher.Append($"({property} IS NULL AND n.id {sign} ").Value(cursor.Id.Value).Append(descending ? ")" : $" OR {property} IS NOT NULL)");
        var value = FilterCypher.ToOrdering(cursor.Value);
        // CASE and not OR, of which Neo4j would make two searches that are then sorted.
        cypher.Append($"({property} {sign}= ").Value(value).Append($" AND CASE WHEN {property} = ").Value(value).Append($" THEN n.id {sign} ").Value(cursor.Id.Value).Append(" ELSE true END");
        return cypher.Append(descending && !neverNull ? $" OR {property} IS NULL)" : ")");
    }

    // One node more than the page, to see whether there is one.
    private static QueryBuilder AppendOrder(this QueryBuilder cypher, NodeLabel label, OrderBy order, PageRequest page, string? via = null)
    {
        var property = FilterCypher.Ordering(label, order.Field);
        var direction = order.Descending != page.Backward ? " DESC" : "";
        var first = via is null ? "" : $"{via}{direction}, ";
        var nullsFirst = NeverNull(order.Field) ? "" : $"{property} IS NOT NULL{direction}, ";
        return cypher.Append($" ORDER BY {first}{nullsFirst}{property}{direction}, n.id{direction} LIMIT ").Value((long)page.Size + 1);
    }

    private static bool NeverNull(Field field) => field == Fields.CreatedAt(field.Kind) || field.Type == DataType.Integer;
}
