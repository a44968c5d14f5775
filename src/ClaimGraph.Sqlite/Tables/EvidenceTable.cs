using ClaimGraph.Sqlite.Native;

namespace ClaimGraph.Sqlite.Tables;

internal sealed class EvidenceTable() : NodeTable("evidence", "basis, basis_kind, target, stance, strength, confidence, note, " + Anchor,
    Argued + ", weight, origin, basis_retracted",
    (Fields.Evidence.Basis, "basis"), (Fields.Evidence.BasisKind, "basis_kind"), (Fields.Evidence.Target, "target"), (Fields.Evidence.Stance, "stance"),
    (Fields.Evidence.Strength, "strength"), (Fields.Evidence.Confidence, "confidence"), (Fields.Evidence.Note, "note"))
{
    public override Node Read(Command command)
    {
        var row = new Row(command);
        return new Evidence
        {
            Id = row.Id(), Key = row.TextOrNull(), Version = row.Int(), CreatedAt = row.Time(), Status = (RecordStatus)row.Byte(), StatusReason = row.TextOrNull(),
            Content = ReadContent(ref row),
            Derived = new EvidenceDerived
            {
                SupportCount = row.Int(), RebutCount = row.Int(), ContextCount = row.Int(), StatementSupportCount = row.Int(),
                StatementRebutCount = row.Int(), StatementContextCount = row.Int(), RetractedBasisCount = row.Int(),
                SupportWeight = row.Long(), RebutWeight = row.Long(), Weight = row.Long(), Origin = row.IdOrNull(), BasisRetracted = row.Bool(),
            },
        };
    }

    private static EvidenceContent ReadContent(ref Row row)
    {
        var basis = row.Id();
        _ = row.Byte();                                // basis_kind stands in the id
        return new EvidenceContent
        {
            Basis = basis, Target = row.Id(), Stance = (Stance)row.Byte(), Strength = row.DoubleOrNull(), Confidence = row.DoubleOrNull(),
            Note = row.TextOrNull(), Anchor = ReadAnchor(ref row),
        };
    }

    protected override (string Name, Func<Node, long?> Value)[] Indexed { get; } = [("origin", static n => ((Evidence)n).Derived.Origin?.Value)];

    protected override void AddContent(ref Values values, Node node)
    {
        var c = ((Evidence)node).Content;
        values.Add(c.Basis);
        values.AddEnum((byte)c.Basis.Kind);
        values.Add(c.Target);
        values.AddEnum((byte)c.Stance);
        values.Add(c.Strength);
        values.Add(c.Confidence);
        values.Add(c.Note);
        AddAnchor(ref values, c.Anchor);
    }

    protected override void AddDerived(ref Values values, Node node)
    {
        var d = ((Evidence)node).Derived;
        AddArgued(ref values, d);
        values.Add(d.Weight);
        values.Add(d.Origin);
        values.Add(d.BasisRetracted);
    }
}
