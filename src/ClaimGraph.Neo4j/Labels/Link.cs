using System.Collections.Frozen;

namespace ClaimGraph.Neo4j.Labels;

/// <summary>A relationship that a reference in a node's content makes (<see cref="Field.Relationship"/>).</summary>
/// <param name="Via">The field that makes it.</param>
/// <param name="Type">Its type.</param>
/// <param name="From">Where it starts.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Part">The part of the content that has the field, whose other fields are its properties; null where it has none.</param>
internal readonly record struct Link(Field Via, string Type, NodeId From, NodeId To, ContentPart? Part)
{
    // By the field of a part that names a node: the part's other fields.
    private static readonly FrozenDictionary<Field, Property[]> Others = Noun
        .All.SelectMany(n => n.Entered)
        .Select(f => f.Part)
        .OfType<Part>()
        .Distinct()
        .SelectMany(part => part.Fields.Where(f => f.Targets.Count > 0).Select(via => (via, others: part.Fields.Where(f => f != via))))
        .ToFrozenDictionary(f => f.via, f => f.others.Select(FieldProperties.OfInner).ToArray());

    // Lists of the API look along relationships only for fields that are lists themselves.
    private const string Retracted = "RETRACTED_";

    /// <summary>All types.</summary>
    public static IEnumerable<string> Types { get; } =
    [
        .. Noun
            .All.SelectMany(noun =>
                noun.Entered.SelectMany(f => f.Part?.Fields ?? [f])
                    .Where(f => f.Targets.Count > 0)
                    .SelectMany(f =>
                        IsRenamed(noun, f) ? f.Relationship.Names.SelectMany(n => new[] { n, Retracted + n }) : f.Relationship.Names
                    )
            )
            .Distinct(),
        .. Noun.All.SelectMany(n => Fields.MergedInto(n.Kind).Relationship.Names).Distinct(),
    ];

    /// <summary>True if the relationship has another type once the node is retracted, so that patterns no longer match it.</summary>
    private static bool IsRenamed(Noun noun, Field field) => noun.IsLink && field.Type == DataType.Reference;

    public static IEnumerable<Link> Of(Node? node) =>
        node is null ? []
        : node.MergedInto is { } into ? node.Data.References.Select(r => Of(node, r)).Append(Merged(node, into))
        : node.Data.References.Select(reference => Of(node, reference));

    private static Link Merged(Node node, NodeId into)
    {
        var via = Fields.MergedInto(node.Kind);
        return new Link(via, via.Relationship.Names[0], node.Id, into, Part: null);
    }

    private static Link Of(Node node, Reference reference)
    {
        var relationship = reference.Via.Relationship;
        var (from, to) = relationship.IsReversed ? (reference.Id, node.Id) : (node.Id, reference.Id);
        var prefix = !node.IsActive && IsRenamed(Noun.Of(node.Kind), reference.Via) ? Retracted : "";
        return new Link(reference.Via, prefix + relationship.NameIn(node.Data), from, to, reference.Part);
    }

    /// <summary>Its properties.</summary>
    public Properties Properties()
    {
        var properties = new Properties();
        if (Others.TryGetValue(Via, out var others))
            foreach (var property in others)
                property.Add(properties, Part);
        return properties.WithoutNulls();
    }
}
