using ClaimGraph.Queries;
using ClaimGraph.Sqlite.Native;
using ClaimGraph.Sqlite.Tables;

namespace ClaimGraph.Sqlite.Reading;

/// <summary>Which nodes are named most often.</summary>
internal static class RankReader
{
    // Up to so many pieces of evidence are counted one by one; beyond it, the nodes are visited from the most used down.
    private const long FewEnoughToCount = 1_000;
    private const int MostCandidates = 5_000;

    public static List<NodeCount> Rank(Connection connection, Field via, NodeKind named, Filter? filter, int first) =>
        first <= 0 ? []
        : Since.TryRecognise(via.Kind, filter, out var since) && Ranked(via, named, since.Stance) is { } ranked
            && ByThreshold(connection, ranked, since, first) is { } ranking ? ranking
        : ByCounting(connection, via, named, filter, first);

    /// <summary>A ranking that the store keeps counts for.</summary>
    /// <param name="Total">The indexed column with the count over all time, an upper bound for the count since any moment.</param>
    private sealed record Ranking(string Table, string Total, Tally.Metric ByMonth, string Named)
    {
        public string Candidates { get; } = $"SELECT id, {Total} FROM {Table} WHERE {Total} > 0 ORDER BY {Total} DESC, id LIMIT {MostCandidates + 1}";
        public string FirstMonth { get; } = $"SELECT count(*) FROM evidence WHERE {Named} AND created_at >= ?2 AND created_at < ?3 AND status <> 2";
    }

    private static Ranking? Ranked(Field via, NodeKind named, Stance? stance)
    {
        if (via == Fields.Evidence.Basis && named == NodeKind.Source && stance is null) return MostUsed;
        if (via != Fields.Evidence.Target || named != NodeKind.Statement) return null;
        return stance switch { Stance.Supports => MostSupported, Stance.Rebuts => MostRebutted, _ => null };
    }

    private static readonly Ranking MostUsed = new("source", "evidence_count", Tally.Metric.Uses, "basis = ?1");
    private static readonly Ranking MostSupported = new("statement", "support_count", Tally.Metric.Supports, "target = ?1 AND stance = 1");
    private static readonly Ranking MostRebutted = new("statement", "rebut_count", Tally.Metric.Rebuts, "target = ?1 AND stance = 2");

    /// <summary>
    /// The threshold algorithm of Fagin, Lotem and Naor (PODS 2001): candidates come in falling order of their total count, which no count since a
    /// moment exceeds, so the search ends as soon as the last of the best beats the next total. Null when that would not be quick.
    /// </summary>
    private static List<NodeCount>? ByThreshold(Connection connection, Ranking ranking, Since since, int first)
    {
        if (since.Time is { } start && EvidenceSince(connection, start) <= FewEnoughToCount) return null;
        var candidates = connection.Prepare(ranking.Candidates);
        var best = new PriorityQueue<NodeCount, (long Count, long Id)>();        // the worst of the best comes out first
        var visited = 0;
        while (candidates.Step())
        {
            var (id, total) = (candidates.Long(0), candidates.Long(1));
            if (best.Count == first && best.Peek().Count > total) break;
            if (++visited > MostCandidates) return Abandon(candidates);
            var least = best.Count == first ? best.Peek().Count : 1;
            var count = since.Time is { } time ? CountSince(connection, ranking, id, time, least) : total;
            if (count < least) continue;
            best.Enqueue(new NodeCount(NodeId.FromValue(id), count), (count, -id));
            if (best.Count > first) best.Dequeue();
        }
        candidates.Reset();
        return [.. best.UnorderedItems.Select(i => i.Element).OrderByDescending(n => n.Count).ThenBy(n => n.Id)];
    }

    private static List<NodeCount>? Abandon(Command command)
    {
        command.Reset();
        return null;
    }

    private static long EvidenceSince(Connection connection, DateTimeOffset time) =>
        Enum.GetValues<Stance>().Sum(stance => Tally.AfterMonth(connection, Tally.Metric.Stances, (long)stance, time)) is var later && later > FewEnoughToCount
            ? later : later + connection.Prepare("SELECT count(*) FROM evidence WHERE created_at >= ?1 AND created_at < ?2")
                .Bind(1, CountReader.CeilingMilliseconds(time)).Bind(2, Tally.NextMonthStart(time)).ReadNumber();

    /// <summary>The count since a moment; 0 when it is below <paramref name="least"/>, which the whole of the first month mostly tells already.</summary>
    private static long CountSince(Connection connection, Ranking ranking, long id, DateTimeOffset time, long least)
    {
        var (inMonth, later) = Tally.FromMonth(connection, ranking.ByMonth, id, time);
        if (inMonth + later < least) return 0;
        return inMonth == 0 ? later : later + connection.Prepare(ranking.FirstMonth)
            .Bind(1, id).Bind(2, CountReader.CeilingMilliseconds(time)).Bind(3, Tally.NextMonthStart(time)).ReadNumber();
    }


    private static List<NodeCount> ByCounting(Connection connection, Field via, NodeKind named, Filter? filter, int first)
    {
        var table = NodeTable.Of(via.Kind);
        var sql = CountReader.GroupedBy(table, via, out var value).Append($" WHERE {value} & 7 = {(int)named}");
        if (filter is not null) sql.Append(" AND ").AppendFilter(table, filter);
        var command = sql.Append(" GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ").Value((long)first).Prepare(connection);
        var ranking = new List<NodeCount>();
        while (command.Step()) ranking.Add(new NodeCount(NodeId.FromValue(command.Long(0)), command.Long(1)));
        command.Reset();
        return ranking;
    }
}
