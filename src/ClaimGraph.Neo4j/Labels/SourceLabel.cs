using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Labels;

internal sealed class SourceLabel() : NodeLabel(NodeKind.Source,
    "url, canonicalUrl, title, publisher, kind, language, publishedOn, archivedAt, derivedFrom, reliability, note, snapshotSha256, snapshotCapturedAt, origin, evidenceCount, appearanceCount")
{
    public override string Property(Field field) => field == Fields.Source.CanonicalUrl ? "canonicalUrl" : base.Property(field);

    protected override Node ReadContent(IRow row, Header header) => new Source
    {
        Id = header.Id, Key = header.Key, Version = header.Version, CreatedAt = header.CreatedAt, Status = header.Status, StatusReason = header.StatusReason,
        Content = new SourceContent
        {
            Url = row.TextOrNull(), CanonicalUrl = row.TextOrNull(), Title = row.TextOrNull(), Publisher = row.IdOrNull(), SourceKind = Names<SourceKind>.Read(row),
            Language = row.Text(), PublishedOn = row.Date(), ArchivedAt = row.TextOrNull(), DerivedFrom = row.IdOrNull(),
            Reliability = Names<Reliability>.ReadOrNull(row), Note = row.TextOrNull(), Snapshot = ReadSnapshot(row),
        },
        Derived = new SourceDerived { Origin = row.Id(), EvidenceCount = row.Int(), AppearanceCount = row.Int() },
    };

    private static Snapshot? ReadSnapshot(IRow row)
    {
        var sha256 = row.TextOrNull();
        var capturedAt = row.TimeOrNull();
        return sha256 is null ? null : new Snapshot { Sha256 = sha256, CapturedAt = capturedAt };
    }

    protected override void AddContent(Properties properties, Node node)
    {
        var c = ((Source)node).Content;
        properties.Add("url", (object?)c.Url);
        properties.AddText("canonicalUrl", c.CanonicalUrl);
        properties.AddText("title", c.Title);
        properties.Add("publisher", c.Publisher);
        properties.Add("kind", (SourceKind?)c.SourceKind);
        properties.AddText("language", c.Language);
        properties.Add("publishedOn", c.PublishedOn);
        properties.Add("archivedAt", (object?)c.ArchivedAt);
        properties.Add("derivedFrom", c.DerivedFrom);
        properties.Add("reliability", c.Reliability);
        properties.Add("note", (object?)c.Note);
        properties.Add("snapshotSha256", (object?)c.Snapshot?.Sha256);
        properties.Add("snapshotCapturedAt", c.Snapshot?.CapturedAt);
        properties.AddWords(node, [c.Title, c.Note]);
    }

    protected override void AddDerived(Properties properties, Node node)
    {
        var d = ((Source)node).Derived;
        properties.Add("origin", (NodeId?)d.Origin);
        properties.Add("evidenceCount", d.EvidenceCount);
        properties.Add("appearanceCount", d.AppearanceCount);
    }
}
