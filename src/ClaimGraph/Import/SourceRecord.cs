namespace ClaimGraph.Import;

internal sealed record SourceRecord : ImportRecord
{
    public SourceKind? Kind { get; init; }
    public string? Url { get; init; }
    public string? Title { get; init; }
    public string? Publisher { get; init; }
    public string? Language { get; init; }
    public PartialDate? PublishedOn { get; init; }
    public string? ArchivedAt { get; init; }
    public string? DerivedFrom { get; init; }
    public Reliability? Reliability { get; init; }
    public string? Note { get; init; }
    public SnapshotRecord? Snapshot { get; init; }

    public override string? After() => DerivedFrom;

    public override Content ToContent(References references) => new SourceContent
    {
        SourceKind = Kind ?? SourceKind.Other,
        Url = Url,
        Title = Title,
        Publisher = references.Find(NodeKind.Actor, Publisher, "publisher"),
        Language = Language ?? LanguageTag.Undetermined,
        PublishedOn = PublishedOn,
        ArchivedAt = ArchivedAt,
        DerivedFrom = references.Find(NodeKind.Source, DerivedFrom, "derivedFrom"),
        Reliability = Reliability,
        Note = Note,
        Snapshot = Snapshot?.ToContent(references),
    };

    public static SourceRecord From(SourceContent content, Func<NodeId, string> keyOf) => new()
    {
        Kind = content.SourceKind,
        Url = content.Url,
        Title = content.Title,
        Publisher = content.Publisher is { } publisher ? keyOf(publisher) : null,
        Language = Given(content.Language),
        PublishedOn = content.PublishedOn,
        ArchivedAt = content.ArchivedAt,
        DerivedFrom = content.DerivedFrom is { } origin ? keyOf(origin) : null,
        Reliability = content.Reliability,
        Note = content.Note,
        Snapshot = content.Snapshot is { } snapshot ? SnapshotRecord.From(snapshot) : null,
    };
}

/// <summary>The text stands here, or in a file beside the import file.</summary>
internal sealed record SnapshotRecord
{
    public string? Text { get; init; }
    public string? File { get; init; }
    public string? Sha256 { get; init; }
    public DateTimeOffset? CapturedAt { get; init; }

    public Snapshot ToContent(References references) => new()
    {
        Text = File is null ? Text ?? "" : references.TextOf(File, alsoInline: Text is not null, "snapshot", "file"),
        Sha256 = Sha256,
        CapturedAt = CapturedAt,
    };

    public static SnapshotRecord From(Snapshot snapshot) => new() { Text = snapshot.Text, Sha256 = snapshot.Sha256, CapturedAt = snapshot.CapturedAt };
}
