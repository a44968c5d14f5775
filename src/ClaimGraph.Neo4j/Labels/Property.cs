using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Labels;

/// <summary>
/// How a node stores the value of a field: in which properties, how they are read and how they are written. There is one object per field.
/// A row is read by a loop over them, without boxing and without look-ups.
/// </summary>
internal abstract class Property
{
    /// <summary>The properties, in the order in which <see cref="Read"/> takes their columns.</summary>
    public abstract IEnumerable<string> Names { get; }

    /// <summary>Reads the columns and sets the field.</summary>
    /// <param name="owner">A content, derived values or a part that nobody else has seen yet.</param>
    public abstract void Read(IRow row, object owner);

    /// <summary>Adds the properties: null where there is no value.</summary>
    /// <param name="owner">A node, a content, derived values or a part; null for a part that is not there.</param>
    public abstract void Add(Properties properties, object? owner);
}

/// <summary>A field that is one property.</summary>
internal abstract class SingleProperty(Field field, string name) : Property
{
    protected string Name => name;

    public sealed override IEnumerable<string> Names => [name];

    public sealed override void Read(IRow row, object owner)
    {
        if (!row.TryReadNull())
            Set(owner, row);
        else if (field.IsRequired)
            throw new InvalidCastException($"A node has no property {name}.");
        // Otherwise the default of a new owner is the value.
    }

    protected abstract void Set(object owner, IRow row);
}

/// <summary>A value in the form of a codec.</summary>
internal sealed class ValueProperty<T, TCodec>(Field<T> field, string name) : SingleProperty(field, name)
    where TCodec : struct, ICodec<T>
{
    protected override void Set(object owner, IRow row) => field.Set(owner, TCodec.Read(row));

    public override void Add(Properties properties, object? owner) =>
        properties.Add(Name, owner is null ? null : TCodec.Write(field.Get(owner)));
}

/// <summary>A text by which lists are filtered or ordered: as it is, folded, and as it is ordered where that differs.</summary>
internal sealed class FilteredTextProperty(Field<string?> field, string name) : SingleProperty(field, name)
{
    private readonly string _folded = Folded(name),
        _order = TextOrder.PropertyOf(name);

    /// <summary>The property with the folded form of a text.</summary>
    public static string Folded(string name) => $"{Properties.Internal}{name}Folded";

    protected override void Set(object owner, IRow row) => field.Set(owner, row.Text());

    public override void Add(Properties properties, object? owner)
    {
        var text = owner is null ? null : field.Get(owner);
        var order = text is null ? null : TextOrder.Of(text);
        properties.Add(Name, text);
        properties.Add(_folded, text is null ? null : NormalisedText.Fold(text));
        properties.Add(_order, ReferenceEquals(order, text) ? null : order);
    }
}

/// <summary>The name of an enum's value.</summary>
internal sealed class EnumProperty(EnumField field, string name) : SingleProperty(field, name)
{
    private readonly EnumNames _names = EnumNames.Of(field.EnumType!);

    protected override void Set(object owner, IRow row) => field.SetNumber(owner, (ushort)_names.ReadNumber(row));

    public override void Add(Properties properties, object? owner) =>
        properties.Add(Name, owner is not null && field.GetNumber(owner) is { } number ? _names.Name(number) : null);
}

/// <summary>The names of the flags that are set.</summary>
internal sealed class FlagSetProperty(EnumField field, string name) : SingleProperty(field, name)
{
    private readonly EnumNames _names = EnumNames.Of(field.EnumType!);

    protected override void Set(object owner, IRow row)
    {
        var set = 0L;
        for (var left = row.BeginList(); left > 0; left--)
            set |= _names.ReadNumber(row);
        field.SetNumber(owner, (ushort)set);
    }

    public override void Add(Properties properties, object? owner)
    {
        var set = owner is null ? 0 : field.GetNumber(owner) ?? 0;
        properties.Add(Name, set == 0 ? null : _names.NamesOfFlags(set));
    }
}
