using ClaimGraph.Neo4j.Bolt.Errors;

namespace ClaimGraph.Neo4j.Bolt.PackStream;

/// <summary>
/// Reads values of any type as objects: null, <see cref="bool"/>, <see cref="long"/>, <see cref="double"/>, <see cref="string"/>,
/// <c>byte[]</c>, <see cref="List{T}"/> and <see cref="Dictionary{TKey,TValue}"/> of such values, and the types in CypherValues.cs.
/// </summary>
internal static class ValueReader
{
    /// <summary>Deeper values are rejected, to protect the stack. Results of real queries are nested a few levels deep.</summary>
    public const int MaxDepth = 200;

    // The size comes from the server: lists grow as their values arrive.
    private const int FirstCapacity = 64;

    public static object? Read(ref PackReader reader, int depth)
    {
        if (depth > MaxDepth)
            throw new ProtocolException($"A value is nested more than {MaxDepth} levels deep.");
        switch (reader.Next)
        {
            case PackType.Null:
                reader.TryReadNull();
                return null;
            case PackType.Boolean:
                return reader.ReadBoolean();
            case PackType.Integer:
                return reader.ReadInt64();
            case PackType.Float:
                return reader.ReadDouble();
            case PackType.Bytes:
                return reader.ReadBytes();
            case PackType.Text:
                return reader.ReadString();
            case PackType.List:
                return ReadList(ref reader, depth);
            case PackType.Map:
                return ReadMap(ref reader, depth);
            default:
                return StructureReader.Read(ref reader, depth);
        }
    }

    public static List<object?> ReadList(ref PackReader reader, int depth)
    {
        var size = reader.ReadListSize();
        var list = new List<object?>(Math.Min(size, FirstCapacity));
        for (var i = 0; i < size; i++)
            list.Add(Read(ref reader, depth + 1));
        return list;
    }

    /// <summary>If a key occurs twice, the last value counts, as the specification says.</summary>
    public static Dictionary<string, object?> ReadMap(ref PackReader reader, int depth)
    {
        var size = reader.ReadMapSize();
        var map = new Dictionary<string, object?>(Math.Min(size, FirstCapacity));
        for (var i = 0; i < size; i++)
            map[reader.ReadString()] = Read(ref reader, depth + 1);
        return map;
    }
}
