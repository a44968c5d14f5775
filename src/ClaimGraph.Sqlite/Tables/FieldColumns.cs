using ClaimGraph.Sqlite.Native;

namespace ClaimGraph.Sqlite.Tables;

/// <summary>
/// How one field is stored in a row: in one column or, for a part, in one column per field of the part. Each object knows the place of its
/// columns, so reading a row is a walk over these objects that looks nothing up and boxes nothing.
/// </summary>
/// <param name="place">The place of the first column in a row, counted from 0.</param>
internal abstract class FieldColumns(int place, IReadOnlyList<string> names)
{
    protected readonly int Place = place;

    /// <param name="field">What to store.</param>
    /// <param name="name">The name of its column, and what the names of the columns of a part begin with.</param>
    /// <param name="place">The place of its first column in a row, counted from 0.</param>
    public static FieldColumns Of(Field field, string name, int place) =>
        field switch
        {
            Field<string?> { Format: TextFormat.Language } tag => new Column<string?, TagCodec>(tag, name, place),
            Field<string?> text => new Column<string?, TextCodec>(text, name, place),
            Field<bool> flag => new Column<bool, BoolCodec>(flag, name, place),
            Field<int> number => new Column<int, IntCodec>(number, name, place),
            Field<int?> number => new Column<int?, Maybe<int, IntCodec>>(number, name, place),
            Field<long> number => new Column<long, LongCodec>(number, name, place),
            Field<double> number => new Column<double, DoubleCodec>(number, name, place),
            Field<double?> number => new Column<double?, Maybe<double, DoubleCodec>>(number, name, place),
            Field<NodeId> id => new Column<NodeId, IdCodec>(id, name, place),
            Field<NodeId?> id => new Column<NodeId?, Maybe<NodeId, IdCodec>>(id, name, place),
            Field<PartialDate?> date => new Column<PartialDate?, Maybe<PartialDate, DateCodec>>(date, name, place),
            Field<DateTimeOffset?> time => new Column<DateTimeOffset?, Maybe<DateTimeOffset, TimeCodec>>(time, name, place),
            Field<IReadOnlyList<string>> texts => new Column<IReadOnlyList<string>, TextListCodec>(texts, name, place),
            Field<IReadOnlyList<NodeId>> ids => new Column<IReadOnlyList<NodeId>, IdListCodec>(ids, name, place),
            EnumField value => new EnumColumn(value, name, place),
            PartField part => new PartColumns(part, name, place),
            PartListField parts => new PartListColumn(parts, name, place),
            _ => throw new NotSupportedException($"{field} has a type that a column cannot hold; add a codec for it."),
        };

    public IReadOnlyList<string> Names => names;

    /// <summary><c>column = ?n</c> for each column.</summary>
    public IEnumerable<string> Assignments => Names.Select((name, i) => $"{name} = ?{Place + i + 1}");

    /// <summary>Sets the field of a new owner from a row. NULL leaves it as it is: null, or the empty list.</summary>
    public abstract void Read(Command row, object owner);

    public abstract void Bind(Command command, object owner);

    /// <summary>Whether two owners have the same value. False also when that is not known.</summary>
    public virtual bool IsSame(object before, object after) => false;
}

internal sealed class Column<T, TCodec>(Field<T> field, string name, int place) : FieldColumns(place, [name])
    where TCodec : struct, ICodec<T>
{
    private readonly bool _isNullable = NodeTable.IsNullable(field);

    public override void Read(Command row, object owner)
    {
        if (_isNullable && row.IsNull(Place))
            return;
        field.Set(owner, TCodec.Read(row, Place));
    }

    public override void Bind(Command command, object owner) => TCodec.Bind(command, Place + 1, field.Get(owner));

    public override bool IsSame(object before, object after) => EqualityComparer<T>.Default.Equals(field.Get(before), field.Get(after));
}

/// <summary>The number of the enum.</summary>
internal sealed class EnumColumn(EnumField field, string name, int place) : FieldColumns(place, [name])
{
    public override void Read(Command row, object owner) => field.SetNumber(owner, row.IsNull(Place) ? null : (ushort)row.Int(Place));

    public override void Bind(Command command, object owner) => command.Bind(Place + 1, (long?)field.GetNumber(owner));

    public override bool IsSame(object before, object after) => field.GetNumber(before) == field.GetNumber(after);
}
