using ClaimGraph.Neo4j.Driver;

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
            SupportCount = row.IntOrZero(), RebutCount = row.IntOrZero(), ContextCount = row.IntOrZero(), StatementSupportCount = row.IntOrZero(),
            StatementRebutCount = row.IntOrZero(), StatementContextCount = row.IntOrZero(), RetractedBasisCount = row.IntOrZero(),
            SupportWeight = row.LongOrZero(), RebutWeight = row.LongOrZero(), Weight = row.LongOrZero(), Origin = row.IdOrNull(), BasisRetracted = row.BoolOrFalse(),
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
        properties.Add("quote", (object?)c.Anchor?.Exact);
        properties.AddAnchor(c.Anchor);
    }

    protected override void AddDerived(Properties properties, Node node)
    {
        var d = ((Evidence)node).Derived;
        properties.AddNonZero("supportCount", d.SupportCount);
        properties.AddNonZero("rebutCount", d.RebutCount);
        properties.AddNonZero("contextCount", d.ContextCount);
        properties.AddArgued(d);
        properties.AddNonZero("weight", d.Weight);
        properties.Add("origin", d.Origin);
        properties.Add("basisRetracted", d.BasisRetracted ? (object)true : null);
    }
}
