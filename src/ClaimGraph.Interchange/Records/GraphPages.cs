using ClaimGraph.Import;
using ClaimGraph.Queries;
using ClaimGraph.Stores;

namespace ClaimGraph.Interchange.Records;

/// <summary>
/// The active records of an export page by page, with the records that they name. Where statements are selected, so is the evidence on them
/// and what it rests on. Memory holds one page.
/// </summary>
internal sealed class GraphPages(Selection selection, CancellationToken cancellation) : IDisposable
{
    private const int PageSize = 200;

    /// <summary>How many records were given.</summary>
    public long Count { get; private set; }

    /// <summary>What is left out.</summary>
    public ExportLosses Losses { get; } = new();

    /// <summary>The active records of a kind that are selected.</summary>
    public async IAsyncEnumerable<GraphPage<T>> OfAsync<T>(NodeKind kind)
        where T : Node
    {
        if (selection.Kind is not null && selection.Kind != kind)
            yield break;
        await foreach (var page in selection.PagesAsync(kind, withTexts: false, cancellation))
            yield return await PageAsync<T>(page);
    }

    /// <summary>The active evidence: all of it, or that on the selected statements.</summary>
    public async IAsyncEnumerable<GraphPage<Evidence>> EvidenceAsync()
    {
        if (selection.Kind is null or NodeKind.Evidence)
        {
            await foreach (var page in OfAsync<Evidence>(NodeKind.Evidence))
                yield return page;
            yield break;
        }
        await foreach (var page in LinksAsync<Evidence>(Fields.Evidence.Target))
            yield return page;
    }

    /// <summary>The active records that name a selected statement.</summary>
    public async IAsyncEnumerable<GraphPage<T>> LinksAsync<T>(Field via)
        where T : Node
    {
        if (selection.Kind is null)
        {
            await foreach (var page in OfAsync<T>(via.Kind))
                yield return page;
            yield break;
        }
        if (selection.Kind != NodeKind.Statement)
            yield break;
        await foreach (var statements in selection.PagesAsync(NodeKind.Statement, withTexts: false, cancellation))
        {
            var among = Filter.ForList(via.Kind, Filter.Where(via, Comparison.In, [.. statements.Select(s => (object)s.Id)]));
            await foreach (var links in selection.Store.NodePagesAsync(via.Kind, among, PageSize, cancellation))
                yield return await PageAsync<T>(links);
        }
    }

    /// <summary>What was written; to be called when all records are.</summary>
    public async Task<ExportResult> ResultAsync(long revision)
    {
        await Losses.CompleteAsync(selection, cancellation);
        var isChanged = (await selection.Store.HeadAsync(cancellation)).Revision != revision;
        return new ExportResult(Count, revision, isChanged) { Losses = Losses.Counts };
    }

    public void Dispose() => Losses.Dispose();

    public async Task<long> RevisionAsync() => (await selection.Store.HeadAsync(cancellation)).Revision;

    private async Task<GraphPage<T>> PageAsync<T>(IReadOnlyList<Node> page)
        where T : Node
    {
        T[] nodes = [.. page.Where(n => n.IsActive).OfType<T>()];
        Count += nodes.Length;
        if (nodes.Length < page.Count)
            Losses.Add($"retracted {Noun.Of(page[0].Kind).Plural}", page.Count - nodes.Length);
        var named = nodes.SelectMany(n => n.Data.References.Select(r => r.Id)).Distinct().ToArray();
        var found = (await selection.Store.GetAsync(named, cancellation)).OfType<Node>().ToDictionary(n => n.Id);
        return new GraphPage<T>(nodes, found);
    }
}

/// <summary>Some records, and those that they name.</summary>
internal sealed record GraphPage<T>(IReadOnlyList<T> Nodes, IReadOnlyDictionary<NodeId, Node> Named)
    where T : Node
{
    /// <summary>A record that one of them names, if it is active.</summary>
    public TNamed? Find<TNamed>(NodeId? id)
        where TNamed : Node => id is { } given && Named.GetValueOrDefault(given) is TNamed { IsActive: true } node ? node : null;
}
