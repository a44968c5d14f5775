using ClaimGraph.Sqlite.Native;

namespace ClaimGraph.Sqlite.Tables;

internal sealed class SourceTable() : NodeTable("source",
    "url, canonical_url, title, publisher, kind, language, published_on, archived_at, derived_from, reliability, note, snapshot_sha256, snapshot_captured_at",
    "origin, evidence_count, appearance_count",
    (Fields.Source.CanonicalUrl, "canonical_url"), (Fields.Source.Title, "title"), (Fields.Source.Publisher, "publisher"), (Fields.Source.SourceKind, "kind"),
    (Fields.Source.Language, "language"), (Fields.Source.PublishedOn, "published_on"), (Fields.Source.DerivedFrom, "derived_from"),
    (Fields.Source.Reliability, "reliability"), (Fields.Source.EvidenceCount, "evidence_count"))
{
    public override Node Read(Command command)
    {
        var row = new Row(command);
        return new Source
        {
            Id = row.Id(), Key = row.TextOrNull(), Version = row.Int(), CreatedAt = row.Time(), Status = (RecordStatus)row.Byte(), StatusReason = row.TextOrNull(),
            Content = new SourceContent
            {
                Url = row.TextOrNull(), CanonicalUrl = row.TextOrNull(), Title = row.TextOrNull(), Publisher = row.IdOrNull(), SourceKind = (SourceKind)row.Byte(),
                Language = row.Tag(), PublishedOn = row.Date(), ArchivedAt = row.TextOrNull(), DerivedFrom = row.IdOrNull(),
                Reliability = (Reliability?)row.ByteOrNull(), Note = row.TextOrNull(), Snapshot = ReadSnapshot(ref row),
            },
            Derived = new SourceDerived { Origin = row.Id(), EvidenceCount = row.Int(), AppearanceCount = row.Int() },
        };
    }

    private static Snapshot? ReadSnapshot(ref Row row)
    {
        var sha256 = row.TextOrNull();
        var capturedAt = row.TimeOrNull();
        return sha256 is null ? null : new Snapshot { Sha256 = sha256, CapturedAt = capturedAt };
    }

    protected override (string Name, Func<Node, long?> Value)[] Indexed { get; } = [("evidence_count", static n => ((Source)n).Derived.EvidenceCount)];

    protected override void AddContent(ref Values values, Node node)
    {
        var c = ((Source)node).Content;
        values.Add(c.Url);
        values.Add(c.CanonicalUrl);
        values.Add(c.Title);
        values.Add(c.Publisher);
        values.AddEnum((byte)c.SourceKind);
        values.Add(c.Language);
        values.Add(c.PublishedOn);
        values.Add(c.ArchivedAt);
        values.Add(c.DerivedFrom);
        values.AddEnum((byte?)c.Reliability);
        values.Add(c.Note);
        values.Add(c.Snapshot?.Sha256);
        values.Add(c.Snapshot?.CapturedAt);
    }

    protected override void AddDerived(ref Values values, Node node)
    {
        var d = ((Source)node).Derived;
        values.Add(d.Origin);
        values.Add(d.EvidenceCount);
        values.Add(d.AppearanceCount);
    }
}
