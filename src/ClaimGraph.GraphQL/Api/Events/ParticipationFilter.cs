using ClaimGraph.GraphQL.Api.Nouns;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Fields;

namespace ClaimGraph.GraphQL.Api.Events;

/// <summary>Lets the participations of an event be asked for by role and actor.</summary>
internal sealed class ParticipationFilter : IApiPart
{
    public void AddTo(ApiDefinition api) =>
        api.Extend<NounType<Event>>(static type =>
            type.Resolve(
                Fields.Event.Participations,
                Filtered,
                Sdl.Argument("role", "[String!]", "Only participations with these roles, for example `SIGNED`."),
                Sdl.Argument("actor", "ID", "Only the participations of this actor.")
            )
        );

    private static IReadOnlyList<Participation> Filtered(Event happened, FieldContext context)
    {
        var roles = (context.Argument("role") as IEnumerable<object>)?.Cast<string>().ToHashSet();
        var named = context.Argument("actor") as string;
        if (roles is null && named is null)
            return happened.Content.Participations;
        var actor = named is null ? null : Ids.Find(context.Request, named, "actor", NodeKind.Actor);
        return [.. happened.Content.Participations.Where(p => roles?.Contains(p.Role) != false && (named is null || p.Actor == actor))];
    }
}
