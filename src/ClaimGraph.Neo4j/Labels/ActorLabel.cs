using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Labels;

internal sealed class ActorLabel() : NodeLabel(NodeKind.Actor, "name, kind, aliases, identifiers, description")
{
    protected override Node ReadContent(IRow row, Header header) => new Actor
    {
        Id = header.Id, Key = header.Key, Version = header.Version, CreatedAt = header.CreatedAt, Status = header.Status, StatusReason = header.StatusReason,
        Content = new ActorContent
        {
            Name = row.Text(), ActorKind = Names<ActorKind>.Read(row), Aliases = row.Texts(), Identifiers = row.Texts(), Description = row.TextOrNull(),
        },
    };

    protected override void AddContent(Properties properties, Node node)
    {
        var c = ((Actor)node).Content;
        properties.AddText("name", c.Name);
        properties.Add("kind", (ActorKind?)c.ActorKind);
        properties.Add("aliases", c.Aliases);
        properties.Add("identifiers", c.Identifiers);
        properties.Add("description", (object?)c.Description);
        properties.AddWords(node, [c.Name, .. c.Aliases, c.Description]);
    }
}
