using System.Collections.Frozen;
using ClaimGraph.Sqlite.Native;

namespace ClaimGraph.Sqlite.Tables;

/// <summary>
/// The table of one noun's nodes. Its name, its columns and the way they are read and written follow from the noun's description.
/// </summary>
internal sealed class NodeTable
{
    // The columns of ReadHeader and BindHeader, in their order.
    private static readonly string[] Header =
    [
        "id",
        "key",
        "version",
        "created_at",
        "status",
        "status_reason",
        "other_keys",
        "created_by",
        "updated_at",
        "merged_into",
    ];

    /// <summary>The condition that a node is not retracted.</summary>
    public static readonly string IsActive = $"status <> {(int)RecordStatus.Retracted}";

    private static readonly NodeTable?[] ByKind = [.. Enumerable.Range(0, Noun.All.Max(n => (int)n.Kind) + 1).Select(Find)];

    private readonly Noun _noun;
    private readonly FieldColumns[] _content,
        _derived,
        _written;
    private readonly FrozenDictionary<Field, string> _columns;
    private readonly FrozenDictionary<Field, EntryTable> _entries;

    private NodeTable(Noun noun)
    {
        _noun = noun;
        Name = SqlName.Of(noun.TypeName);
        List<string> columns = [.. Header];
        _content = Columns(noun.StoredContent.Where(f => f.CanSet), columns);
        _derived = Columns(noun.Derived, columns);
        Select = $"SELECT {string.Join(", ", columns)} FROM {Name}";
        _written = Columns(noun.StoredContent.Where(f => !f.CanSet), columns); // found by, never read
        SelectIds = $"SELECT {Name}.id FROM {Name}";
        ById = $"{Select} WHERE id = ?1";
        Insert = $"INSERT INTO {Name} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select((_, i) => $"?{i + 1}"))})";
        Update = $"UPDATE {Name} SET {string.Join(", ", columns.Select((c, i) => $"{c} = ?{i + 1}").Skip(1))} WHERE id = ?1";
        _columns = noun.AllFields.ToFrozenDictionary(f => f, SqlName.Of);
        _entries = noun
            .AllFields.Where(f => f.IsFiltered && IsList(f))
            .ToFrozenDictionary(f => f, f => EntryTable.Of(f, $"{Name}_{SqlName.Of(f.StoredName)}"));
    }

    private static NodeTable? Find(int kind) => Noun.Find((NodeKind)kind) is { } noun ? new NodeTable(noun) : null;

    public static NodeTable Of(NodeKind kind) => ByKind[(int)kind]!;

    /// <summary>The tables by the number of the kind; null where there is no kind of a number.</summary>
    public static IReadOnlyList<NodeTable?> All => ByKind;

    public string Name { get; }

    /// <summary><c>SELECT … FROM table</c>, giving the columns that <see cref="Read"/> wants.</summary>
    public string Select { get; }

    /// <summary><c>SELECT id FROM table</c>.</summary>
    public string SelectIds { get; }
    public string ById { get; }
    public string Insert { get; }
    public string Update { get; }

    /// <summary>The texts whose sort keys are stored beside them.</summary>
    public IEnumerable<Field> Collated => _noun.AllFields.Where(f => f.SortKey is not null);

    /// <summary>The columns of what other nodes make of a node.</summary>
    public IReadOnlyList<FieldColumns> Derived => _derived;

    /// <summary>The tables of the entries of the list fields by which lists can be filtered.</summary>
    public IEnumerable<EntryTable> EntryTables => _entries.Values;

    /// <summary>The column of a field, as <c>table.column</c>.</summary>
    public string Column(Field field) => Column(field, Name);

    /// <summary>The column of a field in rows that have another name than the table.</summary>
    public string Column(Field field, string rows) => $"{rows}.{_columns[field]}";

    /// <summary>The table of the entries of a list field by which lists can be filtered.</summary>
    public EntryTable Entries(Field field) => _entries[field];

    public static bool IsList(Field field) => field.Type is DataType.TextList or DataType.ReferenceList;

    /// <summary>False where the column is never NULL. An empty list is.</summary>
    public static bool IsNullable(Field field) => field.IsNullable || IsList(field);

    public Node Read(Command row)
    {
        var content = _noun.NewContent();
        foreach (var column in _content)
            column.Read(row, content);
        var derived = _derived.Length == 0 ? null : _noun.NewDerived();
        foreach (var column in _derived)
            column.Read(row, derived!);
        return _noun.NewNode(ReadHeader(row), content, derived);
    }

    /// <summary>Binds every column, in the order of <see cref="Insert"/> and <see cref="Update"/>.</summary>
    public void Bind(Command command, Node node)
    {
        BindHeader(command, node);
        foreach (var column in _content)
            column.Bind(command, node.Data);
        foreach (var column in _derived)
            column.Bind(command, node.DerivedValues!);
        foreach (var column in _written)
            column.Bind(command, node.Data);
    }

    private static NodeHeader ReadHeader(Command row) =>
        new(IdCodec.Read(row, 0), row.TextOrNull(1), row.Int(2), TimeCodec.Read(row, 3), (RecordStatus)row.Int(4), row.TextOrNull(5))
        {
            OtherKeys = row.IsNull(6) ? [] : TextListCodec.Read(row, 6),
            CreatedBy = row.Text(7),
            UpdatedAt = TimeCodec.Read(row, 8),
            MergedInto = row.IsNull(9) ? null : IdCodec.Read(row, 9),
        };

    private static void BindHeader(Command command, Node node)
    {
        command
            .Bind(1, node.Id.Value)
            .Bind(2, node.Key)
            .Bind(3, (long)node.Version)
            .Bind(4, node.CreatedAt.ToUnixTimeMilliseconds())
            .Bind(5, (long)node.Status)
            .Bind(6, node.StatusReason)
            .Bind(8, node.CreatedBy)
            .Bind(9, node.UpdatedAt.ToUnixTimeMilliseconds())
            .Bind(10, node.MergedInto?.Value);
        TextListCodec.Bind(command, 7, node.OtherKeys);
    }

    private static FieldColumns[] Columns(IEnumerable<Field> fields, List<string> columns)
    {
        var made = new List<FieldColumns>();
        foreach (var field in fields)
        {
            made.Add(FieldColumns.Of(field, SqlName.Of(field), columns.Count));
            columns.AddRange(made[^1].Names);
        }
        return [.. made];
    }
}
