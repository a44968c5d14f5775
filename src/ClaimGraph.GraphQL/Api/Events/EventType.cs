using ClaimGraph.GraphQL.Api.Nouns;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Fields;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Events;

internal sealed class EventType : NounType<Event>
{
    public EventType() : base("Something that happened: schema.org Event.")
    {
        this.Leaf("name", "String!", "The name.", static e => e.Content.Name);
        this.Leaf("startsOn", "PartialDate", "The first day.", static e => e.Content.StartsOn);
        this.Leaf("endsOn", "PartialDate", "The last day, inclusive; null when it is not known or goes on.", static e => e.Content.EndsOn);
        this.Leaf("place", "String", "Where it happened.", static e => e.Content.Place);
        this.Leaf("description", "String", "What happened, in a few words.", static e => e.Content.Description);
        this.Resolve("participations", "[Participation!]!", "Who took part and as what, in the order in which it was entered; at most 500.",
            static (e, context) => Participations(e, context),
            Sdl.Argument("role", "[String!]", "Only these roles, for example `SIGNED`."),
            Sdl.Argument("actor", "ID", "Only the part of this actor.")).Costs(Weight.SomeValues);
        LinkList("sources", "Source", "The sources that report it; at most 500.", static e => e.Content.Sources);
        Links("appearances", "What was said on the occasion.", Catalogue.Appearance.Event);
        Links("statements", "The statements that speak of it.", Catalogue.Statement.About);
    }

    public override void AddTo(ApiDefinition api)
    {
        base.AddTo(api);
        api.Add(new ParticipationType());
    }

    private static IReadOnlyList<Participation> Participations(Event happened, FieldContext context)
    {
        var roles = (context.Argument("role") as IEnumerable<object>)?.Cast<string>().ToHashSet();
        NodeId? actor = context.Argument("actor") is string text ? Ids.Parse(text, "actor", NodeKind.Actor) : null;
        if (roles is null && actor is null) return happened.Content.Participations;
        return [.. happened.Content.Participations.Where(p => roles?.Contains(p.Role) != false && (actor is null || p.Actor == actor))];
    }
}

internal sealed class ParticipationType : ObjectGraphType<Participation>
{
    public ParticipationType()
    {
        Name = "Participation";
        Description = "One actor's part in an event.";
        this.Resolve("actor", "Actor!", "Who.", static (p, context) => context.Request.Loaders.Node(p.Actor));
        this.Leaf("role", "String!", "As what, in capitals: for example `SIGNED`, `DECLINED_TO_SIGN`, `HOSTED`.", static p => p.Role);
    }
}
