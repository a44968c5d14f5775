namespace ClaimGraph.Queries;

/// <summary>
/// The way from a node to those that it is linked with: to the nodes that it names in a field, or back to those that name it there.
/// </summary>
/// <param name="Via">A field of type Reference or ReferenceList by which lists can be filtered.</param>
/// <param name="To">The kind of the linked nodes. Others that the field can name are passed over.</param>
/// <param name="IsBack">From the node that is named to those that name it.</param>
public sealed record Step(Field Via, NodeKind To, bool IsBack)
{
    /// <summary>To the nodes of a kind that are named in a field.</summary>
    public static Step Along(Field via, NodeKind to) => new(via, to, IsBack: false);

    /// <summary>To the nodes that name a node in a field.</summary>
    public static Step Back(Field via) => new(via, via.Kind, IsBack: true);

    public override string ToString() => $"{(IsBack ? "<" : "")}{Via}>{To}";
}
