using ClaimGraph.Sqlite.Native;
using ClaimGraph.Sqlite.Tables;
using ClaimGraph.Stores.Counting;

namespace ClaimGraph.Sqlite.Reading;

/// <summary>Counts from the table <c>tally</c>, and of single nodes where only a part of a day or month counts. Every task is complete
/// when it is returned.</summary>
internal sealed class TallyReader(Connection connection) : ICounts
{
    public int EvidencePerCandidate => 16; // 10 µs, and up to 0.7

    public ValueTask AddAsync(Metric metric, long[] subjects, Parts parts, long[] sums)
    {
        for (var i = 0; i < subjects.Length; i++)
            sums[i] += Tally.Of(connection, metric, subjects[i], parts);
        if (parts.HasNodes)
            AddNodes(metric, subjects, parts, sums);
        return default;
    }

    public ValueTask<long[]> SubjectsAsync(Metric metric)
    {
        var command = connection.Prepare("SELECT DISTINCT subject FROM tally WHERE metric = ?1").Bind(1, (long)metric);
        var subjects = new List<long>();
        while (command.Step())
            subjects.Add(command.Long(0));
        command.Reset();
        return new([.. subjects]);
    }

    private void AddNodes(Metric metric, long[] subjects, Parts parts, long[] sums)
    {
        var (table, subject) = metric switch
        {
            Metric.Verdicts => (NodeTable.Of(NodeKind.Statement), $"ifnull({Column(Fields.Statement.Verdict)}, 0)"),
            Metric.Stances => (
                NodeTable.Of(NodeKind.Evidence),
                $"{Column(Fields.Evidence.Stance)} + {Column(Fields.Evidence.BasisRetracted)} * {Tallies.OnRetractedBasis}"
            ),
            Metric.Attention => (NodeTable.Of(NodeKind.Statement), Column(Fields.Statement.Attention)),
            Metric.Proposals => (NodeTable.Of(NodeKind.Proposal), Column(Fields.Proposal.State)),
            Metric.StatementKinds => (NodeTable.Of(NodeKind.Statement), Column(Fields.Statement.StatementKind)),
            Metric.Languages => (NodeTable.Of(NodeKind.Statement), Column(Fields.Statement.Language)),
            _ => (NodeTable.Of((NodeKind)subjects[0]), "?3"),
        };
        var command = connection
            .Prepare(
                $"""
                SELECT {subject}, count(*) FROM {table.Name}
                WHERE created_at >= ?1 AND created_at < ?2 AND {NodeTable.IsActive} GROUP BY 1
                """
            )
            .Bind(1, parts.FirstMillisecond)
            .Bind(2, parts.EndMillisecond);
        if (metric == Metric.Nodes)
            command.Bind(3, subjects[0]);
        while (command.Step())
        {
            var value = metric == Metric.Languages ? LanguageSubject.Of(command.Text(0)!) : command.Long(0);
            for (var i = 0; i < subjects.Length; i++)
                if (metric == Metric.Attention ? (value & subjects[i]) != 0 : value == subjects[i])
                    sums[i] += command.Long(1);
        }
        command.Reset();
    }

    private static string Column(Field field) => NodeTable.Of(field.Kind).Column(field);

    public ICandidates Candidates(Ranking ranking, DateTimeOffset? since) => new CandidateReader(connection, ranking, since);

    private sealed class CandidateReader(Connection connection, Ranking ranking, DateTimeOffset? since) : ICandidates
    {
        private static readonly Dictionary<Ranking, (string Candidates, string Between)> Texts = Ranking.All.ToDictionary(r => r, TextsOf);

        private readonly (string Candidates, string Between) _texts = Texts[ranking];
        private readonly long _month = since is { } time ? Period.Month(time) : 0;
        private Command? _candidates;

        private static (string, string) TextsOf(Ranking ranking)
        {
            var total = Column(ranking.Total);
            var stance = ranking.Stance is { } one ? $"AND {Column(Fields.Evidence.Stance)} = {(int)one} " : "";
            var unless = ranking.Unless is { } flag ? $" AND NOT {Column(flag)}" : "";
            var withdrawn = $"{Column(Fields.Evidence.BasisRetracted)} AND ";
            return (
                $"SELECT id, {total} FROM {NodeTable.Of(ranking.Named).Name} WHERE {total} > 0 AND {NodeTable.IsActive}{unless} "
                    + $"ORDER BY {total} DESC, id",
                $"SELECT {Between(ranking, stance, "", "")} - {Between(ranking, stance, "_withdrawn", withdrawn)}"
            );
        }

        // Looking at the evidence itself, to see whether its basis was withdrawn, would take ten times as long.
        private static string Between(Ranking ranking, string stance, string index, string condition)
        {
            var via = Column(ranking.Via); // indexes are named after the table and the column
            return $"(SELECT count(*) FROM {NodeTable.Of(ranking.Via.Kind).Name} INDEXED BY {via.Replace('.', '_')}{index} "
                + $"WHERE {condition}{via} = ?1 {stance}AND created_at >= ?2 AND created_at < ?3 AND {NodeTable.IsActive})";
        }

        public ValueTask NextAsync(List<Candidate> batch)
        {
            _candidates ??= connection.Prepare(_texts.Candidates);
            if (!_candidates.Step())
                return default;
            var (id, total) = (_candidates.Long(0), _candidates.Long(1));
            var (inMonth, later) =
                since is not null ? Tally.SplitAtMonth(connection, ranking.ByMonth, id, _month)
                : ranking.IsTotalExact ? (0, total)
                : (0, Tally.Ever(connection, ranking.ByMonth, id));
            batch.Add(new Candidate(NodeId.FromValue(id), total, inMonth, later));
            return default;
        }

        public ValueTask CountAsync(List<Candidate> batch)
        {
            var part = PartOfMonth.Shorter(since!.Value);
            foreach (ref var candidate in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(batch))
                candidate = part.Of(
                    candidate,
                    connection.Prepare(_texts.Between).Bind(1, candidate.Id.Value).Bind(2, part.First).Bind(3, part.End).ReadNumber()
                );
            return default;
        }

        public void Dispose() => _candidates?.Reset();
    }
}
