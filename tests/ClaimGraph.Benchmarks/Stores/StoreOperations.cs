using ClaimGraph.Changes;
using ClaimGraph.Queries;

namespace ClaimGraph.Benchmarks.Stores;

/// <summary>The operations of the benchmark as the API asks them of a store, each with parameters of its own in every run.</summary>
internal sealed class StoreOperations(IClaimStore store, Parameters parameters)
{
    private static readonly Filter FromSources = Filter.ForList(NodeKind.Evidence, Filter.Is(Fields.Evidence.BasisKind, NodeKind.Source));
    private static readonly Filter FromStatements = Filter.ForList(
        NodeKind.Evidence,
        Filter.Is(Fields.Evidence.BasisKind, NodeKind.Statement)
    );
    private static readonly OrderBy Newest = OrderBy.Newest(NodeKind.Statement);
    private static readonly OrderBy Oldest = OrderBy.Oldest(NodeKind.Evidence);
    private readonly IdSource _ids = new(TimeProvider.System, Random.Shared);
    private int _made;

    /// <summary>A page of 20 statements with claimants and the first five sources each.</summary>
    public async ValueTask<int> Q1(Random random)
    {
        var (id, at) = parameters.Statement(random);
        var page = await store.ListAsync(
            new ListQuery(NodeKind.Statement, Filter.ForList(NodeKind.Statement, null), Newest, PageRequest.First(20, new Cursor(at, id)))
        );
        var claimants = await store.GetAsync([.. page.Nodes.Select(n => ((Statement)n).Derived.Claimant).OfType<NodeId>().Distinct()]);
        return claimants.Count + await WithSources([.. page.Nodes.Select(n => n.Id)], 5);
    }

    /// <summary>One statement with claimant, event, ten sources and two levels of statements that argue about it.</summary>
    public async ValueTask<int> Q2(Random random)
    {
        var nodes = await store.GetAsync([parameters.Statement(random).Id]);
        var statement = (Statement)nodes[0]!;
        if (statement.Derived.Claimant is { } claimant)
            await store.GetAsync([claimant]);
        var appearances = await store.LinksAsync(
            new LinkQuery(
                Fields.Appearance.Statement,
                Filter.ForList(NodeKind.Appearance, null),
                OrderBy.Oldest(NodeKind.Appearance),
                PageRequest.First(1)
            ),
            [statement.Id]
        );
        if (appearances[0].Nodes is [Appearance { Content.Event: { } occasion }])
            await store.GetAsync([occasion]);
        var found = await WithSources([statement.Id], 10);
        var first = await Arguing([statement.Id]);
        return found + first.Length + (first.Length == 0 ? 0 : (await Arguing(first)).Length);
    }

    /// <summary>The 20 best of a search for whole words, with claimants.</summary>
    public async ValueTask<int> Q3(Random random)
    {
        var found = await store.SearchAsync(
            new SearchQuery(parameters.Search(random), [NodeKind.Statement], 20) { Match = SearchMatch.Whole }
        );
        var statements = await store.GetAsync([.. found.Hits.Select(h => h.Id)]);
        var claimants = await store.GetAsync([.. statements.Select(n => ((Statement)n!).Derived.Claimant).OfType<NodeId>().Distinct()]);
        return claimants.Count;
    }

    /// <summary>The dashboard since a moment: two distributions and two rankings with their nodes.</summary>
    public async ValueTask<int> Q4(Random random)
    {
        var since = parameters.Since(random);
        var statements = Filter.ForList(
            NodeKind.Statement,
            Filter.Where(Fields.CreatedAt(NodeKind.Statement), Comparison.GreaterOrEqual, since)
        );
        var evidence = Filter.Where(Fields.CreatedAt(NodeKind.Evidence), Comparison.GreaterOrEqual, since);
        var uses = Filter.ForList(NodeKind.Evidence, evidence);
        var standing = Filter.ForList(NodeKind.Evidence, Filter.AllOf(evidence, Filter.Is(Fields.Evidence.BasisRetracted, false)));
        var rebuttals = Filter.AllOf(standing, Filter.Is(Fields.Evidence.Stance, Stance.Rebuts));
        var verdicts = await store.DistributionAsync(Fields.Statement.Verdict, statements, 50);
        var stances = await store.DistributionAsync(Fields.Evidence.Stance, uses, 50);
        var rebutted = await store.RankAsync(Fields.Evidence.Target, NodeKind.Statement, rebuttals, 10);
        await store.GetAsync([.. rebutted.Select(r => r.Id)]);
        var used = await store.RankAsync(Fields.Evidence.Basis, NodeKind.Source, standing, 10);
        await store.GetAsync([.. used.Select(r => r.Id)]);
        return verdicts.Count + stances.Count;
    }

    /// <summary>A new source and its link to a statement, durable.</summary>
    public async ValueTask<int> M1(Random random)
    {
        var n = Interlocked.Increment(ref _made) + Environment.ProcessId * 1_000_000L;
        var source = _ids.Next(NodeKind.Source);
        var result = await store.CommitAsync(
            new ChangeSet
            {
                Principal = "benchmark",
                Operations =
                [
                    new Create(
                        source,
                        new SourceContent
                        {
                            Url = $"https://bench.example/{n}",
                            Title = $"Bench source {n}",
                            Language = "en",
                            PublishedOn = new PartialDate(2024, 5, 6),
                        }
                    ),
                    new Create(
                        _ids.Next(NodeKind.Evidence),
                        new EvidenceContent
                        {
                            Basis = source,
                            Target = parameters.Statement(random).Id,
                            Stance = (Stance)(1 + n % 3),
                            Anchor = new QuoteAnchor { Exact = $"Measured excerpt {n} of a bench source" },
                        }
                    ),
                ],
            }
        );
        return (int)result.Revision;
    }

    private async ValueTask<int> WithSources(NodeId[] statements, int first)
    {
        var pages = await store.LinksAsync(
            new LinkQuery(Fields.Evidence.Target, FromSources, Oldest, PageRequest.First(first)),
            statements
        );
        var sources = await store.GetAsync([.. pages.SelectMany(p => p.Nodes).Select(e => ((Evidence)e).Content.Basis).Distinct()]);
        return sources.Count;
    }

    private async ValueTask<NodeId[]> Arguing(NodeId[] statements)
    {
        var pages = await store.LinksAsync(
            new LinkQuery(Fields.Evidence.Target, FromStatements, Oldest, PageRequest.First(10)),
            statements
        );
        NodeId[] bases = [.. pages.SelectMany(p => p.Nodes).Select(e => ((Evidence)e).Content.Basis).Distinct()];
        await store.GetAsync(bases);
        return bases;
    }
}
