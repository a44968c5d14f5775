using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Labels;
using ClaimGraph.Neo4j.Reading;
using ClaimGraph.Stores.Counting;

namespace ClaimGraph.Neo4j.Counting;

/// <summary>Counts from what <see cref="Tally"/> stores; from single nodes where only a part of a day counts.</summary>
internal sealed class TallyReader(IDriver driver, CountCache cache, CancellationToken cancellation) : ICounts
{
    public int EvidencePerCandidate => 4;

    private const string ReadMonths = """
        MATCH (t:Tally) WHERE t.metric = $metric AND t.subject IS NOT NULL AND t.month IS NOT NULL
        RETURN t.subject, t.month, t.n, t.days
        """;

    private const string ReadSubjects =
        "MATCH (t:Tally) WHERE t.metric = $metric AND t.subject IS NOT NULL AND t.month IS NOT NULL RETURN DISTINCT t.subject";

    private const string SumMonths = """
        UNWIND range(0, size($subjects) - 1) AS i CALL { WITH i
          MATCH (t:Tally) WHERE t.metric = $metric AND t.subject = $subjects[i] AND t.month >= $from
          RETURN sum(CASE WHEN t.month >= $firstMonth THEN CASE WHEN t.n IS :: INTEGER THEN t.n END
            WHEN t.days IS :: LIST<INTEGER NOT NULL> THEN reduce(c = 0, x IN t.days[$firstDay..$endDay] | c + x) END) AS c }
        RETURN i, c
        """;

    private readonly record struct Month(long Subject, long Number, long Count, long[] Days);

    public async ValueTask AddAsync(Metric metric, long[] subjects, Parts parts, long[] sums)
    {
        List<Query> queries = parts.HasNodes ? [CountNodes(metric, subjects, parts, sums)] : [];
        if (await cache.GetAsync(metric, (this, metric), static s => s.Item1.ReadMonthsAsync(s.metric), cancellation) is { } months)
            AddMonths(months, subjects, parts, sums);
        else
            queries.Add(Sum(metric, subjects, parts, sums));
        await driver.ReadAsync(queries, cancellation);
    }

    public async ValueTask<long[]> SubjectsAsync(Metric metric)
    {
        if (await cache.GetAsync(metric, (this, metric), static s => s.Item1.ReadMonthsAsync(s.metric), cancellation) is { } months)
            return [.. months.Select(m => m.Subject).Distinct()];
        var subjects = new List<long>();
        await driver.ReadAsync(
            [new Query(ReadSubjects, NodeCypher.Parameter("metric", Names<Metric>.Of(metric)), row => subjects.Add(row.Long()))],
            cancellation
        );
        return [.. subjects];
    }

    public ICandidates Candidates(Ranking ranking, DateTimeOffset? since) =>
        new CandidateReader(driver, cache, ranking, since, cancellation);

    private async ValueTask<List<Month>> ReadMonthsAsync(Metric metric)
    {
        var months = new List<Month>();
        await driver.ReadAsync(
            [
                new Query(
                    ReadMonths,
                    NodeCypher.Parameter("metric", Names<Metric>.Of(metric)),
                    row => months.Add(new Month(row.Long(), row.Long(), row.Long(), row.Longs()))
                ),
            ],
            cancellation
        );
        return months;
    }

    private static void AddMonths(List<Month> months, long[] subjects, Parts parts, long[] sums)
    {
        var (firstDay, endDay) = DaysOfMonth(parts);
        foreach (var month in months)
        {
            var at = Array.IndexOf(subjects, month.Subject);
            if (at < 0)
                continue;
            if (month.Number >= parts.FirstMonth)
                sums[at] += month.Count;
            else if (month.Number == parts.FirstMonth - 1)
                for (var day = firstDay; day < Math.Min(endDay, month.Days.Length); day++)
                    sums[at] += month.Days[day];
        }
    }

    private static Query Sum(Metric metric, long[] subjects, Parts parts, long[] sums)
    {
        var (firstDay, endDay) = DaysOfMonth(parts);
        return new(
            SumMonths,
            new Dictionary<string, object?>
            {
                ["metric"] = Names<Metric>.Of(metric),
                ["subjects"] = subjects,
                ["firstMonth"] = parts.FirstMonth,
                ["from"] = parts.HasDays ? parts.FirstMonth - 1 : parts.FirstMonth,
                ["firstDay"] = firstDay,
                ["endDay"] = endDay,
            },
            row => sums[row.Long()] += row.Long()
        );
    }

    /// <summary>The whole days as positions in the list of their month.</summary>
    private static (long First, long End) DaysOfMonth(Parts parts)
    {
        if (!parts.HasDays)
            return default;
        var firstOfMonth = Period.FirstDay(parts.FirstMonth - 1);
        return (parts.FirstDay - firstOfMonth, parts.LastDay - firstOfMonth + 1);
    }

    private static Query CountNodes(Metric metric, long[] subjects, Parts parts, long[] sums)
    {
        var field = SubjectOf(metric);
        var label = NodeLabel.Of(field?.Kind ?? (NodeKind)subjects[0]);
        var names = field?.EnumType is { } type ? EnumNames.Of(type) : null;
        var value = field is null ? "null" : $"n.{label.Property(field)}";
        var flag = metric == Metric.Stances ? $"n.{label.Property(Fields.Evidence.BasisRetracted)}" : "false";
        return new Query(
            $"""
            MATCH (n:{label.Name}) WHERE n.createdAt >= $first AND n.createdAt < $end AND n._id IS NOT NULL AND {Conditions.NodeIsActive}
            {(field?.Type == DataType.FlagSet ? $"UNWIND {value} AS v RETURN v" : $"RETURN {value}")}, {flag}, count(*)
            """,
            new Dictionary<string, object?> { ["first"] = parts.FirstMillisecond, ["end"] = parts.EndMillisecond },
            row =>
            {
                var (at, count) = (Array.IndexOf(subjects, ReadSubject(row) + (row.Bool() ? Tallies.OnRetractedBasis : 0)), row.Long());
                if (at >= 0)
                    sums[at] += count;
            }
        );

        long ReadSubject(IRow row)
        {
            if (!row.IsNull)
                return names is null ? LanguageSubject.Of(row.Text()) : names.ReadNumber(row);
            row.Skip();
            return field is null ? subjects[0] : 0; // 0 for a statement without a verdict
        }
    }

    /// <summary>The field whose values are the subjects of a metric; null if the subjects are kinds of nodes.</summary>
    private static Field? SubjectOf(Metric metric) =>
        metric switch
        {
            Metric.Verdicts => Fields.Statement.Verdict,
            Metric.Stances => Fields.Evidence.Stance,
            Metric.Attention => Fields.Statement.Attention,
            Metric.Proposals => Fields.Proposal.State,
            Metric.StatementKinds => Fields.Statement.StatementKind,
            Metric.Languages => Fields.Statement.Language,
            _ => null,
        };
}
