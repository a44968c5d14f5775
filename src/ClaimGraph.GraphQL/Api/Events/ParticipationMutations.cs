using ClaimGraph.Access;
using ClaimGraph.Changes;
using ClaimGraph.GraphQL.Api.Mutations;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Access;

namespace ClaimGraph.GraphQL.Api.Events;

/// <summary>What adds an actor's part to an event, and takes it away.</summary>
internal sealed class ParticipationMutations : IApiPart
{
    public void AddTo(ApiDefinition api)
    {
        InputField[] fields =
        [
            MutationFields.Id with
            {
                Description = "The event.",
            },
            .. FieldInputs.Of(Fields.Participation.Part, InputWords.OfMutations),
            MutationFields.Version,
        ];
        api.Mutate(
                "addParticipation",
                NodeKind.Event,
                "Adds a participation to an event.",
                fields,
                mutation => ChangeAsync(mutation, static (all, one) => [.. all, one])
            )
            .Needs(Role.Contributor);
        api.Mutate(
                "removeParticipation",
                NodeKind.Event,
                "Removes a participation from an event.",
                fields,
                mutation => ChangeAsync(mutation, static (all, one) => [.. all.Where(p => p != one)])
            )
            .Needs(Role.Contributor);
    }

    private static async ValueTask ChangeAsync(
        Mutation mutation,
        Func<IReadOnlyList<Participation>, Participation, IReadOnlyList<Participation>> change
    )
    {
        var participation = (Participation)FieldInputs.Read(mutation.Input, Fields.Participation.Part);
        if (mutation.Input.Value<int>("version") is { } version)
        {
            var node = await mutation.ReadAsync(NodeKind.Event);
            mutation.Add(new Update(node.Id, version, Changed(node.Data)));
            return;
        }
        mutation.Add(new Amend(Ids.Get(mutation.Scope, mutation.Input.Text("id")!, "id", NodeKind.Event), Changed));

        Content Changed(Content content) =>
            content is EventContent happened ? happened with { Participations = change(happened.Participations, participation) } : content;
    }
}
