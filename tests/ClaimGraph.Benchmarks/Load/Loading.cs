using ClaimGraph.Changes;

namespace ClaimGraph.Benchmarks.Load;

/// <summary>
/// Commits generated data into a store, in change sets like everybody's. Ids are those that an <see cref="IdSource"/> gives on a clock
/// that stands still: as long as real ones, the same in every run, and one step apart within a kind, so that a client of the
/// benchmark can compute the id of statement n from the ids of statements 1 and 2.
/// </summary>
internal sealed class Loading
{
    private static readonly DateTimeOffset Began = new(2016, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly IClaimStore _store;
    private readonly GeneratedData _data;
    private readonly int _batch;
    private readonly IdSource _ids = new(new StoppedClock(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)), new Random(1));
    private readonly NodeId[] _actors,
        _sources,
        _events,
        _statements;
    private readonly Dictionary<string, NodeId> _publishers = [];
    private readonly NodeId _reviewer;

    public Loading(IClaimStore store, GeneratedData data, int batch)
    {
        (_store, _data, _batch) = (store, data, batch);
        (_actors, _sources, _events, _statements) = (
            Ids(NodeKind.Actor, "actors"),
            Ids(NodeKind.Source, "sources"),
            Ids(NodeKind.Event, "events"),
            Ids(NodeKind.Statement, "statements")
        );
        _reviewer = _ids.Next(NodeKind.Actor);
    }

    /// <summary>Called after every commit with the entity, the operations it has taken so far and the seconds that its commits
    /// took.</summary>
    public Action<string, long, double> Progress { get; init; } = (_, _, _) => { };

    private readonly HashSet<(int From, int To, string Kind)> _linked = [];
    private int _repeated;

    public async Task RunAsync()
    {
        await CommitAsync("actors", _data.Actors.Select(Actor).Append(Reviewer()));
        await CommitAsync("events", _data.Events.Select(Event));
        await CommitAsync("sources", _data.Sources.SelectMany(Source));
        await CommitAsync("statements", _data.Statements.SelectMany(Statement));
        await CommitAsync("evidence", _data.Evidence.Select(Evidence));
        await CommitAsync("links", _data.Links.Select(Link));
    }

    private NodeId[] Ids(NodeKind kind, string entity)
    {
        var ids = new NodeId[_data.Count(entity) + 1];
        for (var i = 1; i < ids.Length; i++)
            ids[i] = _ids.Next(kind);
        return ids;
    }

    private async Task CommitAsync(string entity, IEnumerable<Operation> operations)
    {
        long done = 0;
        var spent = TimeSpan.Zero;
        foreach (var batch in operations.Chunk(_batch))
        {
            var started = TimeProvider.System.GetTimestamp();
            var result = await _store.CommitAsync(new ChangeSet { Principal = "benchmark", Operations = batch });
            spent += TimeProvider.System.GetElapsedTime(started);
            if (result.Results.FirstOrDefault(r => r.Outcome != Outcome.Created) is { } other)
                throw new InvalidOperationException(
                    $"{entity}: {other.Node.Kind} {other.Node.Key} was {other.Outcome}; two rows of the data are the same thing."
                );
            Progress(entity, done += batch.Length, spent.TotalSeconds);
        }
    }

    private Create Actor(GeneratedData.ActorRow row) =>
        new(
            _actors[row.Id],
            new ActorContent { Name = row.Name, ActorKind = row.Kind == "PERSON" ? ActorKind.Person : ActorKind.Organisation }
        )
        {
            Key = GeneratedData.Key(row.Id),
            CreatedAt = Began,
        };

    private Create Reviewer() =>
        new(_reviewer, new ActorContent { Name = "Bench Reviewer", ActorKind = ActorKind.Organisation })
        {
            Key = "reviewer",
            CreatedAt = Began,
        };

    private Create Event(GeneratedData.EventRow row) =>
        new(_events[row.Id], new EventContent { Name = row.Name, StartsOn = GeneratedData.Day(row.StartedAt) })
        {
            Key = GeneratedData.Key(row.Id),
            CreatedAt = Began,
        };

