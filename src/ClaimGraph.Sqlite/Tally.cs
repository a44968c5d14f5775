using ClaimGraph.Sqlite.Native;

namespace ClaimGraph.Sqlite;

/// <summary>
/// Counts of active nodes by the month (and, for counts over everything, the day) in which they were created, kept in the commit that changes them.
/// A count "since" any moment then adds up some dozens of rows and looks at single nodes only within one day or month, whatever the size of the graph.
/// </summary>
internal static class Tally
{
    /// <summary>What is counted. The numbers are stored; never renumber. Odd ones are by month, the next even one, where there is one, by day.</summary>
    public enum Metric : long
    {
        /// <summary>Nodes of a kind (the subject).</summary>
        Nodes = 1,
        NodesByDay = 2,
        /// <summary>Statements with a verdict (the subject; 0 for none).</summary>
        Verdicts = 3,
        VerdictsByDay = 4,
        /// <summary>Evidence with a stance (the subject).</summary>
        Stances = 5,
        StancesByDay = 6,
        /// <summary>Supporting evidence on a target (the subject).</summary>
        Supports = 7,
        /// <summary>Rebutting evidence on a target (the subject).</summary>
        Rebuts = 9,
        /// <summary>Evidence that rests on a basis (the subject).</summary>
        Uses = 11,
    }

    private const long MillisecondsPerDay = 86_400_000;

    /// <summary>Adds a changed node: what it counted before is taken away, what it counts now is added.</summary>
    public static void Write(Connection connection, Node? before, Node after)
    {
        Add(connection, before, -1);
        Add(connection, after, +1);
    }

    /// <summary>True when a change of the node cannot change a count.</summary>
    public static bool IsSame(Node before, Node after) => before.IsActive == after.IsActive && (before, after) switch
    {
        (Statement a, Statement b) => a.Derived.Verdict == b.Derived.Verdict,
        (Evidence a, Evidence b) => a.Content.Stance == b.Content.Stance,
        _ => true,
    };

    private static void Add(Connection connection, Node? node, int sign)
    {
        if (node is not { IsActive: true }) return;
        var time = node.CreatedAt;
        AddBoth(connection, Metric.Nodes, (long)node.Kind, time, sign);
        switch (node)
        {
            case Statement statement:
                AddBoth(connection, Metric.Verdicts, (long)(statement.Derived.Verdict ?? 0), time, sign);
                break;
            case Evidence evidence:
                AddBoth(connection, Metric.Stances, (long)evidence.Content.Stance, time, sign);
                if (evidence.Content.Stance == Stance.Supports) Add(connection, Metric.Supports, evidence.Content.Target.Value, Month(time), sign);
                if (evidence.Content.Stance == Stance.Rebuts) Add(connection, Metric.Rebuts, evidence.Content.Target.Value, Month(time), sign);
                Add(connection, Metric.Uses, evidence.Content.Basis.Value, Month(time), sign);
                break;
        }
    }

    private static void AddBoth(Connection connection, Metric monthly, long subject, DateTimeOffset time, int sign)
    {
        Add(connection, monthly, subject, Month(time), sign);
        Add(connection, monthly + 1, subject, Day(time), sign);
    }

    private static void Add(Connection connection, Metric metric, long subject, long period, int n) => connection.Prepare(
        "INSERT INTO tally (metric, subject, period, n) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (metric, subject, period) DO UPDATE SET n = n + excluded.n")
        .Bind(1, (long)metric).Bind(2, subject).Bind(3, period).Bind(4, n).Execute();

    /// <summary>All that a metric counted for a subject.</summary>
    public static long Total(Connection connection, Metric metric, long subject) => From(connection, metric, subject, long.MinValue);

    /// <summary>What a monthly metric counted for a subject in whole months after the one of <paramref name="since"/>.</summary>
    public static long AfterMonth(Connection connection, Metric metric, long subject, DateTimeOffset since) => From(connection, metric, subject, Month(since) + 1);

    /// <summary>What a monthly metric counted for a subject in the month of <paramref name="since"/>, and in the months after it.</summary>
    public static (long InMonth, long Later) FromMonth(Connection connection, Metric metric, long subject, DateTimeOffset since)
    {
        var command = connection.Prepare("SELECT sum(CASE WHEN period = ?3 THEN n ELSE 0 END), sum(CASE WHEN period > ?3 THEN n ELSE 0 END) FROM tally WHERE metric = ?1 AND subject = ?2 AND period >= ?3")
            .Bind(1, (long)metric).Bind(2, subject).Bind(3, Month(since));
        var counts = command.Step() ? (command.Long(0), command.Long(1)) : default;
        command.Reset();
        return counts;
    }

    /// <summary>What a metric by month and day counted for a subject in whole days after the one of <paramref name="since"/>.</summary>
    public static long AfterDay(Connection connection, Metric monthly, long subject, DateTimeOffset since) =>
        AfterMonth(connection, monthly, subject, since)
        + Between(connection, monthly + 1, subject, Day(since) + 1, Day(NextMonth(since)) - 1);

    /// <summary>The first millisecond of the next day.</summary>
    public static long NextDayStart(DateTimeOffset time) => (Day(time) + 1) * MillisecondsPerDay;

    /// <summary>The first millisecond of the next month.</summary>
    public static long NextMonthStart(DateTimeOffset time) => NextMonth(time).ToUnixTimeMilliseconds();

    private static long From(Connection connection, Metric metric, long subject, long period) =>
        connection.Prepare("SELECT sum(n) FROM tally WHERE metric = ?1 AND subject = ?2 AND period >= ?3").Bind(1, (long)metric).Bind(2, subject).Bind(3, period).ReadNumber();

    private static long Between(Connection connection, Metric metric, long subject, long first, long last) =>
        connection.Prepare("SELECT sum(n) FROM tally WHERE metric = ?1 AND subject = ?2 AND period BETWEEN ?3 AND ?4")
            .Bind(1, (long)metric).Bind(2, subject).Bind(3, first).Bind(4, last).ReadNumber();

    private static long Day(DateTimeOffset time) => (long)Math.Floor(time.ToUnixTimeMilliseconds() / (double)MillisecondsPerDay);
    private static long Month(DateTimeOffset time) => time.UtcDateTime.Year * 12L + time.UtcDateTime.Month - 1;

    private static DateTimeOffset NextMonth(DateTimeOffset time) => time.UtcDateTime is { Year: 9999, Month: 12 } ? DateTimeOffset.MaxValue
        : new DateTimeOffset(time.UtcDateTime.Year, time.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1);
}
