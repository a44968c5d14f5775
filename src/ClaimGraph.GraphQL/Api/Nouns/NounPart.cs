using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Values;

namespace ClaimGraph.GraphQL.Api.Nouns;

/// <summary>All nouns, with what they consist of: the types of their parts, of their enums and of the nodes that they name.</summary>
internal sealed class NounPart : IApiPart
{
    /// <summary>The parts of all nouns, each once.</summary>
    public static readonly IReadOnlyList<Part> Parts =
    [
        .. Noun.All.SelectMany(n => n.Entered).Select(f => f.Part).OfType<Part>().Distinct(),
    ];

    private static IEnumerable<Field> AllFields => Noun.All.SelectMany(n => n.AllFields).Concat(Parts.SelectMany(p => p.Fields));

    public void AddTo(ApiDefinition api)
    {
        api.Add(new NodeInterface());
        foreach (var noun in Noun.All)
            api.Add(TypeOf(noun), nameof(Node));
        // What is kept apart is read by the id of its node; a part with such a field is added by the folder of its noun, which knows how.
        // So is a quote, which shows what was derived of it.
        foreach (var part in Parts.Where(p => p != Fields.QuoteAnchor.Part && p.Fields.All(f => !f.IsKeptApart)))
            api.Add(new PartType<ContentPart, Itself>(part));
        foreach (var union in AllFields.Where(f => f.Union is not null).DistinctBy(f => f.Union!.Name))
            api.AddUnion(union.Union!.Name, union.Union.Description, union.Targets.Select(kind => Noun.Of(kind).TypeName));
        api.Add(new EnumType(typeof(NodeKind), static kind => Noun.Of((NodeKind)kind).Summary));
        api.Add(AllFields.Select(f => f.EnumType).OfType<Type>().Distinct().Where(t => t != typeof(NodeKind)).Select(t => new EnumType(t)));
    }

    private static INounType TypeOf(Noun noun) =>
        (INounType)Activator.CreateInstance(typeof(NounType<>).MakeGenericType(noun.NodeType), noun)!;
}
