using System.Text.Json;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.GraphQL.Engine.Values;

namespace ClaimGraph.GraphQL.Api.Nouns;

/// <summary>A scalar, or a list of texts, written without boxing.</summary>
internal sealed class FieldLeaf<T, TOwner>(Field<T> field) : LeafResolver
    where TOwner : struct, IOwner
{
    private readonly Action<Utf8JsonWriter, T> _write = Leaf<T>.Write!;

    public override object? Resolve(object source, FieldContext? context) => field.Get(TOwner.Of(source));

    public override void Write(Utf8JsonWriter json, object source) => _write(json, field.Get(TOwner.Of(source)));
}

/// <summary>An enum.</summary>
internal sealed class EnumLeaf<TOwner>(EnumField field) : LeafResolver
    where TOwner : struct, IOwner
{
    private readonly JsonEncodedText[] _names = [.. Numbers(field).Select(n => EnumName.Of((Enum)Enum.ToObject(field.EnumType!, n)))];

    public override object? Resolve(object source, FieldContext? context) =>
        field.GetNumber(TOwner.Of(source)) is { } number ? Enum.ToObject(field.EnumType!, number) : null;

    public override void Write(Utf8JsonWriter json, object source)
    {
        if (field.GetNumber(TOwner.Of(source)) is { } number)
            json.WriteStringValue(_names[number]);
        else
            json.WriteNullValue();
    }

    // All numbers up to the greatest, so that the name of a number stands at its place.
    private static IEnumerable<int> Numbers(EnumField field) =>
        Enumerable.Range(0, Enum.GetValues(field.EnumType!).Cast<IConvertible>().Max(v => v.ToInt32(null)) + 1);
}

/// <summary>A set of flags, shown as the list of those that are set.</summary>
internal sealed class FlagSetLeaf<TOwner> : LeafResolver
    where TOwner : struct, IOwner
{
    private readonly EnumField _field;
    private readonly (Enum Flag, ushort Number, JsonEncodedText Name)[] _flags;

    public FlagSetLeaf(EnumField field)
    {
        _field = field;
        var flags = Enum.GetValues(field.EnumType!).Cast<Enum>().Select(f => (Flag: f, Number: Convert.ToUInt16(f, null), EnumName.Of(f)));
        _flags = [.. flags.Where(f => f.Number != 0)];
    }

    public override object? Resolve(object source, FieldContext? context)
    {
        var set = _field.GetNumber(TOwner.Of(source)) ?? 0;
        return _flags.Where(f => (f.Number & set) != 0).Select(f => f.Flag).ToArray();
    }

    public override void Write(Utf8JsonWriter json, object source)
    {
        var set = _field.GetNumber(TOwner.Of(source)) ?? 0;
        json.WriteStartArray();
        foreach (var (_, number, name) in _flags)
            if ((number & set) != 0)
                json.WriteStringValue(name);
        json.WriteEndArray();
    }
}
