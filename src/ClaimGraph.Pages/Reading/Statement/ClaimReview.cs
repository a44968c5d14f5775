using System.Text.Json;
using System.Text.Json.Nodes;
using ClaimGraph.Pages.Nouns;
using ClaimGraph.Pages.Requests;

namespace ClaimGraph.Pages.Reading.Statement;

/// <summary>A claim and its verdicts in the vocabulary of schema.org, as search engines read them.</summary>
internal static class ClaimReview
{
    // The numbers that search engines want beside the word; 0 is left out, as nobody has come to a result.
    private static readonly Dictionary<string, int> Numbers = new()
    {
        ["UNSUPPORTED"] = 1,
        ["MOSTLY_UNSUPPORTED"] = 2,
        ["MIXED"] = 3,
        ["MOSTLY_SUPPORTED"] = 4,
        ["SUPPORTED"] = 5,
    };

    /// <summary>JSON-LD, with every character that means something in HTML escaped.</summary>
    public static string Of(Claim claim, string origin)
    {
        var url = origin + claim.Address;
        JsonArray graph = [ClaimOf(claim, url, origin)];
        foreach (var review in claim.Reviews.Nodes)
            graph.Add(ReviewOf(claim, review, url, origin));
        return new JsonObject { ["@context"] = "https://schema.org", ["@graph"] = graph }.ToJsonString(JsonSerializerOptions.Default);
    }

    private static JsonObject ClaimOf(Claim claim, string url, string origin)
    {
        var written = new JsonObject
        {
            ["@type"] = "Claim",
            ["@id"] = url + "#claim",
            ["text"] = claim.Text,
            ["inLanguage"] = claim.Language,
            ["url"] = url,
        };
        if (claim.Claimant is { } claimant)
            written["author"] = ActorOf(claimant, origin);
        if (claim.ClaimedOn is not null)
            written["datePublished"] = claim.ClaimedOn;
        JsonArray appearances =
        [
            .. claim
                .Appearances.Nodes.Where(a => a.Source?.Url is not null)
                .Select(a => new JsonObject
                {
                    ["@type"] = "CreativeWork",
                    ["url"] = a.Source!.Url,
                    ["name"] = a.Source.Title,
                }),
        ];
        if (appearances.Count > 0)
            written["appearance"] = appearances;
        return written;
    }

    private static JsonObject ReviewOf(Claim claim, ReviewItem review, string url, string origin)
    {
        var rating = new JsonObject { ["@type"] = "Rating", ["alternateName"] = review.Rating?.Text ?? review.Verdict };
        if (review.Rating is { Value: { } value })
            (rating["ratingValue"], rating["bestRating"], rating["worstRating"]) = (value, review.Rating.Best, review.Rating.Worst);
        else if (review.Verdict is not null && Numbers.TryGetValue(review.Verdict, out var number))
            (rating["ratingValue"], rating["bestRating"], rating["worstRating"]) = (number, 5, 1);
        return new JsonObject
        {
            ["@type"] = "ClaimReview",
            ["@id"] = $"{url}#review-{review.Id}",
            ["url"] = review.Url ?? url,
            ["claimReviewed"] = claim.Text,
            ["itemReviewed"] = new JsonObject { ["@id"] = url + "#claim" },
            ["author"] = ActorOf(review.Reviewer, origin),
            ["datePublished"] =
                review.ReviewedOn ?? review.CreatedAt.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            ["reviewBody"] = review.Explanation,
            ["reviewRating"] = rating,
        };
    }

    private static JsonObject ActorOf(ActorName actor, string origin) =>
        new()
        {
            ["@type"] = actor.Kind == "PERSON" ? "Person" : "Organization",
            ["name"] = actor.Name,
            ["url"] = origin + Address.Actor(actor.Id, actor.Key),
        };
}
