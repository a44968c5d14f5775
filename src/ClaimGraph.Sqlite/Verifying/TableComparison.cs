using System.Globalization;
using System.Text;
using ClaimGraph.Sqlite.Native;
using static SQLitePCL.raw;

namespace ClaimGraph.Sqlite.Verifying;

/// <summary>Compares the rows of a file with those that the replay of its ledger makes, column by column. Memory holds two rows.</summary>
/// <param name="name">What the rows are of, for people.</param>
/// <param name="sql">Gives the rows in the order of their key, which comes first.</param>
/// <param name="keys">How many columns the key has.</param>
internal sealed class TableComparison(string name, string sql, int keys)
{
    private const int MostProblems = 3;
    private const int LongestValue = 60;

    /// <summary>The first differences.</summary>
    public List<string> Run(Connection file, Connection replayed, CancellationToken cancellation)
    {
        var problems = new List<string>();
        var (left, right) = (file.Prepare(sql), replayed.Prepare(sql));
        var (hasLeft, hasRight) = (left.Step(), right.Step());
        while ((hasLeft || hasRight) && problems.Count < MostProblems)
        {
            cancellation.ThrowIfCancellationRequested();
            var order =
                !hasLeft ? 1
                : !hasRight ? -1
                : CompareKeys(left, right);
            if (order < 0)
                problems.Add($"{name} {KeyOf(left)}: it does not follow from the ledger.");
            else if (order > 0)
                problems.Add($"{name} {KeyOf(right)}: it is missing.");
            else
                AddDifference(left, right, problems);
            hasLeft = order <= 0 ? left.Step() : hasLeft;
            hasRight = order >= 0 ? right.Step() : hasRight;
        }
        left.Reset();
        right.Reset();
        return problems;
    }

    private void AddDifference(Command left, Command right, List<string> problems)
    {
        for (var column = keys; column < left.ColumnCount; column++)
        {
            if (Compare(left, right, column) == 0)
                continue;
            problems.Add(
                $"{name} {KeyOf(left)}: {left.NameOf(column)} is {Show(left, column)}, "
                    + $"but follows as {Show(right, column)} from the ledger."
            );
            return;
        }
    }

    private int CompareKeys(Command left, Command right)
    {
        for (var column = 0; column < keys; column++)
            if (Compare(left, right, column) is not 0 and var order)
                return order;
        return 0;
    }

    /// <summary>In SQLite's order: numbers by value, texts by their bytes.</summary>
    private static int Compare(Command left, Command right, int column)
    {
        var type = left.Type(column);
        if (type != right.Type(column))
            return type.CompareTo(right.Type(column));
        return type switch
        {
            SQLITE_NULL => 0,
            SQLITE_INTEGER => left.Long(column).CompareTo(right.Long(column)),
            SQLITE_FLOAT => left.Double(column).CompareTo(right.Double(column)),
            _ => left.Utf8(column).SequenceCompareTo(right.Utf8(column)),
        };
    }

    private string KeyOf(Command row) => string.Join(", ", Enumerable.Range(0, keys).Select(column => Show(row, column)));

    private static string Show(Command row, int column) =>
        row.Type(column) switch
        {
            SQLITE_NULL => "empty",
            SQLITE_INTEGER => row.Long(column).ToString(CultureInfo.InvariantCulture),
            SQLITE_FLOAT => row.Double(column).ToString(CultureInfo.InvariantCulture),
            SQLITE_BLOB => Shorten(Convert.ToHexStringLower(row.Utf8(column))),
            _ => $"'{Shorten(Encoding.UTF8.GetString(row.Utf8(column)))}'",
        };

    private static string Shorten(string text) =>
        CodePoints.Slice(text, 0, LongestValue) is { } start && start.Length < text.Length ? start + "…" : text;
}
