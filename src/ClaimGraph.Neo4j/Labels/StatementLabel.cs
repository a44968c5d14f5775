using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Labels;

internal sealed class StatementLabel() : NodeLabel(NodeKind.Statement, "text, language, kind, checkable, topics, about, prior, note, "
    + Argued + ", independentSources, appearanceCount, reviewCount, verdict, claimant, strength, attention")
{
    private static readonly Attention[] Flags = [.. Enum.GetValues<Attention>().Where(f => f != Attention.None)];

    protected override Node ReadContent(IRow row, Header header) => new Statement
    {
        Id = header.Id, Key = header.Key, Version = header.Version, CreatedAt = header.CreatedAt, Status = header.Status, StatusReason = header.StatusReason,
        Content = new StatementContent
        {
            Text = row.Text(), Language = row.Text(), StatementKind = Names<StatementKind>.Read(row), Checkable = row.Bool(), Topics = row.Texts(),
            About = row.Ids(), Prior = row.DoubleOrNull(), Note = row.TextOrNull(),
        },
        Derived = new StatementDerived
        {
            SupportCount = row.Int(), RebutCount = row.Int(), ContextCount = row.Int(), StatementSupportCount = row.IntOrZero(),
            StatementRebutCount = row.IntOrZero(), StatementContextCount = row.IntOrZero(), RetractedBasisCount = row.IntOrZero(),
            SupportWeight = row.LongOrZero(), RebutWeight = row.LongOrZero(), IndependentSources = row.Int(), AppearanceCount = row.Int(),
            ReviewCount = row.Int(), Verdict = Names<Verdict>.ReadOrNull(row), Claimant = row.IdOrNull(), Strength = row.Double(), Attention = ReadAttention(row),
        },
    };

    private static Attention ReadAttention(IRow row)
    {
        var attention = Attention.None;
        foreach (var name in row.Texts()) attention |= Array.Find(Flags, f => Names<Attention>.Of(f) == name);
        return attention;
    }

    protected override void AddContent(Properties properties, Node node)
    {
        var c = ((Statement)node).Content;
        properties.AddText("text", c.Text);
        properties.AddText("language", c.Language);
        properties.Add("kind", (StatementKind?)c.StatementKind);
        properties.Add("checkable", (object)c.Checkable);
        properties.Add("topics", c.Topics);
        properties.Add("about", c.About);
        properties.Add("prior", (object?)c.Prior);
        properties.Add("note", (object?)c.Note);
        properties.AddWords(node, [c.Text]);
    }

    protected override void AddDerived(Properties properties, Node node)
    {
        var d = ((Statement)node).Derived;
        properties.Add("supportCount", d.SupportCount);
        properties.Add("rebutCount", d.RebutCount);
        properties.Add("contextCount", d.ContextCount);
        properties.AddArgued(d);
        properties.Add("independentSources", d.IndependentSources);
        properties.Add("appearanceCount", d.AppearanceCount);
        properties.Add("reviewCount", d.ReviewCount);
        properties.Add("verdict", d.Verdict);
        properties.Add("claimant", d.Claimant);
        properties.Add("strength", (object)d.Strength);
        properties.Add("attention", [.. Flags.Where(f => d.Attention.HasFlag(f)).Select(Names<Attention>.Of)]);
    }
}
