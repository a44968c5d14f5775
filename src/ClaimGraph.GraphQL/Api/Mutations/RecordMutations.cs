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

    private static NounInput InputOf(NodeKind kind) => Inputs.Single(i => i.Noun.Kind == kind);

    public void AddTo(ApiDefinition api)
    {
        foreach (var input in Inputs)
            AddCreate(api, input);
        foreach (var input in Inputs)
            AddUpdate(api, input);
        AddWithNamed(api, new Inline(Fields.Evidence.Basis, NodeKind.Source));
        AddWithNamed(
            api,
            new Inline(Fields.Appearance.Statement, NodeKind.Statement),
            new Inline(Fields.Appearance.Source, NodeKind.Source)
        );
        foreach (var part in Inputs.SelectMany(i => i.Noun.Entered).Select(f => f.Part).OfType<Part>().Distinct())
            api.Add(new InputType(Words.TypeOf(part), part.Summary, FieldInputs.Of(part, Words)));
        foreach (var kind in (NodeKind[])[NodeKind.Source, NodeKind.Statement])
            api.Add(
                new InputType(
                    $"{kind}Input",
                    $"A {Noun.Of(kind).Word} that is created together with the record that names it.",
                    [.. InputOf(kind).Fields, MutationFields.Key]
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

    /// <summary>Enters a record together with others that it names.</summary>
    private static void AddWithNamed(ApiDefinition api, params Inline[] named)
    {
        var noun = InputOf(named[0].Reference.Kind);
        var type = noun.Noun.TypeName;
        api.Mutate(
                $"add{type}",
                noun.Noun.Kind,
                $"Like create{type}, but can create the {string.Join(" and the ", named.Select(n => n.Name))} in the same commit. One that "
                    + "exists already, found by its key or its own identity, is used unchanged.",
                [
                    .. noun.Fields.Select(f => named.Any(n => n.IdName == f.Name) ? f.Optional : f),
                    .. named.Select(n => new InputField(n.Name, n.Type, $"The {n.Name}. Give it instead of {n.IdName}.")),
                    MutationFields.Key,
                ],
                mutation =>
                {
                    var content = noun.Read(mutation.Input);
                    foreach (var one in named)
                        if (Enter(mutation, one) is { } id)
                            Set(one.Reference, content, id);
                    mutation.Create(content, mutation.Input.Text("key"));
                    return default;
                }
            )
            .Needs(Writer(noun.Noun));
    }

    /// <summary>Enters a record that another names; null when none is given here.</summary>
    private static NodeId? Enter(Mutation mutation, Inline named)
    {
        var (input, name, idName) = (mutation.Input, named.Name, named.IdName);
        if (input.Has(name) && input.Has(idName))
            input.Refuse(ProblemCode.OutOfRange, $"Give {idName} or {name}, not both.", name);
        var given = input.Inner(name, inner => new Given(InputOf(named.Kind).Read(inner), inner.Text("key")));
        if (given is not null)
            return mutation.Create(given.Content, given.Key, isOnlyNamed: true, name);
        if (named.Reference.IsRequired && input.Text(idName) is null)
            input.Refuse(ProblemCode.Required, $"Give {idName} or {name}.", idName);
        return null;
    }

    private static void Set(Field reference, Content content, NodeId named)
    {
        if (reference is Field<NodeId> always)
            always.Set(content, named);
        else
            ((Field<NodeId?>)reference).Set(content, named);
    }

    /// <summary>A record of this kind can be entered where <paramref name="Reference"/> names one.</summary>
    private sealed record Inline(Field Reference, NodeKind Kind)
    {
        public string Name => Noun.Of(Kind).Word;
        public string Type => $"{Kind}Input";
        public string IdName => Words.NameOf(Reference);
    }

    private sealed record Given(Content Content, string? Key);
}
