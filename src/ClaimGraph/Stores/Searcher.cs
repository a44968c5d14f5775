using ClaimGraph.Queries;
using ClaimGraph.Search;

namespace ClaimGraph.Stores;

/// <summary>
/// Full-text search over any store. It keeps an index of the store's texts in memory, made at the first search, if not before
/// (<see cref="WarmAsync"/>), and brought up to date from the ledger before each. Safe for many threads.
/// </summary>
/// <param name="store">Answers all that the index is made of.</param>
/// <param name="revision">The revision that a search must know at least: the newest acknowledged by this process.</param>
public sealed class Searcher(IClaimStore store, Func<CancellationToken, ValueTask<long>> revision) : IAsyncDisposable
{
    private const int Compared = 100; // statements, for likeness

    private readonly FollowedIndex _index = new(store, revision);

    /// <summary>Makes the index, so that no search has to wait for it.</summary>
    public async ValueTask WarmAsync(CancellationToken cancellation) => await _index.CurrentAsync(cancellation);

    /// <summary>Stops reading. To be called before the store is closed.</summary>
    public ValueTask DisposeAsync() => _index.DisposeAsync();

    /// <summary>Finds active nodes, best first.</summary>
    /// <exception cref="RefusedException">All words must occur, and there are more than <see cref="SearchTerms.MostWords"/>.</exception>
    public async ValueTask<SearchResult> SearchAsync(SearchQuery query, CancellationToken cancellation)
    {
        var parts = query.Match == SearchMatch.Best ? SearchTerms.Quoted(query.Text) : SearchTerms.Of(query);
        var (index, kinds) = (await _index.CurrentAsync(cancellation), KindSet.Of(query.Kinds.Where(SearchedTexts.Has)));
        var all = new AllMatch(index, kinds, cancellation);
        var sought = all.Seek(parts);
        var found = all.Find(sought);
        if (query.Match != SearchMatch.Best)
            return await AnswerAsync(index, query, Exactly(index, query, sought, found), found.Count, parts, cancellation);
        var terms = new BestTerms(index, query.Text, isTyped: true);
        var ranking = new Ranking(index, terms);
        var best =
            found.Count > 0
                ? ranking.Best(found, SearchQuery.MostHits)
                : MeantMatch.Join(
                    index,
                    kinds,
                    BestMatch.Find(index, terms, ranking, kinds, SearchQuery.MostHits, cancellation),
                    query.Meant
                );
        return await AnswerAsync(index, query, best, found.Count > 0 ? found.Count : best.Count, terms.AsParts(), cancellation);
    }

    /// <summary>The best of what has all words, as many as the page needs.</summary>
    private static List<Candidate> Exactly(SearchIndex index, SearchQuery query, AllMatch.Sought[] sought, List<AllMatch.Place> found)
    {
        var ranking = new ExactRanking(index, sought);
        var most = query.Filters.Count > 0 ? SearchQuery.MostHits : Math.Min(SearchQuery.MostHits, query.Offset + query.First);
        var top = new Top(index, most);
        foreach (var place in found)
            ranking.Offer(place, top);
        return top.Sorted();
    }

    /// <summary>Finds active statements that say nearly what a text says, most alike first.</summary>
    public async ValueTask<IReadOnlyList<SimilarStatement>> SimilarAsync(SimilarQuery query, CancellationToken cancellation)
    {
        var index = await _index.CurrentAsync(cancellation);
        var terms = new BestTerms(index, query.Text, isTyped: false);
        var ranking = new Ranking(index, terms);
        var kinds = KindSet.Of([NodeKind.Statement]);
        var worded = BestMatch.Find(index, terms, ranking, kinds, Compared, cancellation);
        var alike = MeantMatch
            .Join(index, kinds, worded, query.Meant)
            .Where(c => index.Targets.Node(c.Target) != query.Except)
            .Select(c => (Candidate: c, Score: Math.Max(ranking.Likeness(c.Document), Similarity(query, index.Targets.Node(c.Target)))))
            .OrderByDescending(c => c.Score)
            .Take(2 * query.First)
            .ToArray();
        var said = await store.GetAsync([.. alike.Select(c => index.Documents.Source(c.Candidate.Document))], cancellation);
        var guard = new ClaimGuard(query.Text);
        return
        [
            .. alike
                .Select((c, i) => Similar(guard, WordingOf(said[i]), index.Targets.Node(c.Candidate.Target), c.Score))
                .OrderByDescending(s => s.Score)
                .ThenBy(s => s.Id)
                .Take(query.First),
        ];
    }

