using ClaimGraph.Queries;
using ClaimGraph.Sqlite.Native;
using ClaimGraph.Sqlite.Tables;
using ClaimGraph.Stores.Counting;

namespace ClaimGraph.Sqlite.Reading;

/// <summary>Tells where to group the few rows that were entered lately. SQLite reads all rows in the order of an index on the grouped
/// column, whatever part of them a range leaves: with 350,000 pieces of evidence, 65 ms for the last week instead of 1.</summary>
internal static class RecentRows
{
    // A row found by its time is mostly looked up in the table, which takes as long as reading eight rows in the order of an index.
    private const long MostPart = 8;

    /// <summary>What is written before the grouped column: where a plus stands, no index has its order.</summary>
    public static string Sign(Connection connection, NodeKind kind, Filter? filter) =>
        filter is not null
        && Since.Parts(filter).OfType<Condition>().FirstOrDefault(part => IsSince(kind, part)) is { Values: [DateTimeOffset since] }
        && Tally.Of(connection, Metric.Nodes, (long)kind, Parts.SinceDay(since))
            <= Tally.Ever(connection, Metric.Nodes, (long)kind) / MostPart
            ? "+"
            : "";

    private static bool IsSince(NodeKind kind, Condition part) =>
        part.Comparison is Comparison.GreaterOrEqual or Comparison.Greater && part.Field == Fields.CreatedAt(kind);
}
