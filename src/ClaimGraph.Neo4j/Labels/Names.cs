using System.Text;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Labels;

/// <summary>The values of an enum as properties hold them.</summary>
internal static class Names<TEnum> where TEnum : struct, Enum
{
    private static readonly Dictionary<TEnum, string> ByValue = Enum.GetValues<TEnum>().ToDictionary(v => v, v => UpperSnake.Of(v.ToString()));

    private static readonly (byte[] Utf8, TEnum Value)[] ByUtf8 = [.. ByValue.Select(v => (Encoding.UTF8.GetBytes(v.Value), v.Key))];

    public static string Of(TEnum value) => ByValue[value];

    // They are few, so looking through them is faster than making a string of each.
    public static TEnum Read(IRow row)
    {
        var name = row.Utf8();
        foreach (var (utf8, value) in ByUtf8)
            if (name.SequenceEqual(utf8)) return value;
        throw new InvalidCastException($"'{Encoding.UTF8.GetString(name)}' is no {typeof(TEnum).Name}.");
    }

    public static TEnum? ReadOrNull(IRow row)
    {
        if (!row.IsNull) return Read(row);
        row.Skip();
        return null;
    }
}

/// <summary>The same for values whose type is known only at run time.</summary>
internal static class Names
{
    public static string Of(Enum value) => UpperSnake.Of(value.ToString());
    public static object Parse(Type type, string name) => Enum.GetValues(type).Cast<Enum>().First(v => Of(v) == name);
}
