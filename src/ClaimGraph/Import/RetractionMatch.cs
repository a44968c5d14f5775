using ClaimGraph.Changes;
using ClaimGraph.Queries;
using ClaimGraph.Stores;

namespace ClaimGraph.Import;

/// <summary>What a list of retractions means for the sources of a store: those that have an address or an identifier of the list. The
/// newest notice of a source counts.</summary>
public sealed class RetractionMatch
{
    private const int Batch = 500;

    private readonly IReadOnlyList<Retraction> _rows;
    private readonly Dictionary<string, List<Source>> _found;
    private readonly OrderedDictionary<NodeId, (Source Source, Retraction Notice)> _newest = [];

    private RetractionMatch(IReadOnlyList<Retraction> rows, Dictionary<string, List<Source>> found)
    {
        (_rows, _found) = (rows, found);
        foreach (var row in rows)
        foreach (var source in SourcesOf(row))
            if (!_newest.TryGetValue(source.Id, out var known) || IsNewer(row, known.Notice))
                _newest[source.Id] = (source, row);
        Due = [.. _newest.Values.Where(IsDue).Select(Mark)];
    }

    /// <summary>What marks the sources that are not marked yet.</summary>
    public IReadOnlyList<SetStatus> Due { get; }

    /// <summary>Sources that are marked as the list says.</summary>
    public int Already => _newest.Count - Due.Count - Noted.Count;

    /// <summary>Sources of which only a notice tells that changes nothing, such as an expression of concern.</summary>
    public IReadOnlyList<Source> Noted => [.. _newest.Values.Where(n => n.Notice.Status is null).Select(n => n.Source)];

    private IReadOnlyList<Source> SourcesOf(Retraction row) =>
        [.. row.Addresses.SelectMany(a => _found.GetValueOrDefault(a) ?? []).DistinctBy(s => s.Id)];

    /// <summary>The numbers of the rows of publications that are no source of the store.</summary>
    public IReadOnlyList<int> Unknown =>
        [.. _rows.Index().Where(r => r.Item.Addresses.Count > 0 && SourcesOf(r.Item).Count == 0).Select(r => r.Index)];

    public static async Task<RetractionMatch> OfAsync(IClaimStore store, IReadOnlyList<Retraction> rows, CancellationToken cancellation)
    {
        var found = new Dictionary<string, List<Source>>();
        foreach (var part in rows.SelectMany(r => r.Addresses).Distinct().Chunk(Batch))
        {
            var ids = await store.FindAsync([.. part.Select(a => NaturalKey.OfContent(NodeKind.Source, a))], cancellation);
            var nodes = await store.StandingAsync(await store.GetAsync([.. ids.OfType<NodeId>()], cancellation), cancellation);
            foreach (var (address, node) in part.Where((_, i) => ids[i] is not null).Zip(nodes))
                Add(found, address, (Source)node!);
            var named = Filter.Where(Fields.Source.Identifiers, Comparison.In, [.. part]);
            await foreach (var page in store.NodePagesAsync(NodeKind.Source, named, Batch, cancellation))
            foreach (var source in page.Where(n => n.MergedInto is null).Cast<Source>())
            foreach (var address in source.Content.Identifiers.Intersect(part))
                Add(found, address, source);
        }
        return new RetractionMatch(rows, found);
    }

    private static void Add(Dictionary<string, List<Source>> found, string address, Source source)
    {
        if (!found.TryGetValue(address, out var sources))
            found.Add(address, sources = []);
        sources.Add(source);
    }

    private static bool IsNewer(Retraction row, Retraction known) =>
        row.Status is not null && (known.Status is null || (row.On ?? default) >= (known.On ?? default));

    // What a person has found out of a retracted source stands; a reinstatement takes back what a list has said.
    private static bool IsDue((Source Source, Retraction Notice) found)
    {
        var (source, notice) = found;
        return notice.Status switch
        {
            null => false,
            RecordStatus.Active => source.Status != RecordStatus.Active,
            RecordStatus.Corrected => source.Status == RecordStatus.Active || LacksNotice(source, notice),
            _ => source.Status != RecordStatus.Retracted || LacksNotice(source, notice),
        };
    }

    private static bool LacksNotice(Source source, Retraction notice) =>
        source.Status == notice.Status
        && (source.Content.NoticeOn is null && notice.On is not null || source.Content.NoticeUrl is null && notice.NoticeUrl is not null);

    private static SetStatus Mark((Source Source, Retraction Notice) found)
    {
        var (source, notice) = found;
        return new SetStatus(source.Id, notice.Status!.Value)
        {
            Reason = source.Status == notice.Status ? source.StatusReason : notice.Reason,
            Notice =
                source.Status == notice.Status
                    ? new Notice(source.Content.NoticeOn ?? notice.On, source.Content.NoticeUrl ?? notice.NoticeUrl)
                    : new Notice(notice.On, notice.NoticeUrl),
        };
    }
}
