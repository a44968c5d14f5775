using ClaimGraph.Import;

namespace ClaimGraph.Interchange.Citations;

/// <summary>The active sources of an export as citations; those without title, address and DOI cannot be cited. Memory holds one
/// page.</summary>
internal static class CitationExport
{
    /// <param name="write">Gets each page.</param>
    public static async Task<ExportResult> RunAsync(
        Selection selection,
        Func<IReadOnlyList<Citation>, Task> write,
        CancellationToken cancellation
    )
    {
        var (revision, written) = ((await selection.Store.HeadAsync(cancellation)).Revision, 0L);
        await foreach (var page in selection.PagesAsync(NodeKind.Source, withTexts: false, cancellation))
        {
            var sources = page.Where(n => n.IsActive).Cast<Source>().Where(IsCitable).ToArray();
            var named = sources.Select(s => s.Content.Publisher).OfType<NodeId>().Distinct().ToArray();
            var publishers = (await selection.Store.GetAsync(named, cancellation)).OfType<Actor>().ToDictionary(a => a.Id);
            await write([.. sources.Select(s => Citation.Of(s, s.Content.Publisher is { } id ? publishers.GetValueOrDefault(id) : null))]);
            written += sources.Length;
        }
        return new ExportResult(written, revision, (await selection.Store.HeadAsync(cancellation)).Revision != revision);
    }

    private static bool IsCitable(Source source) =>
        source.Content is { Title: not null } or { Url: not null } || source.Content.Identifiers.Any(Citation.IsDoi);
}
