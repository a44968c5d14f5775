using ClaimGraph.Neo4j.Wire;

namespace ClaimGraph.Neo4j.Labels;

internal sealed class EvidenceLabel() : NodeLabel(NodeKind.Evidence, "basis, target, stance, strength, confidence, note, " + Anchor + ", " + Argued + ", weight, origin, basisRetracted")
{
    protected override Node ReadContent(IRow row, Header header) => new Evidence
    {
        Id = header.Id, Key = header.Key, Version = header.Version, CreatedAt = header.CreatedAt, Status = header.Status, StatusReason = header.StatusReason,
        Content = new EvidenceContent
        {
            Basis = row.Id(), Target = row.Id(), Stance = Names<Stance>.Read(row), Strength = row.DoubleOrNull(), Confidence = row.DoubleOrNull(),
            Note = row.TextOrNull(), Anchor = row.Anchor(),
        },
        Derived = new EvidenceDerived
        {
            SupportCount = row.Int(), RebutCount = row.Int(), ContextCount = row.Int(), StatementSupportCount = row.Int(),
            StatementRebutCount = row.Int(), StatementContextCount = row.Int(), RetractedBasisCount = row.Int(),
            SupportWeight = row.Long(), RebutWeight = row.Long(), Weight = row.Long(), Origin = row.IdOrNull(), BasisRetracted = row.Bool(),
        },
    };

    protected override void AddContent(Properties properties, Node node)
    {
        var c = ((Evidence)node).Content;
        properties.Add("basis", (NodeId?)c.Basis);
        properties.Add("basisKind", (NodeKind?)c.Basis.Kind);
        properties.Add("target", (NodeId?)c.Target);
        properties.Add("stance", (Stance?)c.Stance);
        properties.Add("strength", (object?)c.Strength);
        properties.Add("confidence", (object?)c.Confidence);
        properties.AddText("note", c.Note);
        properties.AddAnchor(c.Anchor);
    }

    protected override void AddDerived(Properties properties, Node node)
    {
        var d = ((Evidence)node).Derived;
        properties.AddArgued(d);
        properties.Add("weight", (object)d.Weight);
        properties.Add("origin", d.Origin);
        properties.Add("basisRetracted", (object)d.BasisRetracted);
    }
}