    private static double Similarity(SimilarQuery query, NodeId statement) => query.Meant.FirstOrDefault(m => m.Id == statement).Similarity;

    private static SimilarStatement Similar(ClaimGuard claim, string wording, NodeId id, double likeness)
    {
        var (guard, differences) = claim.Compare(wording);
        return new SimilarStatement(id, Math.Round(guard == SimilarityGuard.None ? likeness : likeness / 2, 4), guard, differences);
    }

    private static string WordingOf(Node? said) =>
        said switch
        {
            Statement statement => statement.Content.Text,
            Appearance appearance => appearance.Content.Anchor?.Exact ?? "",
            _ => "",
        };

    private async ValueTask<SearchResult> AnswerAsync(
        SearchIndex index,
        SearchQuery query,
        List<Candidate> matches,
        int count,
        IEnumerable<SearchTerms.Part> parts,
        CancellationToken cancellation
    )
    {
        if (query.Filters.Count > 0)
        {
            matches = await FilteredAsync(index, query, matches, cancellation);
            count = matches.Count;
        }
        Candidate[] page = [.. matches.Skip(query.Offset).Take(query.First)];
        var highlights = query.WithHighlights ? await HighlightsAsync(index, page, [.. parts], cancellation) : null;
        return new SearchResult(
            [.. page.Select((m, i) => new SearchHit(index.Targets.Node(m.Target), Math.Round(m.Score, 4), highlights?[i]))],
            count
        );
    }

    private async ValueTask<List<Candidate>> FilteredAsync(
        SearchIndex index,
        SearchQuery query,
        List<Candidate> matches,
        CancellationToken cancellation
    )
    {
        NodeId[] ids = [.. matches.Select(m => index.Targets.Node(m.Target))];
        var linked = await LinkedAsync(query, ids, cancellation);
        var nodes = await store.GetAsync(ids, cancellation);
        bool Passes(Node? node) =>
            node is not null
            && (
                !query.Filters.TryGetValue(node.Kind, out var filter)
                || (filter.FollowsLinks ? linked.Contains(node.Id) : filter.Matches(node))
            );
        return [.. matches.Where((_, i) => Passes(nodes[i]))];
    }

    /// <summary>Of the nodes for which the graph must be asked, those that pass.</summary>
    private async ValueTask<HashSet<NodeId>> LinkedAsync(SearchQuery query, NodeId[] ids, CancellationToken cancellation)
    {
        var passing = new HashSet<NodeId>();
        foreach (var (kind, filter) in query.Filters.Where(f => f.Value.FollowsLinks))
        {
            object[] asked = [.. ids.Where(id => id.Kind == kind)];
            var found = Filter.AllOf(Filter.Where(Fields.Id(kind), Comparison.In, asked), filter);
            await foreach (var page in store.NodePagesAsync(kind, found, Limits.Page, cancellation))
                passing.UnionWith(page.Select(n => n.Id));
        }
        return passing;
    }

    private async ValueTask<string[]> HighlightsAsync(
        SearchIndex index,
        Candidate[] page,
        SearchTerms.Part[] parts,
        CancellationToken cancellation
    )
    {
        var found = page.Select(m => index.Targets.Node(m.Target));
        var said = page.Select(m => index.Documents.Source(m.Document));
        var nodes = await store.GetAsync([.. found, .. said], cancellation);
        return [.. page.Select((_, i) => SearchTerms.Passage(parts, Texts(nodes[i], nodes[page.Length + i])))];
    }

    private static IEnumerable<string> Texts(Node? node, Node? said)
    {
        var texts = node is null ? [] : SearchedTexts.Of(node);
        return said is Appearance { Content.Anchor.Exact: var quote } ? texts.Append(quote) : texts;
    }
}
