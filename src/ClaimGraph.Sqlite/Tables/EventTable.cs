using ClaimGraph.Sqlite.Native;

namespace ClaimGraph.Sqlite.Tables;

internal sealed class EventTable() : NodeTable("event", "name, starts_on, ends_on, place, description, participations, sources", "",
    (Fields.Event.Name, "name"), (Fields.Event.StartsOn, "starts_on"), (Fields.Event.EndsOn, "ends_on"), (Fields.Event.Place, "place"))
{
    public override Node Read(Command command)
    {
        var row = new Row(command);
        return new Event
        {
            Id = row.Id(), Key = row.TextOrNull(), Version = row.Int(), CreatedAt = row.Time(), Status = (RecordStatus)row.Byte(), StatusReason = row.TextOrNull(),
            Content = new EventContent
            {
                Name = row.Text(), StartsOn = row.Date(), EndsOn = row.Date(), Place = row.TextOrNull(), Description = row.TextOrNull(),
                Participations = row.Participations(), Sources = row.Ids(),
            },
        };
    }

    protected override void AddContent(ref Values values, Node node)
    {
        var c = ((Event)node).Content;
        values.Add(c.Name);
        values.Add(c.StartsOn);
        values.Add(c.EndsOn);
        values.Add(c.Place);
        values.Add(c.Description);
        values.Add(c.Participations);
        values.Add(c.Sources);
    }
}
