using System.Text.Json.Nodes;

namespace ClaimGraph.Server.Tests.Interchange;

/// <summary>ClaimReviews written by hand in the shapes that publishers use.</summary>
internal static class Published
{
    public const string Plain = """
        {
          "@context": "https://schema.org", "@type": "ClaimReview", "url": "https://desk.example/moon",
          "datePublished": "2024-05-02", "claimReviewed": "The moon is made of cheese.",
          "author": {"@type": "Organization", "name": "Desk", "url": "https://desk.example/"},
          "itemReviewed": {
            "@type": "Claim", "datePublished": "2024-05-01", "author": {"@type": "Person", "name": "Wallace"},
            "appearance": {"@type": "SocialMediaPosting", "url": "https://posts.example/wallace/1"}
          },
          "reviewRating": {"@type": "Rating", "ratingValue": 1, "bestRating": 5, "worstRating": 1, "alternateName": "False"},
          "x:kept": {"unknown": [1, 2.50]}
        }
        """;

    /// <summary>The plain review with other members.</summary>
    public static string With(params (string Name, string Json)[] members)
    {
        var review = JsonNode.Parse(Plain)!.AsObject();
        foreach (var (name, json) in members)
            review[name] = JsonNode.Parse(json);
        return review.ToJsonString();
    }

    public static string Without(string name)
    {
        var review = JsonNode.Parse(Plain)!.AsObject();
        review.Remove(name);
        return review.ToJsonString();
    }
}
