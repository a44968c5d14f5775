using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ClaimGraph.Interchange.ClaimReviews;

/// <summary>A ClaimReview as the review keeps it: every member, in its order, with what it names elsewhere in its document.</summary>
internal static class Published
{
    private const int Deepest = 8; // references that lead in a circle end there

    public static readonly JsonWriterOptions Writing = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true, // members that are given twice stay so
    };

    /// <summary>The members that are read, and so must stand in the object itself.</summary>
    private static readonly HashSet<string> Followed =
    [
        "author",
        "publisher",
        "itemReviewed",
        "reviewRating",
        "appearance",
        "firstAppearance",
        "creator",
        "claimReviewed",
    ];

    /// <summary>The object as its publisher wrote it, without what an export of ours has added; null for one that was made here.</summary>
    public static string? Of(JsonElement review, LdReferences references)
    {
        if (Additions.IsMadeHere(review))
            return null;
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Writing))
            Write(json, review, references, 0);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, JsonElement value, LdReferences references, int depth)
    {
        if (value.ValueKind != JsonValueKind.Object || depth > Deepest)
        {
            value.WriteTo(json);
            return;
        }
        var (added, replaced) = (Additions.NamesOf(value), Ld.Get(value, Additions.Replaced));
        json.WriteStartObject();
        foreach (var member in value.EnumerateObject().Where(m => !Additions.IsOurs(m.Name) && !added.Contains(m.Name)))
        {
            json.WritePropertyName(member.Name);
            if (replaced.ValueKind == JsonValueKind.Object && replaced.TryGetProperty(member.Name, out var original))
                original.WriteTo(json);
            else if (Followed.Contains(member.Name))
                WriteNamed(json, member.Value, references, depth + 1);
            else
                member.Value.WriteTo(json);
        }
        json.WriteEndObject();
    }

    private static void WriteNamed(Utf8JsonWriter json, JsonElement value, LdReferences references, int depth)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            Write(json, references.Resolve(value), references, depth);
            return;
        }
        json.WriteStartArray();
        foreach (var item in value.EnumerateArray())
            Write(json, references.Resolve(item), references, depth);
        json.WriteEndArray();
    }
}
