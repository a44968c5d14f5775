using ClaimGraph.Sqlite.Native;

namespace ClaimGraph.Sqlite.Tables;

internal sealed class ActorTable() : NodeTable("actor", "name, kind, aliases, identifiers, description", "",
    (Fields.Actor.Name, "name"), (Fields.Actor.ActorKind, "kind"))
{
    public override Node Read(Command command)
    {
        var row = new Row(command);
        return new Actor
        {
            Id = row.Id(), Key = row.TextOrNull(), Version = row.Int(), CreatedAt = row.Time(), Status = (RecordStatus)row.Byte(), StatusReason = row.TextOrNull(),
            Content = new ActorContent
            {
                Name = row.Text(), ActorKind = (ActorKind)row.Byte(), Aliases = row.Texts(), Identifiers = row.Texts(), Description = row.TextOrNull(),
            },
        };
    }

    protected override void AddContent(ref Values values, Node node)
    {
        var c = ((Actor)node).Content;
        values.Add(c.Name);
        values.AddEnum((byte)c.ActorKind);
        values.Add(c.Aliases);
        values.Add(c.Identifiers);
        values.Add(c.Description);
    }
}
