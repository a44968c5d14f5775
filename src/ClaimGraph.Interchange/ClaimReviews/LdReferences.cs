using System.Text.Json;
using ClaimGraph.Interchange.Documents;

namespace ClaimGraph.Interchange.ClaimReviews;

/// <summary>The objects of a document by their <c>@id</c>, for objects that only name them.</summary>
internal sealed class LdReferences
{
    private const int Deepest = 64;
    private readonly Dictionary<string, JsonElement> _byId = [];

    public LdReferences(Page page)
    {
        foreach (var (_, value) in page.Parts)
            Add(value, 0);
    }

    /// <summary>The object that is meant: the one itself, or the one of the document that has its id.</summary>
    public JsonElement Resolve(JsonElement value) => Id(value) is { } id && _byId.TryGetValue(id, out var named) ? named : value;

    /// <summary>The values of a member, with what they name in the document.</summary>
    public IEnumerable<JsonElement> All(JsonElement owner, string name) => Ld.All(Ld.Get(owner, name)).Select(Resolve);

    public JsonElement First(JsonElement owner, string name) => All(owner, name).FirstOrDefault();

    public bool IsNamed(JsonElement value) => Id(value) is { } id && _byId.ContainsKey(id);

    /// <summary>Whether an object has nothing but an id.</summary>
    public static bool IsStub(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object
        && value.TryGetProperty("@id", out _)
        && value.EnumerateObject().All(m => m.Name is "@id" or "@type" or "@context");

    private static string? Id(JsonElement value) =>
        Ld.IsText(value) ? value.GetString()
        : IsStub(value) && value.GetProperty("@id") is { ValueKind: JsonValueKind.String } id ? id.GetString()
        : null;

    private void Add(JsonElement value, int depth)
    {
        if (depth > Deepest)
            return;
        if (value.ValueKind == JsonValueKind.Array)
            foreach (var item in value.EnumerateArray())
                Add(item, depth + 1);
        if (value.ValueKind != JsonValueKind.Object)
            return;
        if (!IsStub(value) && value.TryGetProperty("@id", out var id) && Ld.IsText(id))
            _byId.TryAdd(id.GetString()!, value);
        foreach (var member in value.EnumerateObject())
            Add(member.Value, depth + 1);
    }
}
