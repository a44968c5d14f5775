using System.ComponentModel;

namespace ClaimGraph.Changes;

/// <summary>
/// Changes that happen together or not at all. An operation may name nodes that an earlier operation of the same set creates.
/// </summary>
public sealed record ChangeSet
{
    /// <summary>The key, account or command that makes the change, as the ledger names it.</summary>
    public required string Principal { get; init; }

    /// <summary>The reason; required when something is retracted.</summary>
    public string? Reason { get; init; }

    /// <summary>The caller's key for the whole set. A set whose key was committed before is not applied again; the first result is
    /// returned.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>How long a set with the key counts as this one; for ever when null.</summary>
    public TimeSpan? IdempotentFor { get; init; }
    public required IReadOnlyList<Operation> Operations { get; init; }
}

/// <param name="Id">The node that it changes or creates.</param>
public abstract record Operation(NodeId Id)
{
    /// <summary>Quoted words are taken although the snapshot of the source does not contain them: they stood there when they were
    /// entered, and the source was corrected since.</summary>
    public bool AcceptsLostQuote { get; init; }

    /// <summary>True for a record that was merged into another where it comes from. If it is merged here, too, it stays as it is; otherwise
    /// it is entered to be merged by a later set.</summary>
    public bool IsMerged { get; init; }

    /// <summary>The content that it gives a node; null if it gives none.</summary>
    public Content? Entered() =>
        this switch
        {
            Create create => create.Content,
            Update update => update.Content,
            Revert { Before: { } before } => before.Data,
            Reset reset => reset.Content,
            _ => null,
        };

    /// <summary>The keys that its node will have: the caller's own and that of its content.</summary>
    public IEnumerable<NaturalKey> Keys()
    {
        foreach (var key in CallersKeys())
            yield return key;
        foreach (var own in Entered()?.NaturalKeys() ?? [])
            yield return own;
    }

    /// <summary>The keys that the caller gives.</summary>
    internal IEnumerable<NaturalKey> CallersKeys() =>
        this is not Create create ? []
        : create.Key is { } key ? create.OtherKeys.Prepend(key).Select(k => NaturalKey.OfCaller(create.Id.Kind, k))
        : create.OtherKeys.Select(k => NaturalKey.OfCaller(create.Id.Kind, k));

    /// <summary>The nodes that its content names.</summary>
    public IEnumerable<NodeId> Named() => Entered()?.References.Select(r => r.Id) ?? [];
}

/// <summary>What a create does when its key, address or wording is already there.</summary>
public enum OnExisting
{
    /// <summary>The node stays as it is, but the create's key becomes a further key of it. The outcome is
    /// <see cref="Outcome.Existing"/>.</summary>
    Keep,

    /// <summary>
    /// A node whose own key it is gets the new content, unless others gave keys to the node, too: then what the content does not mention
    /// stays. A node that has been entered under another key, or that is met by its address or wording, only gets what it lacks; the key
    /// becomes a further key of it.
    /// </summary>
    Replace,

    /// <summary>As <see cref="Replace"/>, but what the content does not mention stays in any case: the input is of a kind that cannot say
    /// all that there is.</summary>
    Supplement,
}

/// <summary>Enters a node. Evidence, appearances and reviews are entered the same way: they are the links.</summary>
/// <param name="Id">A new id (<see cref="IdSource"/>), by which later operations of the set can name the node, even if it turns out to
/// exist already.</param>
public sealed record Create(NodeId Id, Content Content) : Operation(Id)
{
    /// <summary>The caller's own key; unique within the kind.</summary>
    public string? Key { get; init; }

    /// <summary>When the record was made where it comes from; the time of the commit when null.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Further keys of the node, for records that come from another store.</summary>
    public IReadOnlyList<string> OtherKeys { get; init; } = [];
    public OnExisting OnExisting { get; init; }

    /// <summary>Changes the content of a node that is there already, in place of <see cref="OnExisting"/>; null for none. It is called
    /// within the commit, perhaps more than once.</summary>
    public Func<Content, Content>? Amend { get; init; }

    /// <summary>Why a link was retracted where it comes from; null for one that stands. It is entered as retracted, so that it does not
    /// take the identity of one that was entered after it.</summary>
    public string? RetractedBecause { get; init; }

    /// <summary>True when the node is entered only to be named by a later operation of the set: it may be there and be retracted.</summary>
    public bool IsOnlyNamed { get; init; }
}

/// <summary>Replaces the content of a node.</summary>
/// <param name="ExpectedVersion">The version that the new content is based on; the set is refused if the node has another.</param>
public sealed record Update(NodeId Id, int ExpectedVersion, Content Content) : Operation(Id);

/// <summary>Changes the content that a node has when the set is applied, so that any version will do.</summary>
/// <param name="Change">Gives the new content. It is called within the commit, perhaps more than once. Earlier operations of the set must
/// not change the node.</param>
public sealed record Amend(NodeId Id, Func<Content, Content> Change) : Operation(Id);

