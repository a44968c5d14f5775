using System.Text.RegularExpressions;
using ClaimGraph.Sqlite.Native;
using ClaimGraph.Sqlite.Tables;

namespace ClaimGraph.Sqlite.Writing;

/// <summary>
/// Sets the derived columns of one noun's nodes. Indexed columns that did not change are left out: SQLite takes the entry of every column
/// that is set out of its index and puts it in again, whatever the value, and that is one more page to write.
/// </summary>
internal sealed partial class DerivedUpdate
{
    private readonly NodeTable _table;
    private readonly FieldColumns[] _unindexed,
        _indexed;
    private readonly string?[] _texts; // by the set of the indexed columns that changed

    public DerivedUpdate(NodeTable table, Connection connection)
    {
        _table = table;
        var names = IndexedNames(connection, table.Name);
        _indexed = [.. table.Derived.Where(c => c.Names.Any(names.Contains))];
        _unindexed = [.. table.Derived.Except(_indexed)];
        _texts = new string?[1 << _indexed.Length];
    }

    public void Run(Connection connection, Node before, Node after)
    {
        var (old, now, changed) = (before.DerivedValues!, after.DerivedValues!, 0);
        for (var i = 0; i < _indexed.Length; i++)
            if (!_indexed[i].IsSame(old, now))
                changed |= 1 << i;
        if (changed == 0 && _unindexed.Length == 0)
            return;
        var command = connection.Prepare(_texts[changed] ??= Text(changed)).Bind(1, after.Id.Value);
        foreach (var column in _unindexed)
            column.Bind(command, now);
        for (var i = 0; i < _indexed.Length; i++)
            if ((changed & 1 << i) != 0)
                _indexed[i].Bind(command, now);
        command.Execute();
    }

    private string Text(int changed)
    {
        var set = _unindexed.Concat(_indexed.Where((_, i) => (changed & 1 << i) != 0)).SelectMany(c => c.Assignments);
        return $"UPDATE {_table.Name} SET {string.Join(", ", set)} WHERE id = ?1";
    }

    /// <summary>Every word in the indexes of a table: columns, conditions, and others, which do no harm.</summary>
    private static HashSet<string> IndexedNames(Connection connection, string table)
    {
        var names = new HashSet<string>();
        var command = connection
            .Prepare("SELECT sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ?1 AND sql IS NOT NULL")
            .Bind(1, table);
        while (command.Step())
            names.UnionWith(Name().Matches(command.Text(0)).Select(m => m.Value));
        command.Reset();
        return names;
    }

    [GeneratedRegex(@"\w+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
