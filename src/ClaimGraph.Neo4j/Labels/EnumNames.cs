using System.Collections.Concurrent;
using System.Text;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Labels;

/// <summary>The values of an enum as properties hold them: by their names in capitals, <c>OFFICIAL_DOCUMENT</c>.</summary>
internal sealed class EnumNames
{
    private static readonly ConcurrentDictionary<Type, EnumNames> Known = [];

    private readonly Enum[] _values;
    private readonly long[] _numbers;
    private readonly string[] _names;
    private readonly byte[][] _utf8;
    private readonly Type _type;

    private EnumNames(Type type)
    {
        _type = type;
        _values = [.. Enum.GetValues(type).Cast<Enum>()];
        _numbers = Array.ConvertAll(_values, v => Convert.ToInt64(v, provider: null));
        _names = Array.ConvertAll(_values, v => UpperSnake.Of(v.ToString()));
        _utf8 = Array.ConvertAll(_names, Encoding.UTF8.GetBytes);
    }

    public static EnumNames Of(Type type) => Known.GetOrAdd(type, static t => new EnumNames(t));

    public string Name(long number) => _names[Array.IndexOf(_numbers, number)];

    public string Name(Enum value) => _names[Array.IndexOf(_values, value)];

    public Enum Value(string name) => Array.IndexOf(_names, name) is >= 0 and var i ? _values[i] : throw NotAValue(name);

    /// <summary>Reads the number of the value of the next column.</summary>
    public long ReadNumber(IRow row) => _numbers[ReadIndex(row)];

    /// <summary>Reads the place of the value of the next column among the values in their order.</summary>
    public int ReadIndex(IRow row) => IndexOf(row.Utf8());

    /// <summary>The names of the flags that are set.</summary>
    public string[] NamesOfFlags(long set) => [.. _names.Where((_, i) => (_numbers[i] & set) != 0)];

    // They are few, so looking through them is faster than making a string of each.
    private int IndexOf(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < _utf8.Length; i++)
            if (name.SequenceEqual(_utf8[i]))
                return i;
        throw NotAValue(Encoding.UTF8.GetString(name));
    }

    private InvalidCastException NotAValue(string name) => new($"'{name}' is not a value of {_type.Name}.");
}

/// <summary>The same for an enum that is known when the program is compiled.</summary>
internal static class Names<TEnum>
    where TEnum : struct, Enum
{
    private static readonly EnumNames Table = EnumNames.Of(typeof(TEnum));
    private static readonly TEnum[] Values = Enum.GetValues<TEnum>();
    private static readonly Dictionary<TEnum, string> ByValue = Values.ToDictionary(v => v, v => Table.Name(v));

    public static string Of(TEnum value) => ByValue[value];

    public static TEnum Read(IRow row) => Values[Table.ReadIndex(row)];
}
