using ClaimGraph.Sqlite.Native;

namespace ClaimGraph.Sqlite.Tables;

internal sealed class StatementTable() : NodeTable("statement", "text, language, kind, checkable, topics, about, prior, note",
    Argued + ", independent_sources, appearance_count, review_count, verdict, claimant, strength, attention",
    (Fields.Statement.Text, "text"), (Fields.Statement.Language, "language"), (Fields.Statement.StatementKind, "kind"), (Fields.Statement.Checkable, "checkable"),
    (Fields.Statement.SupportCount, "support_count"), (Fields.Statement.RebutCount, "rebut_count"), (Fields.Statement.ContextCount, "context_count"),
    (Fields.Statement.IndependentSources, "independent_sources"), (Fields.Statement.AppearanceCount, "appearance_count"),
    (Fields.Statement.ReviewCount, "review_count"), (Fields.Statement.Strength, "strength"), (Fields.Statement.Verdict, "verdict"),
    (Fields.Statement.Claimant, "claimant"), (Fields.Statement.Attention, "attention"))
{
    public override Node Read(Command command)
    {
        var row = new Row(command);
        return new Statement
        {
            Id = row.Id(), Key = row.TextOrNull(), Version = row.Int(), CreatedAt = row.Time(), Status = (RecordStatus)row.Byte(), StatusReason = row.TextOrNull(),
            Content = new StatementContent
            {
                Text = row.Text(), Language = row.Tag(), StatementKind = (StatementKind)row.Byte(), Checkable = row.Bool(), Topics = row.Texts(),
                About = row.Ids(), Prior = row.DoubleOrNull(), Note = row.TextOrNull(),
            },
            Derived = new StatementDerived
            {
                SupportCount = row.Int(), RebutCount = row.Int(), ContextCount = row.Int(), StatementSupportCount = row.Int(),
                StatementRebutCount = row.Int(), StatementContextCount = row.Int(), RetractedBasisCount = row.Int(),
                SupportWeight = row.Long(), RebutWeight = row.Long(), IndependentSources = row.Int(), AppearanceCount = row.Int(),
                ReviewCount = row.Int(), Verdict = (Verdict?)row.ByteOrNull(), Claimant = row.IdOrNull(), Strength = row.Double(), Attention = (Attention)row.Byte(),
            },
        };
    }

    protected override (string Name, Func<Node, long?> Value)[] Indexed { get; } = [
        ("support_count", static n => ((Statement)n).Derived.SupportCount), ("rebut_count", static n => ((Statement)n).Derived.RebutCount),
        ("claimant", static n => ((Statement)n).Derived.Claimant?.Value),
    ];

    protected override void AddContent(ref Values values, Node node)
    {
        var c = ((Statement)node).Content;
        values.Add(c.Text);
        values.Add(c.Language);
        values.AddEnum((byte)c.StatementKind);
        values.Add(c.Checkable);
        values.Add(c.Topics);
        values.Add(c.About);
        values.Add(c.Prior);
        values.Add(c.Note);
    }

    protected override void AddDerived(ref Values values, Node node)
    {
        var d = ((Statement)node).Derived;
        AddArgued(ref values, d);
        values.Add(d.IndependentSources);
        values.Add(d.AppearanceCount);
        values.Add(d.ReviewCount);
        values.AddEnum((byte?)d.Verdict);
        values.Add(d.Claimant);
        values.Add((double?)d.Strength);
        values.AddEnum((byte)d.Attention);
    }
}