/// <summary>Marks a node as retracted or corrected; <see cref="RecordStatus.Active"/> undoes that.</summary>
public sealed record SetStatus(NodeId Id, RecordStatus Status) : Operation(Id)
{
    /// <summary>Why; the set's reason when null.</summary>
    public string? Reason { get; init; }

    /// <summary>The notice of a source that is retracted or corrected; null leaves what is known of it. It goes when the source is
    /// restored.</summary>
    public Notice? Notice { get; init; }

    /// <summary>Null if any version will do.</summary>
    public int? ExpectedVersion { get; init; }

    /// <summary>The version of which the caller knows who withdrew it; null if that does not matter. A node that is withdrawn in another
    /// version counts as changed in the meantime, an active one does not.</summary>
    public int? CheckedVersion { get; init; }
}

/// <summary>A publisher's notice that a source is retracted or corrected.</summary>
/// <param name="On">When it was given; null when that is not known.</param>
/// <param name="Url">Its address; null when that is not known.</param>
public sealed record Notice(PartialDate? On, string? Url)
{
    internal SourceContent In(SourceContent content) => content with { NoticeOn = On, NoticeUrl = Url };
}

/// <summary>
/// Takes back one change of a node: a node that it created is retracted, any other gets back what the change replaced. Fields that the
/// change left alone stay as they are now. Refused if what the change wrote has been changed since.
/// </summary>
/// <param name="Before">The node before the change; null if the change created it.</param>
/// <param name="After">The node after the change.</param>
public sealed record Revert(NodeId Id, Node? Before, Node After) : Operation(Id)
{
    /// <summary>Why; the set's reason when null.</summary>
    public string? Reason { get; init; }

    /// <summary>The revisions that changed the node since, for the message of a refusal.</summary>
    public IReadOnlyList<long> ChangedBy { get; init; } = [];
}

/// <summary>
/// Merges a node into another of its kind: what names it names the other from then on, links that would be there twice are merged, too,
/// and its keys, address and wording lead to the other. It stands alone in its set, which needs a reason.
/// </summary>
/// <param name="Id">The node that is merged, and retracted by that.</param>
/// <param name="Into">The node that remains.</param>
public sealed record Merge(NodeId Id, NodeId Into) : Operation(Id)
{
    /// <summary>The version of the node that is merged; null if any will do.</summary>
    public int? ExpectedVersion { get; init; }

    /// <summary>The version of the node that remains; null if any will do.</summary>
    public int? ExpectedIntoVersion { get; init; }

    /// <summary>Merges statements that seem to say different things.</summary>
    public bool Force { get; init; }

    /// <summary>The merge was made where the nodes come from: links can be merged, and what is retracted.</summary>
    public bool IsRecorded { get; init; }
}

/// <summary>
/// Takes back a merge: the node stands for itself again, and what the merge changed gets back what it had, unless it was changed since.
/// It stands alone in its set.
/// </summary>
/// <param name="Id">The node that was merged.</param>
/// <param name="Changes">What the merge did to each node, itself included.</param>
public sealed record Unmerge(NodeId Id, IReadOnlyList<MergedNode> Changes) : Operation(Id)
{
    /// <summary>The version of the node that was merged; null if any will do.</summary>
    public int? ExpectedVersion { get; init; }
}

/// <summary>What a merge did to a node.</summary>
public sealed record MergedNode(Node Before, Node After);

/// <summary>Gives a node a content and a status at once: what becomes of a <see cref="Revert"/> once the node is known.</summary>
internal sealed record Reset(NodeId Id, Content Content, RecordStatus Status, string? StatusReason) : Operation(Id);

[Description("The result of an operation.")]
public enum Outcome
{
    [Description("The record was created.")]
    Created,

    [Description("A record with this key, URL or wording exists already, or the same mutation was carried out before.")]
    Existing,

    [Description("The record was changed.")]
    Updated,

    [Description("The record was already as requested.")]
    Unchanged,
}

/// <summary>The result of an operation.</summary>
/// <param name="Node">The node as it is now.</param>
public sealed record OperationResult(Outcome Outcome, Node Node)
{
    /// <summary>What the caller should know although the operation was carried out: values that an existing node kept, a basis that is
    /// retracted. Paths are those of the content.</summary>
    public IReadOnlyList<Problem> Warnings { get; init; } = [];

    /// <summary>True for a create that met a node which was entered under another key or without one.</summary>
    public bool MetOther { get; init; }
}

/// <param name="Revision">The revision of the commit; the store's current revision if nothing changed.</param>
/// <param name="Results">One for each operation, in their order.</param>
public sealed record CommitResult(long Revision, IReadOnlyList<OperationResult> Results);
