namespace ClaimGraph.Import;

/// <summary>
/// One record of an import file: the content of a node, with the keys of the nodes that it names beside it. What must be there is checked
/// where keys become ids (<see cref="References"/>), so that every problem is reported with its place.
/// </summary>
internal sealed class ImportRecord(Content content)
{
    public string? Key { get; set; }
    public string? Id { get; set; }
    public DateTimeOffset? CreatedAt { get; set; }
    public RecordStatus? Status { get; set; }
    public string? StatusReason { get; set; }

    /// <summary>What was entered, but for the nodes that it names.</summary>
    public Content Content { get; } = content;

    /// <summary>The nodes that it names.</summary>
    public List<NamedNode> Named { get; } = [];

    /// <summary>The texts that stand in files of their own.</summary>
    public List<NamedFile> Files { get; } = [];

    /// <summary>What is missing.</summary>
    public List<Problem> Problems { get; } = [];

    /// <summary>The key of another record of the same list that has to be there first; null when there is none.</summary>
    public string? After => Named.Find(n => n.Kind == Content.Kind)?.Key;

    /// <summary>True when the record asks for a status other than the one that nodes are created with.</summary>
    public bool Withdraws => Status is not (null or RecordStatus.Active);
}

/// <summary>A node that a record names by its key.</summary>
/// <param name="Set">Puts the id of the node into the content.</param>
internal sealed record NamedNode(NodeKind Kind, string Key, Action<NodeId> Set, string[] Path);

/// <summary>A text that stands in a file beside the import file.</summary>
/// <param name="Name">The name that the record gives.</param>
/// <param name="Text">The field that takes the text.</param>
/// <param name="Owner">The part that has the field.</param>
internal sealed record NamedFile(string Name, Field<string?> Text, object Owner, string[] Path);
