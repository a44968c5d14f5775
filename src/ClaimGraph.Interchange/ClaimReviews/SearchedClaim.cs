using System.Buffers;
using System.Text.Json;

namespace ClaimGraph.Interchange.ClaimReviews;

/// <summary>A claim in an answer of Google's <c>claims:search</c>, whose reviews are written as schema.org names them. What is not known
/// there stays under its own name.</summary>
internal static class SearchedClaim
{
    public static bool Is(JsonElement value) =>
        value.TryGetProperty("claimReview", out var reviews)
        && reviews.ValueKind == JsonValueKind.Array
        && value.TryGetProperty("text", out _)
        && !Ld.Types(value).Any();

    public static IEnumerable<JsonElement> Reviews(JsonElement claim) =>
        claim
            .GetProperty("claimReview")
            .EnumerateArray()
            .Where(r => r.ValueKind == JsonValueKind.Object)
            .Select(review => AsPublished(claim, review));

    private static JsonElement AsPublished(JsonElement claim, JsonElement review)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Published.Writing))
        {
            json.WriteStartObject();
            json.WriteString("@context", "https://schema.org");
            json.WriteString("@type", "ClaimReview");
            foreach (var member in review.EnumerateObject())
                WriteOfReview(json, member);
            Write(json, "claimReviewed", claim.GetProperty("text"));
            WriteClaim(json, claim);
            json.WriteEndObject();
        }
        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        return JsonElement.ParseValue(ref reader);
    }

    private static void WriteOfReview(Utf8JsonWriter json, JsonProperty member)
    {
        switch (member.Name)
        {
            case "publisher":
                json.WriteStartObject("author");
                json.WriteString("@type", "Organization");
                Write(json, "name", Ld.Get(member.Value, "name"));
                if (Ld.Text(member.Value, "site") is { } site)
                    json.WriteString("url", site.Contains("://", StringComparison.Ordinal) ? site : $"https://{site}/");
                json.WriteEndObject();
                break;
            case "textualRating":
                json.WriteStartObject("reviewRating");
                json.WriteString("@type", "Rating");
                Write(json, "alternateName", member.Value);
                json.WriteEndObject();
                break;
            case "title":
                Write(json, "name", member.Value);
                break;
            case "reviewDate":
                Write(json, "datePublished", member.Value);
                break;
            case "languageCode":
                Write(json, "inLanguage", member.Value);
                break;
            default:
                Write(json, member.Name, member.Value);
                break;
        }
    }

    private static void WriteClaim(Utf8JsonWriter json, JsonElement claim)
    {
        json.WriteStartObject("itemReviewed");
        json.WriteString("@type", "Claim");
        foreach (var member in claim.EnumerateObject())
            switch (member.Name)
            {
                case "text" or "claimReview":
                    break;
                case "claimant":
                    json.WriteStartObject("author");
                    Write(json, "name", member.Value);
                    json.WriteEndObject();
                    break;
                case "claimDate":
                    Write(json, "datePublished", member.Value);
                    break;
                default:
                    Write(json, member.Name, member.Value);
                    break;
            }
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Undefined)
            return;
        json.WritePropertyName(name);
        value.WriteTo(json);
    }
}
