using System.Runtime.InteropServices;
using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Labels;
using ClaimGraph.Neo4j.Reading;
using ClaimGraph.Stores.Counting;

namespace ClaimGraph.Neo4j.Counting;

/// <summary>The nodes of a ranking, in batches that grow with each round trip.</summary>
internal sealed class CandidateReader(
    IDriver driver,
    CountCache counts,
    Ranking ranking,
    DateTimeOffset? since,
    CancellationToken cancellation
) : ICandidates
{
    private const int FirstBatch = 32,
        MaxBatch = 2_048;
    private const int MaxCached = 1_000;

    private readonly record struct Named(NodeId Id, long Total, long[] ByMonth);

    private readonly long _month = since is { } time ? Period.Month(time) : long.MinValue;
    private int _visited,
        _next = FirstBatch;

    public async ValueTask NextAsync(List<Candidate> batch)
    {
        var cached =
            _visited + _next > MaxCached
                ? null
                : await counts.GetAsync(
                    (ranking.ByMonth, _visited),
                    this,
                    static reader => reader.ReadAsync(withMonths: true),
                    cancellation
                );
        foreach (var node in cached ?? await ReadAsync(withMonths: since is not null || !ranking.IsTotalExact))
            batch.Add(ToCandidate(node));
        _visited += _next;
        _next = Math.Min(4 * _next, MaxBatch);
    }

    private async ValueTask<List<Named>> ReadAsync(bool withMonths)
    {
        var label = NodeLabel.Of(ranking.Named);
        var total = $"n.{label.Property(ranking.Total)}";
        var unless = ranking.Unless is { } flag ? $" AND n.{label.Property(flag)} = false" : "";
        var byMonth = withMonths ? $"n.{Tally.CountsByMonth(ranking.ByMonth)}" : "null";
        var parameters = new Dictionary<string, object?> { ["skip"] = (long)_visited, ["first"] = (long)_next };
        var named = new List<Named>(_next);
        await driver.ReadAsync(
            [
                new Query(
                    $"""
                    MATCH (n:{label.Name}) WHERE {total} > 0 AND {Conditions.NodeIsActive}{unless}
                    WITH n ORDER BY {total} DESC, n._id SKIP $skip LIMIT $first
                    RETURN n._id, {total}, {byMonth}
                    """,
                    parameters,
                    row => named.Add(new Named(row.Id(), row.Long(), row.Longs()))
                ),
            ],
            cancellation
        );
        return named;
    }

    private Candidate ToCandidate(Named node)
    {
        if (since is null && ranking.IsTotalExact)
            return new Candidate(node.Id, node.Total, 0, node.Total);
        var (inMonth, later) = (0L, 0L);
        foreach (var packed in node.ByMonth)
        {
            var (month, count) = MonthCount.Unpack(packed);
            if (month == _month)
                inMonth += count;
            else if (month > _month)
                later += count;
        }
        return new Candidate(node.Id, node.Total, inMonth, later);
    }

    public ValueTask CountAsync(List<Candidate> batch)
    {
        var (label, part) = (NodeLabel.Of(ranking.Via.Kind), PartOfMonth.Shorter(since!.Value));
        var stanceIs = ranking.Stance is null ? "" : $" AND n.{label.Property(Fields.Evidence.Stance)} = $stance";
        var parameters = new Dictionary<string, object?>
        {
            ["ids"] = NodeCypher.Values(batch.Select(c => c.Id)),
            ["first"] = part.First,
            ["end"] = part.End,
            ["stance"] = ranking.Stance is { } stance ? Names<Stance>.Of(stance) : null,
        };
        return driver.ReadAsync(
            [
                new Query(
                    $$"""
                    UNWIND range(0, size($ids) - 1) AS i CALL { WITH i
                      MATCH (n:{{label.Name}}) WHERE n.{{label.Property(ranking.Via)}} = $ids[i]
                        AND n.createdAt >= $first AND n.createdAt < $end AND n._id IS NOT NULL
                        AND {{Conditions.NodeIsActive}} AND n.{{label.Property(Fields.Evidence.BasisRetracted)}} = false{{stanceIs}}
                      RETURN count(*) AS c }
                    RETURN i, c
                    """,
                    parameters,
                    row =>
                    {
                        ref var candidate = ref CollectionsMarshal.AsSpan(batch)[(int)row.Long()];
                        candidate = part.Of(candidate, row.Long());
                    }
                ),
            ],
            cancellation
        );
    }

    public void Dispose()
    {
        // Each batch is a query of its own: nothing is open.
    }
}
