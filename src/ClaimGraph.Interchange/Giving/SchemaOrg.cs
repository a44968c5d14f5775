using System.Text.Json;

namespace ClaimGraph.Interchange.Giving;

/// <summary>Our records in the vocabulary of schema.org, where no object as published says it.</summary>
internal static class SchemaOrg
{
    public const string Context = "https://schema.org";
    private const int BestVerdict = 5;

    public static void WriteActor(Utf8JsonWriter json, Actor actor)
    {
        json.WriteStartObject();
        json.WriteString("@type", actor.Content.ActorKind == ActorKind.Person ? "Person" : "Organization");
        json.WriteString("name", actor.Content.Name);
        if (actor.Content.Identifiers is [var first, ..] && CanonicalUrl.TryCreate(first, out _))
            json.WriteString("url", first);
        if (actor.Content.Identifiers.Count > 0)
        {
            json.WriteStartArray("sameAs");
            foreach (var identifier in actor.Content.Identifiers)
                json.WriteStringValue(identifier);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    /// <summary>The rating as published; for a review without one, the verdict as a number from 1 to 5.</summary>
    public static void WriteRating(Utf8JsonWriter json, ReviewContent review)
    {
        var rating = review.Rating ?? OfVerdict(review.Verdict);
        json.WriteStartObject();
        json.WriteString("@type", "Rating");
        Write(json, "alternateName", rating.Text);
        Write(json, "ratingValue", rating.Value);
        Write(json, "bestRating", rating.Best);
        Write(json, "worstRating", rating.Worst);
        Write(json, "ratingExplanation", review.Explanation);
        json.WriteEndObject();
    }

    /// <summary>The claim by those who made it, an object for each claimant and day.</summary>
    public static void WriteClaims(Utf8JsonWriter json, IEnumerable<AppearanceRecord> appearances)
    {
        var groups = appearances.GroupBy(a => (a.Claimant?.Id, a.Appearance.Content.SaidOn)).ToArray();
        if (groups.Length != 1)
            json.WriteStartArray();
        foreach (var group in groups)
        {
            json.WriteStartObject();
            json.WriteString("@type", "Claim");
            WriteAppearances(json, [.. group]);
            json.WriteEndObject();
        }
        if (groups.Length != 1)
            json.WriteEndArray();
    }

    /// <summary>Names what is described elsewhere in the document.</summary>
    public static void WriteReference(Utf8JsonWriter json, string id)
    {
        json.WriteStartObject();
        json.WriteString("@id", id);
        json.WriteEndObject();
    }

    /// <summary>The members that say who made a claim, when and where.</summary>
    public static void WriteAppearances(Utf8JsonWriter json, IReadOnlyList<AppearanceRecord> appearances)
    {
        if (appearances.FirstOrDefault(a => a.Claimant is not null)?.Claimant is { } claimant)
        {
            json.WritePropertyName("author");
            WriteActor(json, claimant);
        }
        Write(json, "datePublished", appearances.Select(a => a.Appearance.Content.SaidOn?.ToString()).FirstOrDefault(d => d is not null));
        Source[] pages = [.. appearances.Select(a => a.Page).OfType<Source>().Where(p => p.Content.Url is not null).DistinctBy(p => p.Id)];
        if (pages.Length == 0)
            return;
        json.WriteStartArray("appearance");
        foreach (var page in pages)
        {
            json.WriteStartObject();
            json.WriteString("@type", TypeOf(page.Content.SourceKind));
            json.WriteString("url", page.Content.Url);
            Write(json, "name", page.Content.Title);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public static void Write(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
            json.WriteString(name, text);
    }

    private static void Write(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } value)
            json.WriteNumber(name, value);
    }

    private static Rating OfVerdict(Verdict? verdict)
    {
        var words = string.Concat($"{verdict}".Select((c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{c}"));
        return verdict is null or Verdict.Unverified
            ? new Rating { Text = words }
            : new Rating
            {
                Text = words,
                Value = BestVerdict + 1 - (int)verdict,
                Best = BestVerdict,
                Worst = 1,
            };
    }

    private static string TypeOf(SourceKind kind) =>
        kind switch
        {
            SourceKind.SocialPost => "SocialMediaPosting",
            SourceKind.Video => "VideoObject",
            SourceKind.Audio => "AudioObject",
            SourceKind.News => "NewsArticle",
            SourceKind.Article => "Article",
            _ => "CreativeWork",
        };
}
