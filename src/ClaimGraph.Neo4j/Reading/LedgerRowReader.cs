using ClaimGraph.Ledger;
using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Labels;

namespace ClaimGraph.Neo4j.Reading;

/// <summary>Reads ledger entries from rows that hold one change each; the rows of an entry follow each other.</summary>
internal sealed class LedgerRowReader
{
    private readonly List<(LedgerEntry Entry, List<Change> Changes)> _entries = [];

    public IReadOnlyList<LedgerEntry> Entries => [.. _entries.Select(e => e.Entry)];

    public void Add(IRow row)
    {
        var changes = new List<Change>();
        var entry = ReadEntry(row, changes);
        if (_entries.Count > 0 && _entries[^1].Entry.Revision == entry.Revision)
            changes = _entries[^1].Changes;
        else
            _entries.Add((entry, changes));
        if (!row.IsNull)
            changes.Add(new Change(Names<ChangeAction>.Read(row), row.Id(), row.TextOrNull(), row.Text()));
    }

    /// <summary>Reads the columns of an entry.</summary>
    public static LedgerEntry ReadEntry(IRow row, IReadOnlyList<Change> changes) =>
        new(row.Long(), row.Time(), row.Text(), row.TextOrNull(), row.TextOrNull(), changes, row.Bytes(), row.Bytes())
        {
            Results = row.Ids(),
            Affected = row.Ids(),
        };
}
