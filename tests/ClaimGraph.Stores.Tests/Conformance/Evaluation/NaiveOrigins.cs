using ClaimGraph.Provenance;

namespace ClaimGraph.Stores.Tests.Conformance.Evaluation;

/// <summary>Which sources are copies of each other, by comparing each with each.</summary>
public sealed class NaiveOrigins
{
    private readonly Dictionary<NodeId, Source> _sources;
    private readonly Dictionary<NodeId, Trace[]> _traces = [];
    private readonly Dictionary<NodeId, NodeId> _origins = [];

    public NaiveOrigins(IEnumerable<Source> sources, NaiveQuotes texts)
    {
        _sources = sources.ToDictionary(s => s.Id);
        foreach (var source in _sources.Values)
            _traces[source.Id] = [.. TracesOf(source.Content, texts.TextOf(source.Id)).DistinctBy(t => t.Value)];
        foreach (var source in _sources.Values)
            if (!_origins.ContainsKey(source.Id))
                Flood(source);
    }

    public SourceDerived With(Source source, SourceDerived derived)
    {
        var others = source.Content.NotCopyOf.Where(id => id != source.Id).Select(id => _sources[id]).ToArray();
        return derived with
        {
            Origin = _origins[source.Id],
            DerivesFromRetracted = Fallen(source),
            Traces = Trace.Write(Counting(source)),
            ContestedTraces = Trace.Write(_traces[source.Id].Except(Counting(source))),
            PublisherGroup = others.Any(o => o.Content.Publisher == source.Content.Publisher) ? null : source.Content.Publisher,
        };
    }

    public NodeId this[NodeId source] => _origins[source];

    /// <summary>Neither it nor its origin nor a source that it derives from is retracted.</summary>
    public bool Stands(Source source) => source.IsActive && !Fallen(source);

    private bool Fallen(Source source) =>
        !_sources[_origins[source.Id]].IsActive && _origins[source.Id] != source.Id
        || source.Content.DerivedFrom is { } above && !Stands(_sources[above]);

    private static IEnumerable<Trace> TracesOf(SourceContent content, string? text)
    {
        foreach (var identifier in content.Identifiers)
            yield return Trace.OfAddress(TraceKind.Address, identifier);
        foreach (var (kind, address) in new[] { (TraceKind.Address, content.Url), (TraceKind.Archive, content.ArchivedAt) })
            if (CanonicalUrl.TryCreate(address, out var canonical))
                yield return Trace.OfAddress(kind, canonical);
        foreach (var trace in text is null ? [] : TextTraces.Of(text))
            yield return trace;
    }

    private Trace[] Counting(Source source)
    {
        var not = source.Content.NotCopyOf.Where(id => id != source.Id).SelectMany(id => _traces[id]).Select(t => t.Value).ToHashSet();
        return [.. _traces[source.Id].Where(t => !not.Contains(t.Value))];
    }

    private void Flood(Source start)
    {
        List<Source> group = [start];
        for (var i = 0; i < group.Count; i++)
            group.AddRange(_sources.Values.Where(s => !group.Contains(s) && AreConnected(s, group[i])).ToArray());
        var origin = group
            .Where(s => s.Content.DerivedFrom is null)
            .OrderBy(s => s.Content.PublishedOn?.LastDay ?? DateOnly.MaxValue)
            .ThenBy(s => s.Content.SourceKind == SourceKind.Copy)
            .ThenBy(s => s.Content.CanonicalUrl is null)
            .ThenBy(s => s.Content.CanonicalUrl, StringComparer.Ordinal)
            .ThenBy(s => s.Content.Title is null)
            .ThenBy(s => s.Content.Title, StringComparer.Ordinal)
            .ThenBy(s => s.Id)
            .First();
        foreach (var source in group)
            _origins[source.Id] = origin.Id;
    }

    private bool AreConnected(Source one, Source other) =>
        one.Content.DerivedFrom == other.Id
        || other.Content.DerivedFrom == one.Id
        || Counting(one).Any(t => Counting(other).Any(o => o.Value == t.Value));
}
