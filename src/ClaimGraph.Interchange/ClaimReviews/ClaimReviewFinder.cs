using System.Globalization;
using System.Text.Json;
using ClaimGraph.Interchange.Documents;

namespace ClaimGraph.Interchange.ClaimReviews;

/// <summary>Finds ClaimReviews wherever they stand: alone, in lists, graphs, feeds, media reviews, in answers of Google's
/// <c>claims:search</c>, in objects and texts of fact-checkers' own interfaces.</summary>
internal sealed class ClaimReviewFinder(PageReader pages)
{
    private const string Type = "ClaimReview";
    private const int MostNested = 3; // texts of JSON in JSON

    public IEnumerable<FoundReview> Find(Page page)
    {
        var references = new LdReferences(page);
        return page.Parts.SelectMany(part => Find(page, references, part.Pointer, part.Value, page.Url, 0));
    }

    private IEnumerable<FoundReview> Find(Page page, LdReferences references, string pointer, JsonElement value, string? url, int nested)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                return value.EnumerateArray().SelectMany((item, i) => Find(page, references, $"{pointer}/{Number(i)}", item, url, nested));
            case JsonValueKind.Object:
                return OfObject(page, references, pointer, value, url, nested);
            case JsonValueKind.String when nested < MostNested && MayHold(value.GetString()!):
                var inner = page with { Parts = pages.Within(page.File, pointer, value.GetString()!) };
                var named = new LdReferences(inner);
                return inner.Parts.SelectMany(p => Find(page, named, p.Pointer, p.Value, url, nested + 1));
            default:
                return [];
        }
    }

    private IEnumerable<FoundReview> OfObject(
        Page page,
        LdReferences references,
        string pointer,
        JsonElement value,
        string? url,
        int nested
    )
    {
        if (IsReview(value))
        {
            if (!LdReferences.IsStub(value))
                yield return new FoundReview(page.File, pointer, value, references, url, page.Language);
        }
        else if (SearchedClaim.Is(value))
        {
            var number = 0;
            foreach (var review in SearchedClaim.Reviews(value))
                yield return new FoundReview(page.File, $"{pointer}/claimReview/{Number(number++)}", review, references, url, null);
            yield break;
        }
        if (Ld.Is(value, "DataFeedItem") && Ld.Text(Ld.Get(value, "url")) is { } address)
            url = address;
        foreach (var member in value.EnumerateObject())
        foreach (var found in Find(page, references, $"{pointer}/{Escaped(member.Name)}", member.Value, url, nested))
            yield return found;
    }

    // Some interfaces leave the type out.
    private static bool IsReview(JsonElement value) =>
        Ld.Is(value, Type)
        || !Ld.Types(value).Any()
            && Ld.Get(value, "claimReviewed").ValueKind != JsonValueKind.Undefined
            && Ld.Get(value, "reviewRating").ValueKind != JsonValueKind.Undefined;

    private static bool MayHold(string text) =>
        text.Contains(Type, StringComparison.OrdinalIgnoreCase) && text.AsSpan().TrimStart() is ['{' or '[' or '<', ..];

    private static string Escaped(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
