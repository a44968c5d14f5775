using ClaimGraph.Import;
using ClaimGraph.Interchange.Records;

namespace ClaimGraph.Interchange.Citations;

/// <summary>The active sources of an export as citations; those without title, address and DOI cannot be cited. Memory holds one
/// page.</summary>
internal static class CitationExport
{
    private static readonly Field[] Cited =
    [
        Fields.Source.Title,
        Fields.Source.Url,
        Fields.Source.SourceKind,
        Fields.Source.Identifiers,
        Fields.Source.Publisher,
        Fields.Source.Language,
        Fields.Source.PublishedOn,
        Fields.Source.ArchivedAt,
        Fields.Source.Note,
    ];

    /// <param name="write">Gets each page.</param>
    public static async Task<ExportResult> RunAsync(
        Selection selection,
        Func<IReadOnlyList<Citation>, Task> write,
        CancellationToken cancellation
    )
    {
        using var losses = new ExportLosses();
        var (revision, written) = ((await selection.Store.HeadAsync(cancellation)).Revision, 0L);
        await foreach (var page in selection.PagesAsync(NodeKind.Source, withTexts: false, cancellation))
        {
            var sources = page.Cast<Source>().Where(s => IsCited(s, losses)).ToArray();
            var named = sources.Select(s => s.Content.Publisher).OfType<NodeId>().Distinct().ToArray();
            var publishers = (await selection.Store.GetAsync(named, cancellation)).OfType<Actor>().ToDictionary(a => a.Id);
            await write([.. sources.Select(s => Citation.Of(s, s.Content.Publisher is { } id ? publishers.GetValueOrDefault(id) : null))]);
            written += sources.Length;
        }
        var isChanged = (await selection.Store.HeadAsync(cancellation)).Revision != revision;
        return new ExportResult(written, revision, isChanged) { Losses = losses.Counts };
    }

    private static bool IsCited(Source source, ExportLosses losses)
    {
        if (!source.IsActive)
            losses.Add("retracted sources");
        else if (!IsCitable(source))
            losses.Add("sources without title, address and DOI");
        else
        {
            losses.Written(source, Cited);
            return true;
        }
        return false;
    }

    private static bool IsCitable(Source source) =>
        source.Content is { Title: not null } or { Url: not null } || source.Content.Identifiers.Any(Citation.IsDoi);
}
