using System.Collections.Concurrent;
using System.Text.Json;

namespace ClaimGraph.GraphQL.Engine.Values;

/// <summary>The names of enum values in the API, made once.</summary>
internal static class EnumName<TEnum>
    where TEnum : struct, Enum
{
    private static readonly Dictionary<TEnum, JsonEncodedText> Names = Enum.GetValues<TEnum>()
        .ToDictionary(v => v, v => JsonEncodedText.Encode(UpperSnake.Of(v.ToString())));

    public static JsonEncodedText Of(TEnum value) => Names[value];
}

/// <summary>The same for values whose type is known only at run time.</summary>
internal static class EnumName
{
    private static readonly ConcurrentDictionary<Enum, JsonEncodedText> Names = new();

    public static JsonEncodedText Of(Enum value) => Names.GetOrAdd(value, static v => JsonEncodedText.Encode(UpperSnake.Of(v.ToString())));
}
