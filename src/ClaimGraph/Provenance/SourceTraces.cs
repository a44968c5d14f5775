namespace ClaimGraph.Provenance;

/// <summary>The traces of sources.</summary>
public static class SourceTraces
{
    /// <summary>The traces that count.</summary>
    public static Trace[] Of(SourceDerived derived) => Trace.Read(derived.Traces);

    /// <summary>All traces of a source, those that do not count included.</summary>
    /// <param name="before">The source as it was; it tells the traces of a snapshot that is given without its text.</param>
    public static Trace[] All(SourceContent content, Source? before) => [.. OfAddresses(content), .. OfText(content.Snapshot, before)];

    /// <summary>All traces of a source as they are stored.</summary>
    public static IEnumerable<Trace> Stored(SourceDerived derived) => [.. Of(derived), .. Trace.Read(derived.ContestedTraces)];

    private static IEnumerable<Trace> OfAddresses(SourceContent content)
    {
        if (content.CanonicalUrl is { } url)
            yield return Trace.OfAddress(TraceKind.Address, url);
        foreach (var identifier in content.Identifiers)
            yield return Trace.OfAddress(TraceKind.Address, identifier);
        if (CanonicalUrl.TryCreate(content.ArchivedAt, out var archive))
            yield return Trace.OfAddress(TraceKind.Archive, archive);
    }

    private static IEnumerable<Trace> OfText(Snapshot? snapshot, Source? before) =>
        snapshot is null ? []
        : snapshot.Text.Length > 0 ? TextTraces.Of(snapshot.Text)
        : before is null ? []
        : Stored(before.Derived).Where(t => t.Kind is TraceKind.Text or TraceKind.Wording);
}
