using System.Runtime.InteropServices;
using ClaimGraph.Counting;
using ClaimGraph.Neo4j.Labels;
using ClaimGraph.Neo4j.Wire;
using ClaimGraph.Neo4j.Writing;

namespace ClaimGraph.Neo4j.Reading;

/// <summary>Counts from what <see cref="Tally"/> keeps, and of single nodes where only a part of a day or month counts.</summary>
internal sealed class TallyReader(ICypher cypher, CancellationToken cancellation) : ICounts
{
    public ValueTask AddAsync(Metric metric, long[] subjects, Parts parts, long[] sums)
    {
        var whole = new Query("""
            UNWIND range(0, size($subjects) - 1) AS i
            CALL { WITH i MATCH (t:Tally) WHERE t.metric = $metric AND t.subject = $subjects[i] AND t.month >= $from
              RETURN sum(CASE WHEN t.month >= $firstMonth THEN t.n ELSE reduce(c = 0, x IN t.days[$firstDay..$endDay] | c + x) END) AS c }
            RETURN i, c
            """, Whole(metric, subjects, parts), row => sums[row.Long()] += row.Long());
        return cypher.ReadAsync(parts.HasNodes ? [whole, Nodes(metric, subjects, parts, sums)] : [whole], cancellation);
    }

    // Days are places in the list of their month here, and not numbers of their own.
    private static Dictionary<string, object?> Whole(Metric metric, long[] subjects, Parts parts)
    {
        var before = parts.HasDays ? Period.FirstDay(parts.FirstMonth - 1) : 0;
        return new()
        {
            ["metric"] = Names<Metric>.Of(metric), ["subjects"] = subjects, ["firstMonth"] = parts.FirstMonth, ["from"] = parts.HasDays ? parts.FirstMonth - 1 : parts.FirstMonth,
            ["firstDay"] = parts.HasDays ? parts.FirstDay - before : 0, ["endDay"] = parts.HasDays ? parts.LastDay - before + 1 : 0,
        };
    }

    private static Query Nodes(Metric metric, long[] subjects, Parts parts, long[] sums)
    {
        var (label, value) = metric switch
        {
            Metric.Verdicts => (nameof(Statement), "n.verdict"),
            Metric.Stances => (nameof(Evidence), "n.stance"),
            _ => (NodeLabel.Of((NodeKind)subjects[0]).Name, "null"),
        };
        return new Query($"MATCH (n:{label}) WHERE n.createdAt >= $first AND n.createdAt < $end AND n.id IS NOT NULL AND n.status <> 'RETRACTED' RETURN {value}, count(*)",
            new Dictionary<string, object?> { ["first"] = parts.FirstMillisecond, ["end"] = parts.EndMillisecond }, row =>
            {
                var subject = metric switch
                {
                    Metric.Verdicts => (long)(Names<Verdict>.ReadOrNull(row) ?? 0),
                    Metric.Stances => (long)Names<Stance>.Read(row),
                    _ => row.LongOrNull() ?? subjects[0],
                };
                sums[Array.IndexOf(subjects, subject)] += row.Long();
            });
    }

    public ICandidates Candidates(Ranking ranking, DateTimeOffset? since) => new CandidateReader(cypher, ranking, since, cancellation);

    private sealed class CandidateReader(ICypher cypher, Ranking ranking, DateTimeOffset? since, CancellationToken cancellation) : ICandidates
    {
        private const int LargestBatch = 2_048;

        private readonly long _month = since is { } time ? Period.Month(time) : 0;
        private int _visited, _next = 32;

        public async ValueTask NextAsync(List<Candidate> batch)
        {
            var total = $"n.{NodeLabel.Of(ranking.Named).Property(ranking.Total)}";
            await cypher.ReadAsync([new Query($"""
                MATCH (n:{ranking.Named}) WHERE {total} > 0 WITH n ORDER BY {total} DESC, n.id SKIP $skip LIMIT $first
                RETURN n.id, {total}{(since is null ? "" : ", n." + Tally.ByMonth(ranking.ByMonth))}
                """, new Dictionary<string, object?> { ["skip"] = (long)_visited, ["first"] = (long)_next }, row => batch.Add(Read(row)))], cancellation);
            _visited += _next;
            _next = Math.Min(4 * _next, LargestBatch);
        }

        private Candidate Read(IRow row)
        {
            var (id, total) = (row.Id(), row.Long());
            if (since is null) return new Candidate(id, total, 0, total);
            var (inMonth, later) = (0L, 0L);
            foreach (var entry in row.Longs())
            {
                var (month, count) = Tally.Split(entry);
                if (month == _month) inMonth += count;
                else if (month > _month) later += count;
            }
            return new Candidate(id, total, inMonth, later);
        }

        public ValueTask CountAsync(List<Candidate> batch)
        {
            var via = NodeLabel.Of(NodeKind.Evidence).Property(ranking.Via);
            return cypher.ReadAsync([new Query($"""
                UNWIND range(0, size($ids) - 1) AS i
                CALL {"{"} WITH i MATCH (n:Evidence) WHERE n.{via} = $ids[i] AND n.createdAt >= $first AND n.createdAt < $end AND n.id IS NOT NULL
                  AND n.status <> 'RETRACTED'{(ranking.Stance is null ? "" : " AND n.stance = $stance")} RETURN count(*) AS c {"}"}
                RETURN i, c
                """, new Dictionary<string, object?>
                {
                    ["ids"] = NodeCypher.Values(batch.Select(c => c.Id)), ["stance"] = ranking.Stance is { } stance ? Names<Stance>.Of(stance) : null,
                    ["first"] = Period.CeilingMilliseconds(since!.Value), ["end"] = Period.NextMonthStart(since.Value),
                }, row =>
                {
                    ref var candidate = ref CollectionsMarshal.AsSpan(batch)[(int)row.Long()];
                    candidate = candidate with { InMonth = 0, Later = candidate.Later + row.Long() };
                })], cancellation);
        }

        public void Dispose()
        {
            // Each batch is a trip of its own.
        }
    }
}
