using System.ComponentModel;
using System.Security.Cryptography;
using System.Text;
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

    /// <summary>The kind's own identities (a URL, a wording, what a link joins), by which entering the same thing twice gives one node;
    /// empty when it has none. Of a content in canonical form.</summary>
    public virtual IEnumerable<NaturalKey> NaturalKeys() => [];
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

    private const int Longest = 1_000;

    public static NaturalKey OfCaller(NodeKind kind, string key) => new(kind, "k:" + key);

    /// <summary>A long identity by its hash: databases do not index texts of any length.</summary>
    internal static NaturalKey OfContent(NodeKind kind, string identity) =>
        new(kind, "n:" + (identity.Length <= Longest ? identity : "#" + HashOf(identity)));

    internal static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>One node of the graph as it is now. Immutable; safe to share between threads.</summary>
public abstract record Node
{
    public required NodeId Id { get; init; }

    /// <summary>The caller's own key for this node, unique within its kind; null when none was given.</summary>
    public string? Key { get; init; }

    /// <summary>Further keys under which others entered the same thing. Each finds the node for ever.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> OtherKeys { get; init; } = [];

    // An entry of the ledger names them where there are some.
    [JsonInclude, JsonPropertyName("otherKeys")]
    private protected IReadOnlyList<string>? OtherKeysIfAny
    {
        get => OtherKeys.Count == 0 ? null : OtherKeys;
        init => OtherKeys = value ?? [];
    }

    /// <summary>1 when created, one more with every change. An update names the version that it was made from.</summary>
    public required int Version { get; init; }

    /// <summary>When the record was made (schema.org dateCreated), to the millisecond, UTC: here or, for imported records, where it comes
    /// from.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who entered it: the principal of the commit that created it.</summary>
    [JsonIgnore]
    public string CreatedBy { get; init; } = "";

    /// <summary>The time of the commit that changed it last, to the millisecond, UTC.</summary>
    [JsonIgnore]
    public DateTimeOffset UpdatedAt { get; init; }

    public RecordStatus Status { get; init; }

    /// <summary>Why the record was retracted or the source corrected; null while it is active.</summary>
    public string? StatusReason { get; init; }

    /// <summary>The node that this one was merged into; null for one that stands for itself. A merged node is retracted, and its keys,
    /// address and wording lead to the other.</summary>
    public NodeId? MergedInto { get; init; }

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

    /// <summary>The identities by which the node is found: none while it is a link that was retracted, so that it can be entered
    /// anew.</summary>
    public IEnumerable<NaturalKey> NaturalKeys() => IsActive || !Noun.Of(Kind).IsLink ? Data.NaturalKeys() : [];

    /// <summary>True for a key that a caller gave the node.</summary>
    internal bool HasKey(string key) => Key == key || OtherKeys.Contains(key);

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
