using ClaimGraph.Access;
using ClaimGraph.Changes;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Access;

namespace ClaimGraph.GraphQL.Api.Mutations;

/// <summary>What enters and changes records, whatever their noun.</summary>
internal sealed class RecordMutations : IApiPart
{
    private static readonly InputField SourceKey =
        new("key", "String", "Your own key for the source, unique among sources; at most 200 characters.");

    private static readonly InputField NeededVersion = MutationFields.Version with
    {
        Type = "Int!",
        Description = "The version that the change was made from; the change is refused when the record has another.",
    };

    public void AddTo(ApiDefinition api)
    {
        foreach (var noun in NounInputs.All) AddCreate(api, noun);
        foreach (var noun in NounInputs.All) AddUpdate(api, noun);
        AddWithSource(api, "addEvidence", NounInputs.Evidence, "basisId");
        AddWithSource(api, "addAppearance", NounInputs.Appearance, "sourceId");
        api.Add(PartInputs.Types);
        api.Add(new InputType("SourceInput", "A source that is entered together with what cites it.",
            [.. NounInputs.Source.Fields, SourceKey]));
        api.Add(PayloadType.OutcomeType, new UserErrorType(), UserErrorType.CodeType());
    }

    /// <summary>A verdict is a reviewer's; all else a contributor may write.</summary>
    private static Role Writer(NounInput noun) => noun.Kind == NodeKind.Review ? Role.Reviewer : Role.Contributor;

    private static void AddCreate(ApiDefinition api, NounInput noun) => api.Mutate($"create{noun.Kind}", noun.Kind,
        $"Enters a record of type {noun.Kind}. What is there already, by its key or by its own identity, stays as it is and is given back.",
        [.. noun.Fields, MutationFields.Key], mutation =>
        {
            mutation.Create(noun.Read(mutation.Input, null), mutation.Input.Text("key"));
            return default;
        }).Needs(Writer(noun));

    private static void AddUpdate(ApiDefinition api, NounInput noun) => api.Mutate($"update{noun.Kind}", noun.Kind,
        $"Changes a record of type {noun.Kind}. Fields that are given replace what was there, null clears, fields left out stay.",
        [MutationFields.Id, NeededVersion, .. noun.Changeable],
        async mutation =>
        {
            var node = await mutation.ReadAsync(noun.Kind);
            mutation.Add(new Update(node.Id, mutation.Input.Value<int>("version")!.Value, noun.Read(mutation.Input, node.Data)));
        }).Needs(Writer(noun));

    private static void AddWithSource(ApiDefinition api, string name, NounInput noun, string reference) => api.Mutate(name, noun.Kind,
        $"As create{noun.Kind}, and the source can be entered in the same commit: "
        + "it is found by its key or its canonical address, or made.",
        [
            .. noun.Fields.Select(f => f.Name == reference ? f.Optional : f),
            new("source", "SourceInput", $"The source, in place of {reference}."), MutationFields.Key,
        ],
        mutation =>
        {
            var content = noun.Read(mutation.Input, null);
            if (mutation.Input.Has("source") && mutation.Input.Has(reference))
                mutation.Input.Refuse(ProblemCode.OutOfRange, $"Give {reference} or source, not both.", "source");
            var source = mutation.Input.Inner("source", null,
                static inner => new InlineSource(NounInputs.Source.Read(inner, null), inner.Text("key")));
            if (source is not null) content = WithSource(content, mutation.Create(source.Content, source.Key, "source"));
            else if (noun.Kind == NodeKind.Evidence && mutation.Input.Text(reference) is null)
                mutation.Input.Refuse(ProblemCode.Required, $"Give {reference} or source.", reference);
            mutation.Create(content, mutation.Input.Text("key"));
            return default;
        }).Needs(Writer(noun));

    private static Content WithSource(Content content, NodeId source) => content switch
    {
        EvidenceContent evidence => evidence with { Basis = source },
        AppearanceContent appearance => appearance with { Source = source },
        _ => throw new ArgumentOutOfRangeException(nameof(content)),
    };

    private sealed record InlineSource(Content Content, string? Key);
}
