using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Labels;

/// <summary>Participants and roles are two lists of equal length: who stands at the place of which role.</summary>
internal sealed class EventLabel() : NodeLabel(NodeKind.Event, "name, startsOn, endsOn, place, description, participants, roles, sources")
{
    protected override Node ReadContent(IRow row, Header header) => new Event
    {
        Id = header.Id, Key = header.Key, Version = header.Version, CreatedAt = header.CreatedAt, Status = header.Status, StatusReason = header.StatusReason,
        Content = new EventContent
        {
            Name = row.Text(), StartsOn = row.Date(), EndsOn = row.Date(), Place = row.TextOrNull(), Description = row.TextOrNull(),
            Participations = [.. row.Ids().Zip(row.Texts(), (actor, role) => new Participation(actor, role))], Sources = row.Ids(),
        },
    };

    protected override void AddContent(Properties properties, Node node)
    {
        var c = ((Event)node).Content;
        properties.AddText("name", c.Name);
        properties.Add("startsOn", c.StartsOn);
        properties.Add("endsOn", c.EndsOn);
        properties.AddText("place", c.Place);
        properties.Add("description", (object?)c.Description);
        properties.Add("participants", c.Participations.Select(p => p.Actor));
        properties.Add("roles", [.. c.Participations.Select(p => p.Role)]);
        properties.Add("sources", c.Sources);
        properties.AddWords(node, [c.Name, c.Place, c.Description]);
    }
}
