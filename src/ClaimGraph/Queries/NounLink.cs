namespace ClaimGraph.Queries;

/// <summary>What the nodes of a kind are linked with, under the name that the API has for it.</summary>
/// <param name="Name">The name of the field, or of the list of those that name the node.</param>
/// <param name="Description">What it is, for the API's documentation.</param>
/// <param name="Steps">The ways there: one for each kind of node.</param>
/// <param name="IsMany">There can be several linked nodes.</param>
public sealed record NounLink(string Name, string Description, IReadOnlyList<Step> Steps, bool IsMany)
{
    /// <summary>The links of a kind, as the descriptions of the nouns have them: the references by which lists are filtered, then the
    /// lists of those that name a node. A reference to any kind of record is none.</summary>
    public static IEnumerable<NounLink> Of(NodeKind kind) =>
        Fields.Of(kind).Where(IsLink).Select(ThatNames).Concat(Noun.Of(kind).BackLinks.Select(ThatIsNamed));

    /// <summary>True for a reference whose targets the API can tell apart.</summary>
    public static bool IsLink(Field field) =>
        field.Type is DataType.Reference or DataType.ReferenceList && (field.Targets.Count == 1 || field.Union is not null);

    private static NounLink ThatNames(Field field) =>
        new(
            field.FilterName,
            field.Description,
            [.. field.Targets.Select(to => Step.Along(field, to))],
            field.Type == DataType.ReferenceList
        );

    private static NounLink ThatIsNamed(BackLink link) => new(link.Name, link.Description, [Step.Back(link.Via)], IsMany: true);
}
