using System.Runtime.InteropServices;
using ClaimGraph.Sqlite.Native;
using ClaimGraph.Stores.Counting;

namespace ClaimGraph.Sqlite.Tables;

/// <summary>The table <c>tally</c>: a row for each metric, subject and month, and one for each year, whose number is negative, so that long
/// times take few rows; those by day stand under the next metric. What a group of commits adds is
/// gathered first, as their nodes mostly count in the same rows.</summary>
internal sealed class Tally : ITally
{
    // What is counted in the years after ?4, and the rows of the months from ?3 to the end of it.
    private const string LaterYears = "ifnull((SELECT sum(n) FROM tally WHERE metric = ?1 AND subject = ?2 AND period < -?4), 0)";
    private const string MonthsOfYear = "FROM tally WHERE metric = ?1 AND subject = ?2 AND period BETWEEN ?3 AND ?4 * 12 + 11";

    private readonly Dictionary<(Metric Metric, long Subject, long Period), int> _added = [];

    public void Add(Metric metric, long subject, DateTimeOffset createdAt, int n)
    {
        var month = Period.Month(createdAt);
        Add(metric, subject, month, n);
        Add(metric, subject, -(month / 12), n);
        if (metric.IsByDay())
            Add(metric + 1, subject, Period.Day(createdAt), n);
    }

    /// <summary>Writes what was added since the last call.</summary>
    public void Write(Connection connection)
    {
        foreach (var ((metric, subject, period), n) in _added)
            if (n != 0)
                connection
                    .Prepare(
                        """
                        INSERT INTO tally (metric, subject, period, n) VALUES (?1, ?2, ?3, ?4)
                        ON CONFLICT (metric, subject, period) DO UPDATE SET n = n + excluded.n
                        """
                    )
                    .Bind(1, (long)metric)
                    .Bind(2, subject)
                    .Bind(3, period)
                    .Bind(4, n)
                    .Execute();
        _added.Clear();
    }

    /// <summary>Forgets what was added and is not written.</summary>
    public void Clear() => _added.Clear();

    private void Add(Metric metric, long subject, long period, int n) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_added, (metric, subject, period), out _) += n;

    /// <summary>What a metric counted for a subject in whole months and days.</summary>
    public static long Of(Connection connection, Metric metric, long subject, Parts parts) =>
        (parts.IsEver ? Ever(connection, metric, subject) : FromMonth(connection, metric, subject, parts.FirstMonth))
        + (parts.HasDays ? OfDays(connection, metric, subject, parts) : 0);

    /// <summary>What a metric ever counted for a subject.</summary>
    public static long Ever(Connection connection, Metric metric, long subject) =>
        connection
            .Prepare("SELECT sum(n) FROM tally WHERE metric = ?1 AND subject = ?2 AND period < 0")
            .Bind(1, (long)metric)
            .Bind(2, subject)
            .ReadNumber();

    /// <summary>What a metric counted for a subject in a month and in all later ones.</summary>
    private static long FromMonth(Connection connection, Metric metric, long subject, long month) =>
        connection
            .Prepare($"SELECT {LaterYears} + ifnull(sum(n), 0) {MonthsOfYear}")
            .Bind(1, (long)metric)
            .Bind(2, subject)
            .Bind(3, month)
            .Bind(4, month / 12)
            .ReadNumber();

    /// <summary>What a metric counted for a subject on the days of <paramref name="parts"/>.</summary>
    private static long OfDays(Connection connection, Metric metric, long subject, Parts parts) =>
        connection
            .Prepare("SELECT sum(n) FROM tally WHERE metric = ?1 AND subject = ?2 AND period BETWEEN ?3 AND ?4")
            .Bind(1, (long)metric + 1)
            .Bind(2, subject)
            .Bind(3, parts.FirstDay)
            .Bind(4, parts.LastDay)
            .ReadNumber();

    /// <summary>What a metric counted for a subject in a month, and in the months after it.</summary>
    public static (long InMonth, long Later) SplitAtMonth(Connection connection, Metric metric, long subject, long month)
    {
        var command = connection
            .Prepare(
                "SELECT sum(CASE WHEN period = ?3 THEN n ELSE 0 END), "
                    + $"{LaterYears} + ifnull(sum(CASE WHEN period > ?3 THEN n ELSE 0 END), 0) {MonthsOfYear}"
            )
            .Bind(1, (long)metric)
            .Bind(2, subject)
            .Bind(3, month)
            .Bind(4, month / 12);
        var counts = command.Step() ? (command.LongOrNull(0) ?? 0, command.Long(1)) : default;
        command.Reset();
        return counts;
    }
}
