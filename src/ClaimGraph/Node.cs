using System.ComponentModel;
using System.Text.Json.Serialization;

namespace ClaimGraph;

[Description("Whether a record still stands.")]
public enum RecordStatus : byte
{
    [Description("The record stands.")]
    Active = 0,

    [Description("For sources only: the publisher has corrected the source. The reason says what changed.")]
    Corrected = 1,

    [Description("The record was withdrawn, or the publisher withdrew the source. The record stays readable but no longer counts.")]
    Retracted = 2,
}

/// <summary>What somebody enters about a node: everything but its identity, its status and what is derived from other nodes.</summary>
public abstract record Content
{
    [JsonIgnore]
    public abstract NodeKind Kind { get; }

    /// <summary>Every node that this content names, with the field that names it and the kinds that may stand there.</summary>
    [JsonIgnore]
    public IEnumerable<Reference> References => Noun.Of(Kind).ReferencesOf(this);

    /// <summary>The same content with every id replaced by what <paramref name="map"/> makes of it.</summary>
    public Content MapIds(Func<NodeId, NodeId> map) => Noun.Of(Kind).MapIds(this, map);

    /// <summary>The content as stores keep it: language tags in canonical form, no white space at the ends of names, nothing twice in a
    /// list.</summary>
    public virtual Content Canonical() => Noun.Of(Kind).Canonical(this);

    /// <summary>The kind's own identity (a URL, a wording), by which entering the same thing twice gives one node; null when it has
    /// none.</summary>
    public virtual NaturalKey? NaturalKey() => null;
}

/// <summary>A node named by another node's content.</summary>
/// <param name="Field">Where it is named, as the API spells it: <c>participations.0.actor</c>.</param>
/// <param name="Id">The node named.</param>
/// <param name="Via">The field that names it.</param>
/// <param name="Part">The part of the content that has the field; null when the content itself has it.</param>
public readonly record struct Reference(string Field, NodeId Id, Field Via, ContentPart? Part = null)
{
    /// <summary>The kinds that the field takes.</summary>
    public IReadOnlyList<NodeKind> Kinds => Via.Targets;
}

/// <summary>An identity that the outside world gives a node. Two nodes of one kind never share one.</summary>
/// <param name="Kind">The noun.</param>
/// <param name="Value">A caller's own key starts with <c>k:</c>; the kind's own identity (canonical URL, wording) with <c>n:</c>.</param>
public readonly record struct NaturalKey(NodeKind Kind, string Value)
{
    /// <summary>A caller's own key does not begin so: export files name a node without one by this and its id.</summary>
    public const string IdPrefix = "id:";

    public static NaturalKey OfCaller(NodeKind kind, string key) => new(kind, "k:" + key);

    internal static NaturalKey OfContent(NodeKind kind, string identity) => new(kind, "n:" + identity);
}

/// <summary>One node of the graph as it is now. Immutable; safe to share between threads.</summary>
public abstract record Node
{
    public required NodeId Id { get; init; }

    /// <summary>The caller's own key for this node, unique within its kind; null when none was given.</summary>
    public string? Key { get; init; }

    /// <summary>1 when created, one more with every change. An update names the version that it was made from.</summary>
    public required int Version { get; init; }

    /// <summary>When the record was made (schema.org dateCreated), to the millisecond, UTC: here or, for imported records, where it comes
    /// from.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    public RecordStatus Status { get; init; }

    /// <summary>Why the record was retracted or the source corrected; null while it is active.</summary>
    public string? StatusReason { get; init; }

    [JsonIgnore]
    public NodeKind Kind => Id.Kind;

    /// <summary>What was entered, whatever the kind.</summary>
    [JsonIgnore]
    public abstract Content Data { get; }

    [JsonIgnore]
    public bool IsActive => Status != RecordStatus.Retracted;

    /// <summary>What other nodes make of this one, with the <see cref="Noun.Derived"/> fields; null for a noun without any.</summary>
    [JsonIgnore]
    public virtual object? DerivedValues => null;

    /// <summary>A node of the kind of <paramref name="content"/>, with nothing derived yet.</summary>
    internal static Node Create(NodeId id, string? key, DateTimeOffset createdAt, Content content) =>
        Noun.Of(content.Kind)
            .NewNode(new NodeHeader(id, key, Version: 1, createdAt, RecordStatus.Active, StatusReason: null), content, derived: null);

    /// <summary>The same node with other content of its own kind.</summary>
    internal abstract Node With(Content content);
}

/// <summary>A node with its content.</summary>
public abstract record Node<TContent> : Node
    where TContent : Content
{
    public required TContent Content { get; init; }

    [JsonIgnore]
    public sealed override Content Data => Content;

    internal sealed override Node With(Content content) =>
        content is TContent own
            ? this with
            {
                Content = own,
            }
            : throw new ArgumentException($"{content.Kind} content does not fit {Id.Kind} {Id}.", nameof(content));
}

/// <summary>A node with its content and with what other nodes make of it.</summary>
public abstract record Node<TContent, TDerived> : Node<TContent>
    where TContent : Content
    where TDerived : class, new()
{
    [JsonIgnore]
    public TDerived Derived { get; init; } = new();

    [JsonIgnore]
    public sealed override object DerivedValues => Derived;
}