    private IEnumerable<Create> Source(GeneratedData.SourceRow row)
    {
        if (!_publishers.TryGetValue(row.Publisher, out var publisher))
        {
            _publishers[row.Publisher] = publisher = _ids.Next(NodeKind.Actor);
            yield return new Create(publisher, new ActorContent { Name = row.Publisher, ActorKind = ActorKind.Organisation })
            {
                Key = "publisher:" + row.Publisher,
                CreatedAt = Began,
            };
        }
        yield return new Create(
            _sources[row.Id],
            new SourceContent
            {
                Url = row.Url,
                Title = row.Title,
                Publisher = publisher,
                Language = row.Language,
                PublishedOn = GeneratedData.Day(row.PublishedAt),
            }
        )
        {
            Key = GeneratedData.Key(row.Id),
            CreatedAt = Began,
        };
    }

    private IEnumerable<Create> Statement(GeneratedData.StatementRow row)
    {
        var statement = _statements[row.Id];
        yield return new Create(statement, new StatementContent { Text = row.Text, Language = row.Language })
        {
            Key = GeneratedData.Key(row.Id),
            CreatedAt = row.CreatedAt,
        };
        yield return new Create(
            _ids.Next(NodeKind.Appearance),
            new AppearanceContent
            {
                Statement = statement,
                Actor = _actors[row.ClaimantId],
                Event = row.EventId is { } id ? _events[id] : null,
            }
        )
        {
            CreatedAt = row.CreatedAt,
        };
        if (row.Verdict is null)
            yield break;
        yield return new Create(
            _ids.Next(NodeKind.Review),
            new ReviewContent
            {
                Statement = statement,
                Reviewer = _reviewer,
                Verdict = VerdictOf(row.Verdict),
                Rating = new Rating { Text = row.Verdict },
            }
        )
        {
            CreatedAt = row.CreatedAt,
        };
    }

    private Create Evidence(GeneratedData.EvidenceRow row) =>
        new(
            _ids.Next(NodeKind.Evidence),
            new EvidenceContent
            {
                Basis = _sources[row.SourceId],
                Target = _statements[row.StatementId],
                Stance = StanceOf(row.Stance),
                Anchor = new QuoteAnchor { Exact = row.Excerpt },
            }
        )
        {
            CreatedAt = row.CreatedAt,
        };

    /// <summary>
    /// Links have no time in the data, and its dashboard counts none of them; the overview of the API counts all evidence since a moment.
    /// So they stand before every moment that the benchmark asks for, in the order of their ids. The data link some statements twice, which
    /// is one piece of evidence unless the quotes differ.
    /// </summary>
    private Create Link(GeneratedData.LinkRow row) =>
        new(
            _ids.Next(NodeKind.Evidence),
            new EvidenceContent
            {
                Basis = _statements[row.FromId],
                Target = _statements[row.ToId],
                Stance = StanceOf(row.Kind),
                Anchor = _linked.Add((row.FromId, row.ToId, row.Kind)) ? null : new QuoteAnchor { Exact = $"Repeated {++_repeated}" },
            }
        )
        {
            CreatedAt = Began.AddDays(-1),
        };

    private static Stance StanceOf(string word) =>
        word switch
        {
            "SUPPORTS" => Stance.Supports,
            "REBUTS" => Stance.Rebuts,
            "CONTEXT" => Stance.Context,
            _ => throw new FormatException($"'{word}' is no stance."),
        };

    private static Verdict VerdictOf(string word) =>
        word switch
        {
            "TRUE" => Verdict.Supported,
            "MOSTLY_TRUE" => Verdict.MostlySupported,
            "HALF_TRUE" => Verdict.Mixed,
            "MOSTLY_FALSE" => Verdict.MostlyUnsupported,
            "FALSE" => Verdict.Unsupported,
            "UNVERIFIABLE" => Verdict.Unverified,
            _ => throw new FormatException($"'{word}' is no verdict."),
        };

    private sealed class StoppedClock(DateTimeOffset at) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => at;
    }
}
