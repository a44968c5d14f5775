using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace ClaimGraph.GraphQL.Engine.Values;

/// <summary>How values of one CLR type are written to JSON, chosen once per type so that no value is boxed on the way.</summary>
internal static class Leaf<T>
{
    public static readonly Action<Utf8JsonWriter, T>? Write = (Action<Utf8JsonWriter, T>?)Leaf.WriterOf(typeof(T));
}

internal static class Leaf
{
    /// <summary>How times are written: RFC 3339 in UTC, with milliseconds.</summary>
    public const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private const int LongestText = 32; // of values that write themselves

    private static readonly Dictionary<Type, Delegate> Writers = new()
    {
        [typeof(string)] = (Utf8JsonWriter json, string? value) => json.WriteStringValue(value),
        [typeof(bool)] = (Utf8JsonWriter json, bool value) => json.WriteBooleanValue(value),
        [typeof(int)] = (Utf8JsonWriter json, int value) => json.WriteNumberValue(value),
        [typeof(long)] = (Utf8JsonWriter json, long value) => json.WriteNumberValue(value),
        [typeof(double)] = (Utf8JsonWriter json, double value) => json.WriteNumberValue(value),
        [typeof(DateTimeOffset)] = (Utf8JsonWriter json, DateTimeOffset value) => WriteTime(json, value),
    };

    /// <summary>The writer of a type, nullable ones and lists included; null when its values are objects with fields of their
    /// own.</summary>
    public static Delegate? WriterOf(Type type)
    {
        if (Writers.TryGetValue(type, out var writer))
            return writer;
        if (type.IsEnum)
            return Make(nameof(EnumWriter), type);
        if (type.IsAssignableTo(typeof(IUtf8SpanFormattable)))
            return Make(nameof(TextWriter), type);
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return WriterOf(inner) is null ? null : Make(nameof(NullableWriter), inner);
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(IReadOnlyList<>))
            return null;
        return WriterOf(type.GenericTypeArguments[0]) is null ? null : Make(nameof(ListWriter), type.GenericTypeArguments[0]);
    }

    /// <summary>Writes a value whose type is known only at run time: a leaf, or a map or list of values.</summary>
    public static void WriteAny(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            case Enum name:
                json.WriteStringValue(EnumName.Of(name));
                break;
            case DateTimeOffset time:
                WriteTime(json, time);
                break;
            case IUtf8SpanFormattable text:
                WriteText(json, text);
                break;
            case IReadOnlyDictionary<string, object?> map:
                json.WriteStartObject();
                foreach (var (name, inner) in map)
                {
                    json.WritePropertyName(name);
                    WriteAny(json, inner);
                }
                json.WriteEndObject();
                break;
            case IEnumerable list:
                json.WriteStartArray();
                foreach (var item in list)
                    WriteAny(json, item);
                json.WriteEndArray();
                break;
            default:
                throw new InvalidOperationException($"A {value.GetType()} is not a leaf.");
        }
    }

    private static Delegate Make(string method, Type type) =>
        (Delegate)typeof(Leaf).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).Invoke(null, null)!;

    private static Action<Utf8JsonWriter, TEnum> EnumWriter<TEnum>()
        where TEnum : struct, Enum => static (json, value) => json.WriteStringValue(EnumName<TEnum>.Of(value));

    private static Action<Utf8JsonWriter, T?> NullableWriter<T>()
        where T : struct =>
        static (json, value) =>
        {
            if (value is { } some)
                Leaf<T>.Write!(json, some);
            else
                json.WriteNullValue();
        };

    private static Action<Utf8JsonWriter, IReadOnlyList<T>> ListWriter<T>() =>
        static (json, list) =>
        {
            json.WriteStartArray();
            for (var i = 0; i < list.Count; i++)
                Leaf<T>.Write!(json, list[i]);
            json.WriteEndArray();
        };

    private static Action<Utf8JsonWriter, T> TextWriter<T>()
        where T : IUtf8SpanFormattable => static (json, value) => WriteText(json, value);

    private static void WriteText<T>(Utf8JsonWriter json, T value)
        where T : IUtf8SpanFormattable
    {
        Span<byte> text = stackalloc byte[LongestText];
        if (!value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture))
            throw new InvalidOperationException($"A {typeof(T)} has more than {LongestText} bytes.");
        json.WriteStringValue(text[..length]);
    }

    private static void WriteTime(Utf8JsonWriter json, DateTimeOffset time)
    {
        Span<byte> text = stackalloc byte[24];
        time.UtcDateTime.TryFormat(text, out var length, TimeFormat, CultureInfo.InvariantCulture);
        json.WriteStringValue(text[..length]);
    }
}
