using System.Collections.Concurrent;
using System.Text.Json;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Engine.Values;

/// <summary>The names of enum values in the API, made once.</summary>
internal static class EnumName<TEnum> where TEnum : struct, Enum
{
    private static readonly Dictionary<TEnum, JsonEncodedText> Names =
        Enum.GetValues<TEnum>().ToDictionary(v => v, v => JsonEncodedText.Encode(UpperSnake.Of(v.ToString())));

    public static JsonEncodedText Of(TEnum value) => Names[value];
}

/// <summary>The same for values whose type is known only at run time.</summary>
internal static class EnumName
{
    private static readonly ConcurrentDictionary<Enum, JsonEncodedText> Names = new();

    public static JsonEncodedText Of(Enum value) => Names.GetOrAdd(value, static v => JsonEncodedText.Encode(UpperSnake.Of(v.ToString())));
}

/// <summary>The enum of the API that stands for one of C#. Every value must be described.</summary>
internal sealed class EnumType<TEnum> : EnumerationGraphType where TEnum : struct, Enum
{
    public EnumType(string description, params (TEnum Value, string Description)[] values)
    {
        Name = typeof(TEnum).Name;
        Description = description;
        foreach (var (value, text) in values) Add(EnumName<TEnum>.Of(value).Value, value, text);
    }
}
