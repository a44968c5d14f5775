using ClaimGraph.Sqlite.Native;

namespace ClaimGraph.Sqlite.Tables;

internal sealed class AppearanceTable() : NodeTable("appearance", "statement, actor, source, event, said_on, " + Anchor, "",
    (Fields.Appearance.Statement, "statement"), (Fields.Appearance.Actor, "actor"), (Fields.Appearance.Source, "source"),
    (Fields.Appearance.Event, "event"), (Fields.Appearance.SaidOn, "said_on"), (Fields.Appearance.Quote, "exact"))
{
    public override Node Read(Command command)
    {
        var row = new Row(command);
        return new Appearance
        {
            Id = row.Id(), Key = row.TextOrNull(), Version = row.Int(), CreatedAt = row.Time(), Status = (RecordStatus)row.Byte(), StatusReason = row.TextOrNull(),
            Content = new AppearanceContent
            {
                Statement = row.Id(), Actor = row.IdOrNull(), Source = row.IdOrNull(), Event = row.IdOrNull(), SaidOn = row.Date(), Anchor = ReadAnchor(ref row),
            },
        };
    }

    protected override void AddContent(ref Values values, Node node)
    {
        var c = ((Appearance)node).Content;
        values.Add(c.Statement);
        values.Add(c.Actor);
        values.Add(c.Source);
        values.Add(c.Event);
        values.Add(c.SaidOn);
        AddAnchor(ref values, c.Anchor);
    }
}
