using ClaimGraph.Access;
using ClaimGraph.Changes;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Values;

namespace ClaimGraph.GraphQL.Api.Mutations;

/// <summary>What enters and changes records, whatever their noun.</summary>
internal sealed class RecordMutations : IApiPart
{
    private static readonly InputWords Words = InputWords.OfMutations;

    internal static readonly NounInput[] Inputs = [.. Noun.All.Where(n => n.IsEnteredDirectly).Select(n => new NounInput(n, Words))];

    private static NounInput Sources => Inputs.Single(i => i.Noun.Kind == NodeKind.Source);

    public void AddTo(ApiDefinition api)
    {
        foreach (var input in Inputs)
            AddCreate(api, input);
        foreach (var input in Inputs)
            AddUpdate(api, input);
        AddWithSource(api, Fields.Evidence.Basis);
        AddWithSource(api, Fields.Appearance.Source);
        foreach (var part in Inputs.SelectMany(i => i.Noun.Entered).Select(f => f.Part).OfType<Part>().Distinct())
            api.Add(new InputType(Words.TypeOf(part), part.Summary, FieldInputs.Of(part, Words)));
        api.Add(
            new InputType(
                "SourceInput",
                "A source that is created together with the record that cites it.",
                [.. Sources.Fields, MutationFields.Key]
            )
        );
        api.Add(new EnumType(typeof(Outcome)), new UserErrorType(), UserErrorType.CodeType());
    }

    /// <summary>A verdict is a reviewer's; all else a contributor may write.</summary>
    internal static Role Writer(Noun noun) => noun.Kind == NodeKind.Review ? Role.Reviewer : Role.Contributor;

    private static void AddCreate(ApiDefinition api, NounInput noun) =>
        api.Mutate(
                $"create{noun.Noun.TypeName}",
                noun.Noun.Kind,
                $"Creates a record of type {noun.Noun.TypeName}. A record that exists already, found by its key or its own identity, "
                    + "is returned unchanged.",
                [.. noun.Fields, MutationFields.Key],
                mutation =>
                {
                    mutation.Create(noun.Read(mutation.Input), mutation.Input.Text("key"));
                    return default;
                }
            )
            .Needs(Writer(noun.Noun));

    private static void AddUpdate(ApiDefinition api, NounInput noun) =>
        api.Mutate(
                $"update{noun.Noun.TypeName}",
                noun.Noun.Kind,
                $"Updates a record of type {noun.Noun.TypeName}. Fields that you give replace the old values, null clears a field, "
                    + "and fields that you leave out stay as they are.",
                [MutationFields.Id, MutationFields.RequiredVersion, .. noun.Changeable],
                async mutation =>
                {
                    var node = await mutation.ReadAsync(noun.Noun.Kind);
                    mutation.Add(new Update(node.Id, mutation.Input.Value<int>("version")!.Value, noun.Read(mutation.Input, node.Data)));
                }
            )
            .Needs(Writer(noun.Noun));

    /// <summary>Enters a record together with the source that it names in <paramref name="reference"/>.</summary>
    private static void AddWithSource(ApiDefinition api, Field reference)
    {
        var noun = Inputs.Single(i => i.Noun.Kind == reference.Kind);
        var (type, name) = (noun.Noun.TypeName, Words.NameOf(reference));
        api.Mutate(
                $"add{type}",
                reference.Kind,
                $"Like create{type}, but can create the source in the same commit. A source that exists already, found by its key or "
                    + "its canonical URL, is used unchanged.",
                [
                    .. noun.Fields.Select(f => f.Name == name ? f.Optional : f),
                    new("source", "SourceInput", $"The source. Give it instead of {name}."),
                    MutationFields.Key,
                ],
                mutation =>
                {
                    var content = noun.Read(mutation.Input);
                    if (SourceOf(mutation, reference) is { } source)
                        Set(reference, content, source);
                    mutation.Create(content, mutation.Input.Text("key"));
                    return default;
                }
            )
            .Needs(Writer(noun.Noun));
    }

    /// <summary>The source that is entered here; null when there is none.</summary>
    private static NodeId? SourceOf(Mutation mutation, Field reference)
    {
        var (input, name) = (mutation.Input, Words.NameOf(reference));
        if (input.Has("source") && input.Has(name))
            input.Refuse(ProblemCode.OutOfRange, $"Give {name} or source, not both.", "source");
        var source = input.Inner("source", static inner => new InlineSource(Sources.Read(inner), inner.Text("key")));
        if (source is not null)
            return mutation.Create(source.Content, source.Key, isOnlyNamed: true, "source");
        if (reference.IsRequired && input.Text(name) is null)
            input.Refuse(ProblemCode.Required, $"Give {name} or source.", name);
        return null;
    }

    private static void Set(Field reference, Content content, NodeId source)
    {
        if (reference is Field<NodeId> always)
            always.Set(content, source);
        else
            ((Field<NodeId?>)reference).Set(content, source);
    }

    private sealed record InlineSource(Content Content, string? Key);
}
