using ClaimGraph.Sqlite.Native;

namespace ClaimGraph.Sqlite.Tables;

/// <summary>A part: a column for each of its fields. All are NULL where there is no part.</summary>
internal sealed class PartColumns : FieldColumns
{
    private readonly PartField _field;
    private readonly FieldColumns[] _inner;

    public PartColumns(PartField field, string name, int place)
        : this(field, ColumnsOf(field.Part!, name, place), place) { }

    private PartColumns(PartField field, FieldColumns[] inner, int place)
        : base(place, [.. inner.SelectMany(c => c.Names)]) => (_field, _inner) = (field, inner);

    private static FieldColumns[] ColumnsOf(Part part, string name, int place) =>
        [.. part.Fields.Where(f => !f.IsKeptApart).Select((f, i) => Of(f, $"{name}_{SqlName.Of(f)}", place + i))];

    public override void Read(Command row, object owner)
    {
        if (IsMissing(row))
            return;
        var part = _field.Part!.New();
        foreach (var column in _inner)
            column.Read(row, part);
        _field.Set(owner, part);
    }

    public override void Bind(Command command, object owner)
    {
        if (_field.Get(owner) is not { } part)
        {
            for (var i = 0; i < _inner.Length; i++)
                command.BindNull(Place + i + 1);
            return;
        }
        foreach (var column in _inner)
            column.Bind(command, part);
    }

    private bool IsMissing(Command row)
    {
        for (var i = 0; i < _inner.Length; i++)
            if (!row.IsNull(Place + i))
                return false;
        return true;
    }
}

/// <summary>A list of parts: a JSON array as in the ledger; an empty list is NULL.</summary>
internal sealed class PartListColumn(PartListField field, string name, int place) : FieldColumns(place, [name])
{
    public override void Read(Command row, object owner)
    {
        if (!row.IsNull(Place))
            field.ReadJson(owner, row.Utf8(Place));
    }

    public override void Bind(Command command, object owner) =>
        command.Bind(Place + 1, field.Get(owner).Count == 0 ? null : field.WriteJson(owner));
}
