using System.Globalization;
using ClaimGraph.Neo4j.Bolt.Errors;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Bolt.PackStream;

/// <summary>
/// Reads structures as objects (neo4j/docs-bolt, structure-semantics). Bolt 4.4 has no element ids; the id replaces them, as in Neo4j's own
/// drivers.
/// </summary>
internal static class StructureReader
{
    public static object Read(ref PackReader reader, int depth)
    {
        var fields = reader.ReadStructure(out var tag);
        return (tag, fields) switch
        {
            (Tag.Node, 3 or 4) => Node(ref reader, fields, depth),
            (Tag.Relationship, 5 or 8) => Relationship(ref reader, fields, depth),
            (Tag.Path, 3) => Path(ref reader, depth),
            (Tag.Date, 1) => new CypherDate(reader.ReadInt64()),
            (Tag.Time, 2) => new CypherTime(reader.ReadInt64(), reader.ReadInt64()),
            (Tag.LocalTime, 1) => new CypherLocalTime(reader.ReadInt64()),
            (Tag.DateTime, 3) => new CypherDateTime(reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64()),
            (Tag.DateTimeZoneId, 3) => new CypherZonedDateTime(reader.ReadInt64(), reader.ReadInt64(), reader.ReadString()),
            (Tag.LocalDateTime, 2) => new CypherLocalDateTime(reader.ReadInt64(), reader.ReadInt64()),
            (Tag.Duration, 4) => new CypherDuration(reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64()),
            (Tag.Point2D, 3) => new CypherPoint(reader.ReadInt64(), reader.ReadDouble(), reader.ReadDouble()),
            (Tag.Point3D, 4) => new CypherPoint(reader.ReadInt64(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble()),
            _ => throw new ProtocolException($"A structure 0x{tag:X2} with {fields} fields is unknown."),
        };
    }

    private static GraphNode Node(ref PackReader reader, int fields, int depth)
    {
        var id = reader.ReadInt64();
        var labels = new List<string>();
        for (var left = reader.ReadListSize(); left > 0; left--)
            labels.Add(reader.ReadString());
        var properties = ValueReader.ReadMap(ref reader, depth);
        return new GraphNode(fields == 4 ? reader.ReadString() : Text(id), labels, properties);
    }

    private static GraphRelationship Relationship(ref PackReader reader, int fields, int depth)
    {
        var (id, start, end) = (reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
        var type = reader.ReadString();
        var properties = ValueReader.ReadMap(ref reader, depth);
        return fields == 8
            ? new GraphRelationship(reader.ReadString(), type, reader.ReadString(), reader.ReadString(), properties)
            : new GraphRelationship(Text(id), type, Text(start), Text(end), properties);
    }

    private static GraphRelationship Unbound(ref PackReader reader, int depth)
    {
        var fields = reader.ReadStructure(out var tag);
        if (tag != Tag.UnboundRelationship || fields is not (3 or 4))
            throw new ProtocolException("A path contains a value that is not a relationship.");
        var id = reader.ReadInt64();
        var type = reader.ReadString();
        var properties = ValueReader.ReadMap(ref reader, depth);
        return new GraphRelationship(fields == 4 ? reader.ReadString() : Text(id), type, "", "", properties);
    }

    /// <summary>
    /// The distinct nodes, the distinct relationships, and the steps: pairs of a relationship (counted from 1, negative if walked
    /// backwards) and a node (counted from 0).
    /// </summary>
    private static GraphPath Path(ref PackReader reader, int depth)
    {
        var nodes = new List<GraphNode>();
        for (var left = reader.ReadListSize(); left > 0; left--)
            nodes.Add(PathNode(ref reader, depth));
        var relationships = new List<GraphRelationship>();
        for (var left = reader.ReadListSize(); left > 0; left--)
            relationships.Add(Unbound(ref reader, depth));
        var steps = reader.ReadListSize();
        if (nodes.Count == 0 || steps % 2 != 0)
            throw new ProtocolException("A path has no nodes, or a step without an end.");
        var (walked, taken) = (new List<GraphNode> { nodes[0] }, new List<GraphRelationship>());
        for (; steps > 0; steps -= 2)
        {
            var (edge, next) = (reader.ReadInt64(), At(nodes, reader.ReadInt64()));
            var (from, to) = edge > 0 ? (walked[^1], next) : (next, walked[^1]);
            var relationship = At(relationships, (edge < 0 ? -edge : edge) - 1);
            taken.Add(relationship with { StartElementId = from.ElementId, EndElementId = to.ElementId });
            walked.Add(next);
        }
        return new GraphPath(walked, taken);
    }

    private static GraphNode PathNode(ref PackReader reader, int depth)
    {
        var fields = reader.ReadStructure(out var tag);
        return tag == Tag.Node && fields is 3 or 4
            ? Node(ref reader, fields, depth)
            : throw new ProtocolException("A path contains a value that is not a node.");
    }

    private static T At<T>(List<T> list, long index) =>
        index >= 0 && index < list.Count
            ? list[(int)index]
            : throw new ProtocolException("A path refers to a value that it does not contain.");

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
