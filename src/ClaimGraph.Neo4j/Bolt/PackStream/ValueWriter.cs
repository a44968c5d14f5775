using System.Collections;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Bolt.PackStream;

/// <summary>
/// Writes parameters: null, <see cref="bool"/>, integers up to 64 bits, <see cref="double"/> and <see cref="float"/>, <see cref="string"/>,
/// <c>byte[]</c>, the dates, times, durations and points in CypherValues.cs, dictionaries with string keys, and any other sequence as a
/// list.
/// </summary>
internal static class ValueWriter
{
    /// <exception cref="ArgumentException">
    /// The value is of another type, or nested more than <see cref="ValueReader.MaxDepth"/> levels deep.
    /// </exception>
    public static void Write(PackWriter writer, object? value, int depth)
    {
        if (depth > ValueReader.MaxDepth)
            throw new ArgumentException($"A parameter is nested more than {ValueReader.MaxDepth} levels deep.", nameof(value));
        switch (value)
        {
            case null:
                writer.WriteNull();
                break;
            case string text:
                writer.Write(text);
                break;
            case long number:
                writer.Write(number);
                break;
            case bool flag:
                writer.Write(flag);
                break;
            case double number:
                writer.Write(number);
                break;
            case int number:
                writer.Write(number);
                break;
            case byte[] bytes:
                writer.Write(bytes.AsSpan());
                break;
            case IReadOnlyDictionary<string, object?> map:
                WriteMap(writer, map, depth);
                break;
            case IReadOnlyList<long> numbers:
                WriteNumbers(writer, numbers);
                break;
            case IDictionary map:
                WriteMap(writer, map, depth);
                break;
            case IEnumerable list:
                WriteList(writer, list as ICollection ?? list.Cast<object?>().ToList(), depth);
                break;
            default:
                WriteRare(writer, value);
                break;
        }
    }

    private static void WriteRare(PackWriter writer, object value)
    {
        switch (value)
        {
            case float number:
                writer.Write((double)number);
                break;
            case short or sbyte or byte or ushort or uint:
                writer.Write(Convert.ToInt64(value, null));
                break;
            case CypherDate v:
                WriteStructure(writer, Tag.Date, v.Days);
                break;
            case CypherTime v:
                WriteStructure(writer, Tag.Time, v.Nanoseconds, v.OffsetSeconds);
                break;
            case CypherLocalTime v:
                WriteStructure(writer, Tag.LocalTime, v.Nanoseconds);
                break;
            case CypherDateTime v:
                WriteStructure(writer, Tag.DateTime, v.Seconds, v.Nanoseconds, v.OffsetSeconds);
                break;
            case CypherLocalDateTime v:
                WriteStructure(writer, Tag.LocalDateTime, v.Seconds, v.Nanoseconds);
                break;
            case CypherDuration v:
                WriteStructure(writer, Tag.Duration, v.Months, v.Days, v.Seconds, v.Nanoseconds);
                break;
            case CypherZonedDateTime v:
                WriteZoned(writer, v);
                break;
            case CypherPoint v:
                WritePoint(writer, v);
                break;
            default:
                throw new ArgumentException($"A parameter cannot be of type {value.GetType()}.", nameof(value));
        }
    }

    private static void WriteMap(PackWriter writer, IReadOnlyDictionary<string, object?> map, int depth)
    {
        writer.WriteMapSize(map.Count);
        foreach (var (key, value) in map)
        {
            writer.Write(key);
            Write(writer, value, depth + 1);
        }
    }

    private static void WriteMap(PackWriter writer, IDictionary map, int depth)
    {
        writer.WriteMapSize(map.Count);
        foreach (DictionaryEntry entry in map)
        {
            if (entry.Key is not string key)
                throw new ArgumentException($"The keys of a map must be strings, not {entry.Key.GetType()}.", nameof(map));
            writer.Write(key);
            Write(writer, entry.Value, depth + 1);
        }
    }

    /// <summary>Nearly every query carries a list of ids: its numbers are not boxed.</summary>
    private static void WriteNumbers(PackWriter writer, IReadOnlyList<long> numbers)
    {
        writer.WriteListSize(numbers.Count);
        for (var i = 0; i < numbers.Count; i++)
            writer.Write(numbers[i]);
    }

    private static void WriteList(PackWriter writer, ICollection list, int depth)
    {
        writer.WriteListSize(list.Count);
        foreach (var value in list)
            Write(writer, value, depth + 1);
    }

    private static void WriteStructure(PackWriter writer, byte tag, params ReadOnlySpan<long> fields)
    {
        writer.WriteStructure(fields.Length, tag);
        foreach (var field in fields)
            writer.Write(field);
    }

    private static void WriteZoned(PackWriter writer, CypherZonedDateTime value)
    {
        writer.WriteStructure(3, Tag.DateTimeZoneId);
        writer.Write(value.Seconds);
        writer.Write(value.Nanoseconds);
        writer.Write(value.Zone);
    }

    private static void WritePoint(PackWriter writer, CypherPoint value)
    {
        writer.WriteStructure(value.Z is null ? 3 : 4, value.Z is null ? Tag.Point2D : Tag.Point3D);
        writer.Write(value.Srid);
        writer.Write(value.X);
        writer.Write(value.Y);
        if (value.Z is { } z)
            writer.Write(z);
    }
}
