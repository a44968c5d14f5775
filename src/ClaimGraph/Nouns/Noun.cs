using System.Collections.Frozen;
using FluentValidation;

namespace ClaimGraph;

/// <summary>
/// One noun of the graph with all that is known of it: its names, its fields and how its nodes are made. It is declared beside its
/// record, in <see cref="ClaimGraph.Fields"/>, by <see cref="Noun{TNode, TContent}"/>; whatever is per noun or per field elsewhere
/// follows from it by name.
/// </summary>
public abstract class Noun
{
    private static readonly Noun[] Declared =
    [
        new Fields.Actor(),
        new Fields.Source(),
        new Fields.Event(),
        new Fields.Statement(),
        new Fields.Appearance(),
        new Fields.Evidence(),
        new Fields.Review(),
        new Fields.Relation(),
        new Fields.Proposal(),
        new Fields.ReviewRequest(),
    ];

    private static readonly Noun?[] ByKind =
    [
        .. Enumerable.Range(0, Declared.Max(n => (int)n.Kind) + 1).Select(kind => Array.Find(Declared, n => (int)n.Kind == kind)),
    ];

    private static readonly FrozenDictionary<NodeKind, BackLink[]> Linked = Declared
        .SelectMany(n => n.AllFields)
        .SelectMany(f => f.BackLinks)
        .GroupBy(l => l.On)
        .ToFrozenDictionary(g => g.Key, g => g.ToArray());

    private Field[]? _naming; // the fields in which a content names nodes, found when they are first asked for

    private protected Noun(NodeKind kind, string summary, string plural)
    {
        (Kind, TypeName, Summary, Plural) = (kind, kind.ToString(), summary, plural);
    }

    /// <summary>All nouns, in the order of their kinds.</summary>
    public static IReadOnlyList<Noun> All => Declared;

    /// <summary>The noun of a kind.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The kind is not one of the graph's.</exception>
    public static Noun Of(NodeKind kind) =>
        Find(kind) ?? throw new ArgumentOutOfRangeException(nameof(kind), kind, "This is not a kind of the graph.");

    /// <summary>The noun of a kind; null for a number that is not a kind of the graph.</summary>
    public static Noun? Find(NodeKind kind) => (int)kind < ByKind.Length ? ByKind[(int)kind] : null;

    public NodeKind Kind { get; }

    /// <summary>The name of the type: <c>Statement</c>.</summary>
    public string TypeName { get; }

    /// <summary>One of them in a sentence: <c>statement</c>.</summary>
    public string Word => char.ToLowerInvariant(TypeName[0]) + TypeName[1..];

    /// <summary>What it is, for the API's documentation.</summary>
    public string Summary { get; }

    /// <summary>What several are called, in camel case: <c>statements</c>. Also the name of its list in the import format.</summary>
    public string Plural { get; }

    /// <summary>All fields: common, entered, implied and derived, in the order of their declaration.</summary>
    public abstract IReadOnlyList<Field> AllFields { get; }

    /// <summary>What somebody enters.</summary>
    public abstract IReadOnlyList<Field> Entered { get; }

    /// <summary>The record of a node.</summary>
    public abstract Type NodeType { get; }

    /// <summary>The record of what is entered.</summary>
    public abstract Type ContentType { get; }

    /// <summary>What is stored of the content, in order: entered and implied fields, but nothing that looks into a part or is kept
    /// apart.</summary>
    public abstract IReadOnlyList<Field> StoredContent { get; }

    /// <summary>What other nodes make of a node.</summary>
    public abstract IReadOnlyList<Field> Derived { get; }

    /// <summary>The texts that full-text search reads; empty for a noun that cannot be searched for.</summary>
    public abstract IReadOnlyList<Field> Searched { get; }

    /// <summary>The field that mostly makes the noun's identity, and what messages call the identity.</summary>
    internal virtual (string Field, string Word) Identity => ("key", "key");

    /// <summary>True for a noun whose nodes join others and are nothing without them: a retracted one does not keep its identity.</summary>
    public virtual bool IsLink => false;

    /// <summary>False for a noun whose records are made and changed by mutations of their own alone: it has no create and update.</summary>
    public virtual bool IsEnteredDirectly => true;

    /// <summary>Fields of which at least one must be given; empty where that is not so.</summary>
    internal virtual IReadOnlyList<Field> AtLeastOneOf => [];

    /// <summary>The lists of nodes that name nodes of this kind.</summary>
    public IReadOnlyList<BackLink> BackLinks => Linked.GetValueOrDefault(Kind) ?? [];

    /// <summary>The fields by which somebody names nodes of this kind, with a list of their own or without.</summary>
    internal IEnumerable<Field> NamedBy =>
        BackLinks
            .Select(l => l.Via)
            .Where(f => f.Role != FieldRole.Derived)
            .Concat(All.SelectMany(n => n.Entered).Where(f => f.Targets.Contains(Kind)))
            .Distinct();

    /// <summary>A content with nothing set but defaults, to be filled field by field (<see cref="Field{T}.Set"/>) before anybody sees
    /// it.</summary>
    public abstract Content NewContent();

    /// <summary>Derived values of a node that nothing names, to be filled as <see cref="NewContent"/> is; null for a noun that has
    /// none.</summary>
    public abstract object? NewDerived();

    /// <summary>A node as a store read it.</summary>
    /// <param name="header">What every node has.</param>
    /// <param name="content">A content of this noun.</param>
    /// <param name="derived">Derived values of this noun; null for those of a node that nothing names.</param>
    public abstract Node NewNode(in NodeHeader header, Content content, object? derived);

