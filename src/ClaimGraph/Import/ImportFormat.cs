using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ClaimGraph.Import;

/// <summary>
/// The names of the import format, <c>schema/claimgraph.import.schema.json</c>: one JSON object with one list for each noun.
/// What a record may hold follows from the fields of its noun.
/// </summary>
internal static class ImportFormat
{
    /// <summary>What <c>format</c> says. Another number is a format that this program does not know.</summary>
    public const string Version = "claimgraph/1";

    /// <summary>A key that begins so is not the caller's but names a node by its id: <c>id:</c> and the written form of the id.</summary>
    public const string IdPrefix = NaturalKey.IdPrefix;

    /// <summary>Texts of every language stay readable; a file never stands in HTML.</summary>
    public static readonly JsonWriterOptions Writing = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Every kind after those that its records name.</summary>
    public static readonly IReadOnlyList<NodeKind> Order = InOrderOfNames();

    /// <summary>The name of the list that holds the records of a kind.</summary>
    public static string ListOf(NodeKind kind) => Noun.Of(kind).Plural;

    public static NodeKind? KindOf(string list) => Noun.All.FirstOrDefault(noun => noun.Plural == list)?.Kind;

    /// <summary>A kind in a sentence, and as the member that says of which kind a key is: <c>statement</c>.</summary>
    public static string Word(NodeKind kind) => Noun.Of(kind).Word;

    /// <summary>A kind with its article: <c>an actor</c>.</summary>
    public static string Article(NodeKind kind) =>
        Word(kind) is var word && "aeiou".Contains(word[0], StringComparison.Ordinal) ? $"an {word}" : $"a {word}";

    /// <summary>A record without the field is refused.</summary>
    public static bool IsRequired(Field field) => field.IsRequired || field.IsRequiredOnImport;

    /// <summary>The key of a node in a file: its own, or its id.</summary>
    public static string KeyOf(Node node) => node.Key ?? IdPrefix + node.Id;

    /// <summary>The id that a key names; false when it is a caller's own key.</summary>
    public static bool TryReadId(NodeKind kind, string key, out NodeId id)
    {
        id = default;
        return key.StartsWith(IdPrefix, StringComparison.Ordinal) && NodeId.TryParse(key[IdPrefix.Length..], out id) && id.Kind == kind;
    }

    /// <summary>What a pointer into a file names: the kind and the number of a record, and a field in it with its slash, like
    /// <c>/text</c>, or nothing. Null for what names no record.</summary>
    public static (NodeKind Kind, int Number, string Field)? ReadPointer(string pointer)
    {
        var parts = pointer.Split('/', 4);
        return
            parts.Length > 2
            && KindOf(parts[1]) is { } kind
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (kind, number, parts.Length > 3 ? "/" + parts[3] : "")
            : null;
    }

    private static List<NodeKind> InOrderOfNames()
    {
        List<NodeKind> order = [];
        var waiting = Noun.All.ToList();
        while (waiting.Count > 0)
        {
            var next =
                waiting.Find(noun => NamedBy(noun).All(kind => kind == noun.Kind || order.Contains(kind)))
                ?? throw new InvalidOperationException(
                    $"{string.Join(", ", waiting)} name each other in a ring; the import format needs an order."
                );
            order.Add(next.Kind);
            waiting.Remove(next);
        }
        return order;
    }

    private static IEnumerable<NodeKind> NamedBy(Noun noun) =>
        noun.Entered.SelectMany(f => (Field[])[f, .. f.Part?.Fields ?? []]).SelectMany(f => f.Targets);
}
