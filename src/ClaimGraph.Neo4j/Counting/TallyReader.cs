using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Labels;
using ClaimGraph.Neo4j.Reading;
using ClaimGraph.Stores.Counting;

namespace ClaimGraph.Neo4j.Counting;

/// <summary>Counts from what <see cref="Tally"/> keeps, and of single nodes where only a part of a day or month counts.</summary>
internal sealed class TallyReader(IDriver cypher, CountCache kept, CancellationToken cancellation) : ICounts
{
    private readonly record struct Month(long Subject, long Number, long Count, long[] Days);

    public async ValueTask AddAsync(Metric metric, long[] subjects, Parts parts, long[] sums)
    {
        List<Query> flight = parts.HasNodes ? [Nodes(metric, subjects, parts, sums)] : [];
        if (await kept.GetAsync(metric, (this, metric), static s => s.Item1.MonthsAsync(s.metric), cancellation) is { } months) Add(months, subjects, parts, sums);
        else flight.Add(Whole(metric, subjects, parts, sums));
        await cypher.ReadAsync(flight, cancellation);
    }

    private static void Add(List<Month> months, long[] subjects, Parts parts, long[] sums)
    {
        var (first, end) = DaysOf(parts);
        foreach (var month in months)
        {
            var at = Array.IndexOf(subjects, month.Subject);
            if (at < 0) continue;
            if (month.Number >= parts.FirstMonth) sums[at] += month.Count;
            else if (month.Number == parts.FirstMonth - 1)
                for (var day = first; day < end; day++) sums[at] += month.Days[day];
        }
    }

    private async ValueTask<List<Month>> MonthsAsync(Metric metric)
    {
        var months = new List<Month>();
        await cypher.ReadAsync([new Query("MATCH (t:Tally) WHERE t.metric = $metric AND t.subject IS NOT NULL AND t.month IS NOT NULL RETURN t.subject, t.month, t.n, t.days",
            NodeCypher.Parameter("metric", Names<Metric>.Of(metric)), row => months.Add(new Month(row.Long(), row.Long(), row.Long(), row.Longs())))], cancellation);
        return months;
    }

    private static Query Whole(Metric metric, long[] subjects, Parts parts, long[] sums)
    {
        var (first, end) = DaysOf(parts);
        return new("""
            UNWIND range(0, size($subjects) - 1) AS i
            CALL { WITH i MATCH (t:Tally) WHERE t.metric = $metric AND t.subject = $subjects[i] AND t.month >= $from
              RETURN sum(CASE WHEN t.month >= $firstMonth THEN t.n ELSE reduce(c = 0, x IN t.days[$firstDay..$endDay] | c + x) END) AS c }
            RETURN i, c
            """, new Dictionary<string, object?>
        {
            ["metric"] = Names<Metric>.Of(metric), ["subjects"] = subjects, ["firstMonth"] = parts.FirstMonth, ["from"] = parts.HasDays ? parts.FirstMonth - 1 : parts.FirstMonth,
            ["firstDay"] = first, ["endDay"] = end,
        }, row => sums[row.Long()] += row.Long());
    }

    // Days are places in the list of their month here, and not numbers of their own.
    private static (long First, long End) DaysOf(Parts parts)
    {
        if (!parts.HasDays) return default;
        var before = Period.FirstDay(parts.FirstMonth - 1);
        return (parts.FirstDay - before, parts.LastDay - before + 1);
    }

    private static Query Nodes(Metric metric, long[] subjects, Parts parts, long[] sums)
    {
        var field = SubjectOf(metric);
        var label = NodeLabel.Of(field?.Kind ?? (NodeKind)subjects[0]);
        var names = field is null ? null : EnumNames.Of(field.EnumType!);
        var value = field is null ? "null" : $"n.{label.Property(field)}";
        return new Query($"""
            MATCH (n:{label.Name}) WHERE n.createdAt >= $first AND n.createdAt < $end AND n.id IS NOT NULL AND n.status <> 'RETRACTED'
            RETURN {value}, count(*)
            """, new Dictionary<string, object?> { ["first"] = parts.FirstMillisecond, ["end"] = parts.EndMillisecond },
            row => sums[Array.IndexOf(subjects, ReadSubject(row))] += row.Long());

        long ReadSubject(IRow row)
        {
            if (!row.IsNull) return names!.ReadNumber(row);
            row.Skip();
            return field is null ? subjects[0] : 0;             // 0 for a statement without a verdict
        }
    }

    /// <summary>The field whose values are the subjects of a metric; null where these are kinds.</summary>
    private static Field? SubjectOf(Metric metric) => metric switch
    {
        Metric.Verdicts => Fields.Statement.Verdict,
        Metric.Stances => Fields.Evidence.Stance,
        _ => null,
    };

    public ICandidates Candidates(Ranking ranking, DateTimeOffset? since) => new CandidateReader(cypher, kept, ranking, since, cancellation);
}