    /// <summary>The JSON of a node in the ledger.</summary>
    internal abstract string WriteJson(Node node);

    /// <summary>Reads what <see cref="WriteJson"/> wrote.</summary>
    internal abstract Node ReadJson(string json);

    /// <summary>The JSON of the derived values; null for a noun that has none.</summary>
    internal abstract string? WriteDerivedJson(Node node);

    /// <summary>The rules for a content.</summary>
    internal abstract IValidator Rules { get; }

    /// <summary>The nodes that a content names, with the field that names each.</summary>
    internal IEnumerable<Reference> ReferencesOf(Content content)
    {
        foreach (var field in _naming ??= [.. Entered.Where(Names)])
        {
            switch (field)
            {
                case Field<NodeId> one:
                    yield return new Reference(field.Name, one.Get(content), field);
                    break;
                case Field<NodeId?> maybe when maybe.Get(content) is { } id:
                    yield return new Reference(field.Name, id, field);
                    break;
                case Field<IReadOnlyList<NodeId>> list:
                    var ids = list.Get(content);
                    for (var i = 0; i < ids.Count; i++)
                        yield return new Reference($"{field.Name}.{i}", ids[i], field);
                    break;
                case PartListField parts:
                    foreach (var reference in ReferencesOf(parts, content))
                        yield return reference;
                    break;
            }
        }
    }

    private static bool Names(Field field) => field is Field<NodeId> or Field<NodeId?> or Field<IReadOnlyList<NodeId>> or PartListField;

    private static IEnumerable<Reference> ReferencesOf(PartListField field, Content content)
    {
        var parts = field.Get(content);
        for (var i = 0; i < parts.Count; i++)
            foreach (var inner in field.Part!.Fields.OfType<Field<NodeId>>())
                yield return new Reference($"{field.Name}.{i}.{inner.Name}", inner.Get(parts[i]), inner, parts[i]);
    }

    /// <summary>The same content with every id replaced by what <paramref name="map"/> makes of it.</summary>
    internal Content MapIds(Content content, Func<NodeId, NodeId> map)
    {
        var mapped = content with { };
        foreach (var field in Entered)
        {
            switch (field)
            {
                case Field<NodeId> one:
                    one.Set(mapped, map(one.Get(content)));
                    break;
                case Field<NodeId?> maybe when maybe.Get(content) is { } id:
                    maybe.Set(mapped, map(id));
                    break;
                case Field<IReadOnlyList<NodeId>> { CanSet: true } list:
                    list.Set(mapped, [.. list.Get(content).Select(map).Distinct()]); // two ids can mean one node
                    break;
                case PartListField parts:
                    parts.Set(mapped, [.. parts.Get(content).Select(part => MapIds(parts.Part!, part, map))]);
                    break;
            }
        }
        return mapped;
    }

    private static ContentPart MapIds(Part part, ContentPart old, Func<NodeId, NodeId> map)
    {
        var mapped = old with { };
        foreach (var field in part.Fields.OfType<Field<NodeId>>())
            field.Set(mapped, map(field.Get(old)));
        return mapped;
    }

    /// <summary>The content as stores keep it: language tags in canonical form, no white space at the ends of names, no text in place of
    /// an empty one, nothing twice in a list.</summary>
    internal Content Canonical(Content content)
    {
        var canonical = content with { };
        foreach (var field in Entered)
        {
            switch (field)
            {
                case Field<string?> { IsNullable: true } text when text.Get(content) is "":
                    text.Set(canonical, null);
                    break;
                case Field<string?> { Format: not TextFormat.Prose } text when text.Get(content) is { } value:
                    text.Set(canonical, field.Format.Canonical(value));
                    break;
                case Field<IReadOnlyList<string>> { Format: not TextFormat.Prose } texts:
                    texts.Set(canonical, [.. texts.Get(content).Select(t => field.Format.Canonical(t)).Distinct()]);
                    break;
                case Field<IReadOnlyList<NodeId>> ids:
                    ids.Set(canonical, [.. ids.Get(content).Distinct()]);
                    break;
                case PartField part when part.Get(content) is { } value:
                    part.Set(canonical, Canonical(field.Part!, value));
                    break;
                case PartListField parts:
                    parts.Set(canonical, [.. parts.Get(content).Select(p => Canonical(field.Part!, p)).Distinct()]);
                    break;
            }
        }
        return canonical;
    }

    private static ContentPart Canonical(Part part, ContentPart value)
    {
        var canonical = value with { };
        foreach (var text in part.Fields.OfType<Field<string?>>())
            if (text.Get(value) is { } written)
                text.Set(canonical, text.IsNullable && written.Length == 0 ? null : text.Format.Canonical(written));
        return canonical;
    }
}

/// <summary>What every node has, whatever its noun.</summary>
public readonly record struct NodeHeader(
    NodeId Id,
    string? Key,
    int Version,
    DateTimeOffset CreatedAt,
    RecordStatus Status,
    string? StatusReason
)
{
    /// <inheritdoc cref="Node.OtherKeys"/>
    public IReadOnlyList<string> OtherKeys { get; init; } = [];

    /// <inheritdoc cref="Node.MergedInto"/>
    public NodeId? MergedInto { get; init; }

    /// <inheritdoc cref="Node.CreatedBy"/>
    public string CreatedBy { get; init; } = "";

    /// <inheritdoc cref="Node.UpdatedAt"/>
    public DateTimeOffset UpdatedAt { get; init; }
}
