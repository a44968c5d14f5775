using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Labels;

internal sealed class AppearanceLabel() : NodeLabel(NodeKind.Appearance, "statement, actor, source, event, saidOn, " + Anchor)
{
    protected override Node ReadContent(IRow row, Header header) => new Appearance
    {
        Id = header.Id, Key = header.Key, Version = header.Version, CreatedAt = header.CreatedAt, Status = header.Status, StatusReason = header.StatusReason,
        Content = new AppearanceContent
        {
            Statement = row.Id(), Actor = row.IdOrNull(), Source = row.IdOrNull(), Event = row.IdOrNull(), SaidOn = row.Date(), Anchor = row.Anchor(),
        },
    };

    protected override void AddContent(Properties properties, Node node)
    {
        var c = ((Appearance)node).Content;
        properties.Add("statement", (NodeId?)c.Statement);
        properties.Add("actor", c.Actor);
        properties.Add("source", c.Source);
        properties.Add("event", c.Event);
        properties.Add("saidOn", c.SaidOn);
        properties.AddText("quote", c.Anchor?.Exact);
        properties.AddAnchor(c.Anchor);
    }
}
