using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Access;

namespace ClaimGraph.GraphQL.Api.Mutations;

/// <summary>What enters a record, or changes it if it is there.</summary>
internal sealed class UpsertMutations : IApiPart
{
    public static readonly InputField Key = MutationFields.Key with
    {
        Description = "Your own key for the record, unique within its type. At most 200 characters. The record with this key is updated.",
    };

    public static readonly InputField Id = new(
        "id",
        "ID",
        "The record to update. Without it, `key` or what identifies the record finds it."
    );

    public void AddTo(ApiDefinition api)
    {
        foreach (var noun in RecordMutations.Inputs)
            Add(api, noun);
    }

    private static void Add(ApiDefinition api, NounInput noun)
    {
        var type = noun.Noun.TypeName;
        api.Mutate(
                $"upsert{type}",
                noun.Noun.Kind,
                $"Creates a record of type {type}, or updates the one that exists already, found by its id, its key or its own identity. "
                    + "Fields that you give replace the old values, null clears a field, and fields that you leave out stay as they are.",
                [Id, Key, .. noun.Fields.Select(f => f.Optional)],
                mutation => UpsertAsync(mutation, noun)
            )
            .Needs(RecordMutations.Writer(noun.Noun));
    }

    private static async ValueTask UpsertAsync(Mutation mutation, NounInput noun)
    {
        var upsert = new Upsert(noun, mutation.Input);
        await mutation.Scope.LearnAsync(upsert.Names);
        mutation.Add(upsert.OperationOf(mutation, mutation.Scope.Ids.Next(noun.Noun.Kind)));
    }
}
