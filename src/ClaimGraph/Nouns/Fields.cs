using System.Collections.Frozen;

namespace ClaimGraph;

/// <summary>
/// All fields of all nouns. Each noun is described here in a part of this class that stands beside its record (<c>Statement.cs</c>); each
/// description is a <see cref="Noun"/>.
/// </summary>
public static partial class Fields
{
    private static readonly FrozenDictionary<NodeKind, FrozenDictionary<string, Field>> Filtered = Noun.All.ToFrozenDictionary(
        n => n.Kind,
        n => n.AllFields.Where(f => f.IsFiltered).ToFrozenDictionary(f => f.FilterName)
    );

    private static readonly FrozenDictionary<NodeKind, Field> Ids = Noun.All.ToFrozenDictionary(
        n => n.Kind,
        n => n.AllFields.Single(f => f.Role == FieldRole.Common && f.Name == "id")
    );

    /// <summary>The fields by which lists of a kind can be filtered, in the order of their names.</summary>
    public static IEnumerable<Field> Of(NodeKind kind) => Filtered[kind].Values.OrderBy(f => f.FilterName, StringComparer.Ordinal);

    /// <summary>The field by which lists of a kind can be filtered, by its name in the API; null when there is none.</summary>
    public static Field? Find(NodeKind kind, string name) => Filtered[kind].GetValueOrDefault(name);

    /// <summary>What identifies a node. Lists are not grouped by it.</summary>
    public static Field Id(NodeKind kind) => Ids[kind];

    public static Field CreatedAt(NodeKind kind) => Filtered[kind]["createdAt"];

    public static Field UpdatedAt(NodeKind kind) => Filtered[kind]["updatedAt"];

    public static Field Status(NodeKind kind) => Filtered[kind]["status"];

    public static Field MergedInto(NodeKind kind) => Filtered[kind]["mergedInto"];

    public static Field Key(NodeKind kind) => Filtered[kind]["key"];
}
