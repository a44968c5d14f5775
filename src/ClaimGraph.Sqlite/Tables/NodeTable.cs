using ClaimGraph.Sqlite.Native;

namespace ClaimGraph.Sqlite.Tables;

/// <summary>How the nodes of one kind stand in their table.</summary>
internal abstract class NodeTable
{
    private const string Common = "id, key, version, created_at, status, status_reason";

    private static readonly NodeTable?[] ByKind =
    [
        null, new ActorTable(), new SourceTable(), new EventTable(), new StatementTable(), new AppearanceTable(), new EvidenceTable(), new ReviewTable(),
    ];

    /// <param name="content">The columns of what was entered.</param>
    /// <param name="derived">The columns that follow from other nodes; empty for kinds that have none.</param>
    /// <param name="fields">The column of each field of the catalogue whose name differs from it.</param>
    protected NodeTable(string name, string content, string derived, params (Field Field, string Column)[] fields)
    {
        Name = name;
        var columns = derived.Length == 0 ? $"{Common}, {content}" : $"{Common}, {content}, {derived}";
        Select = $"SELECT {columns} FROM {name}";
        SelectIds = $"SELECT {name}.id FROM {name}";
        ById = $"{Select} WHERE id = ?1";
        Insert = $"INSERT INTO {name} ({columns}) VALUES ({string.Join(", ", columns.Split(", ").Select((_, i) => $"?{i + 1}"))})";
        Update = $"UPDATE {name} SET {Assign(columns, 1)} WHERE id = ?1";
        _derived = derived;
        _columns = fields.ToDictionary(f => f.Field, f => f.Column);
    }

    private readonly Dictionary<Field, string> _columns;
    private readonly string _derived;
    private readonly string?[] _updates = new string?[8];           // of the derived columns, by the set of the indexed ones (at most three) that changed

    public string Name { get; }

    /// <summary><c>SELECT … FROM table</c>, giving the columns that <see cref="Read"/> wants.</summary>
    public string Select { get; }

    /// <summary><c>SELECT id FROM table</c>.</summary>
    public string SelectIds { get; }
    public string ById { get; }
    public string Insert { get; }
    public string Update { get; }

    /// <summary>
    /// Sets the derived columns. Those that stand in an index are left out where they did not change: SQLite takes the entry of every column that is set out of
    /// its index and puts it in again, whatever the value, and that is a page more to write.
    /// </summary>
    public string UpdateDerived(Node before, Node after)
    {
        var changed = 0;
        for (var i = 0; i < Indexed.Length; i++)
            if (Indexed[i].Value(before) != Indexed[i].Value(after)) changed |= 1 << i;
        return _updates[changed] ??= $"UPDATE {Name} SET {Assign("id, " + _derived, 1, Indexed.Where((_, i) => (changed & 1 << i) == 0).Select(c => c.Name))} WHERE id = ?1";
    }

    /// <summary>The derived columns that stand in an index.</summary>
    protected virtual (string Name, Func<Node, long?> Value)[] Indexed => [];

    public static NodeTable Of(NodeKind kind) => ByKind[(int)kind]!;

    /// <summary>The column of a field that is not a list.</summary>
    public string Column(Field field) => _columns.TryGetValue(field, out var column) ? column : field.Name switch
    {
        "createdAt" => "created_at",
        "key" => "key",
        "status" => "status",
        _ => throw new ArgumentException($"{field} is no column of {Name}."),
    };

    /// <summary>False where the column can be NULL.</summary>
    public static bool IsNullable(Field field) => field.Name is not ("createdAt" or "status") && !NeverNull.Contains(field);

    public abstract Node Read(Command command);

    /// <summary>Binds every column, in the order of <see cref="Insert"/> and <see cref="Update"/>.</summary>
    public void Bind(Command command, Node node)
    {
        var values = new Values(command);
        values.Add(node.Id);
        values.Add(node.Key);
        values.Add(node.Version);
        values.Add(node.CreatedAt);
        values.AddEnum((byte)node.Status);
        values.Add(node.StatusReason);
        AddContent(ref values, node);
        AddDerived(ref values, node);
    }

    /// <summary>Binds the columns of <see cref="UpdateDerived"/>.</summary>
    public void BindDerived(Command command, Node node)
    {
        var values = new Values(command);
        values.Add(node.Id);
        AddDerived(ref values, node);
    }

    protected abstract void AddContent(ref Values values, Node node);
    protected virtual void AddDerived(ref Values values, Node node) { }

    protected static void AddAnchor(ref Values values, QuoteAnchor? anchor)
    {
        values.Add(anchor?.Exact);
        values.Add(anchor?.Prefix);
        values.Add(anchor?.Suffix);
        values.Add((long?)anchor?.Start);
        values.Add((long?)anchor?.End);
        values.Add(anchor?.Language);
    }

    protected static QuoteAnchor? ReadAnchor(ref Row row)
    {
        var exact = row.TextOrNull();
        var anchor = new QuoteAnchor
        {
            Exact = exact ?? "", Prefix = row.TextOrNull(), Suffix = row.TextOrNull(), Start = row.IntOrNull(), End = row.IntOrNull(), Language = row.TagOrNull() ?? "",
        };
        return exact is null ? null : anchor;
    }

    protected static void AddArgued(ref Values values, ArguedFor argued)
    {
        values.Add(argued.SupportCount);
        values.Add(argued.RebutCount);
        values.Add(argued.ContextCount);
        values.Add(argued.StatementSupportCount);
        values.Add(argued.StatementRebutCount);
        values.Add(argued.StatementContextCount);
        values.Add(argued.RetractedBasisCount);
        values.Add(argued.SupportWeight);
        values.Add(argued.RebutWeight);
    }

    protected const string Argued = "support_count, rebut_count, context_count, statement_support_count, statement_rebut_count, statement_context_count, "
        + "retracted_basis_count, support_weight, rebut_weight";

    protected const string Anchor = "exact, prefix, suffix, \"start\", \"end\", quote_language";

    private static readonly HashSet<Field> NeverNull =
    [
        Fields.Actor.Name, Fields.Actor.ActorKind, Fields.Source.SourceKind, Fields.Source.Language, Fields.Source.EvidenceCount, Fields.Event.Name,
        Fields.Statement.Text, Fields.Statement.Language, Fields.Statement.StatementKind, Fields.Statement.Checkable, Fields.Statement.SupportCount,
        Fields.Statement.RebutCount, Fields.Statement.ContextCount, Fields.Statement.IndependentSources, Fields.Statement.AppearanceCount,
        Fields.Statement.ReviewCount, Fields.Statement.Strength, Fields.Statement.Attention, Fields.Appearance.Statement, Fields.Evidence.Basis,
        Fields.Evidence.BasisKind, Fields.Evidence.Target, Fields.Evidence.Stance, Fields.Review.Statement, Fields.Review.Reviewer, Fields.Review.Verdict,
    ];

    private static string Assign(string columns, int skip, params IEnumerable<string> without) =>
        string.Join(", ", columns.Split(", ").Select((c, i) => (Name: c, Text: $"{c} = ?{i + 1}")).Skip(skip).ExceptBy(without, c => c.Name).Select(c => c.Text));
}
