using System.Text.Encodings.Web;
using System.Text.Json;

namespace ClaimGraph.Import;

/// <summary>
/// The names of the import format, <c>schema/claimgraph.import.schema.json</c>: one JSON object with one list for each noun.
/// What a record of a list may hold is in the record types of this folder.
/// </summary>
internal static class ImportFormat
{
    /// <summary>What <c>format</c> says. Another number is a format that this program does not know.</summary>
    public const string Version = "claimgraph/1";

    /// <summary>A key that begins so is not the caller's but names a node by its id: <c>id:</c> and the written form of the id.</summary>
    public const string IdPrefix = "id:";

    /// <summary>Texts of every language stay readable; a file never stands in HTML.</summary>
    public static readonly ImportJson Json =
        new(new JsonSerializerOptions(ImportJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Every kind after those that its records name.</summary>
    public static readonly IReadOnlyList<NodeKind> Order =
        [NodeKind.Actor, NodeKind.Source, NodeKind.Event, NodeKind.Statement, NodeKind.Appearance, NodeKind.Evidence, NodeKind.Review];

    /// <summary>The name of the list that holds the records of a kind.</summary>
    public static string ListOf(NodeKind kind) => kind switch
    {
        NodeKind.Actor => "actors",
        NodeKind.Source => "sources",
        NodeKind.Event => "events",
        NodeKind.Statement => "statements",
        NodeKind.Appearance => "appearances",
        NodeKind.Evidence => "evidence",
        NodeKind.Review => "reviews",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown noun"),
    };

    public static NodeKind? KindOf(string list) => Order.Cast<NodeKind?>().FirstOrDefault(kind => ListOf(kind!.Value) == list);

    /// <summary>The key of a node in a file: its own, or its id.</summary>
    public static string KeyOf(Node node) => node.Key ?? IdPrefix + node.Id;

    /// <summary>The id that a key names; false when it is a caller's own key.</summary>
    public static bool TryReadId(NodeKind kind, string key, out NodeId id)
    {
        id = default;
        return key.StartsWith(IdPrefix, StringComparison.Ordinal) && NodeId.TryParse(key[IdPrefix.Length..], out id) && id.Kind == kind;
    }
}
