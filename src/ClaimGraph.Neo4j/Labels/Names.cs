using ClaimGraph.Neo4j.Wire;

namespace ClaimGraph.Neo4j.Labels;

/// <summary>The values of an enum as properties hold them.</summary>
internal static class Names<TEnum> where TEnum : struct, Enum
{
    private static readonly Dictionary<TEnum, string> ByValue = Enum.GetValues<TEnum>().ToDictionary(v => v, v => UpperSnake.Of(v.ToString()));
    private static readonly Dictionary<string, TEnum> ByName = ByValue.ToDictionary(v => v.Value, v => v.Key);

    public static string Of(TEnum value) => ByValue[value];
    public static TEnum Read(IRow row) => ByName[row.Text()];
    public static TEnum? ReadOrNull(IRow row) => row.TextOrNull() is { } name ? ByName[name] : null;
}

/// <summary>The same for values whose type is known only at run time.</summary>
internal static class Names
{
    public static string Of(Enum value) => UpperSnake.Of(value.ToString());
    public static object Parse(Type type, string name) => Enum.GetValues(type).Cast<Enum>().First(v => Of(v) == name);
}
