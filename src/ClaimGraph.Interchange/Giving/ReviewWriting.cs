using System.Text.Json;
using ClaimGraph.Import;
using ClaimGraph.Interchange.ClaimReviews;
using ClaimGraph.Interchange.Documents;
using ClaimGraph.Interchange.Verdicts;

namespace ClaimGraph.Interchange.Giving;

/// <summary>
/// Writes a review as a ClaimReview: the object as published, with those members replaced that say something else than the review does
/// now, and with those added that schema.org and search engines ask for. <see cref="Additions"/> tells which these are.
/// </summary>
internal sealed class ReviewWriting
{
    /// <summary>What names the claim within its page.</summary>
    public const string ClaimFragment = "#claim";

    private readonly ReviewReading _reading = new(VerdictTable.Read(), new ImportResult());

    /// <param name="home">The page of the claim, which describes it under <c>#claim</c>; null where it is not known.</param>
    public void Write(Utf8JsonWriter json, ReviewRecord record, string? home = null)
    {
        using var parsed = JsonDocument.Parse(record.Review.Content.Published ?? "{}");
        var published = parsed.RootElement;
        var changes = Changes(published, record, home);
        var added = changes.Keys.Where(name => Ld.Name(published, name) is null).ToArray();
        json.WriteStartObject();
        foreach (var name in added.Where(n => n.StartsWith('@')))
            WriteMember(json, name, changes[name]);
        foreach (var member in published.EnumerateObject())
            if (changes.FirstOrDefault(c => Ld.Name(published, c.Key) == member.Name) is { Value: { } write })
                WriteMember(json, member.Name, write);
            else
                member.WriteTo(json);
        foreach (var name in added.Where(n => !n.StartsWith('@')))
            WriteMember(json, name, changes[name]);
        WriteAdditions(json, record, published, changes.Keys, added);
        json.WriteEndObject();
    }

    private static void WriteMember(Utf8JsonWriter json, string name, Action<Utf8JsonWriter> write)
    {
        json.WritePropertyName(name);
        write(json);
    }

    private static void WriteAdditions(
        Utf8JsonWriter json,
        ReviewRecord record,
        JsonElement published,
        IEnumerable<string> changes,
        string[] added
    )
    {
        string[] replaced = [.. changes.Where(c => c != Additions.Verdict).Select(c => Ld.Name(published, c)).OfType<string>()];
        if (replaced.Length > 0)
        {
            json.WriteStartObject(Additions.Replaced);
            foreach (var member in published.EnumerateObject().Where(m => replaced.Contains(m.Name)))
                member.WriteTo(json);
            json.WriteEndObject();
        }
        if (record.Review.Content.Published is null)
            json.WriteBoolean(Additions.Added, true);
        if (record.Review.Content.Published is null || added.All(Additions.IsOurs))
            return;
        json.WriteStartArray(Additions.Added);
        foreach (var name in added.Where(n => !Additions.IsOurs(n)))
            json.WriteStringValue(name);
        json.WriteEndArray();
    }

    /// <summary>The members that differ from those of the object as published, by name.</summary>
    private Dictionary<string, Action<Utf8JsonWriter>> Changes(JsonElement published, ReviewRecord record, string? home)
    {
        var (content, statement) = (record.Review.Content, record.Statement.Content);
        var read = Read(published, record);
        var changes = new Dictionary<string, Action<Utf8JsonWriter>>();
        void Text(string name, bool isSaid, string? text)
        {
            if (!isSaid && text is not null)
                changes[name] = json => json.WriteStringValue(text);
        }
        Text("@context", Has("@context"), SchemaOrg.Context);
        Text("@type", Ld.Types(published).Any(), "ClaimReview");
        Text("url", UrlOf(published, content) == content.CanonicalUrl, content.Url);
        Text("claimReviewed", Has("claimReviewed") && read is not null && IsSame(read.Claim, statement), statement.Text);
        Text("inLanguage", (read?.Claim.Language ?? LanguageTag.Undetermined) == statement.Language, statement.Language);
        Text("datePublished", read?.ReviewedOn == content.ReviewedOn, content.ReviewedOn?.ToString());
        if (read is null || !Has("author") && !Has("publisher") || !IsSame(read.Reviewer, record.Reviewer))
            changes["author"] = json => SchemaOrg.WriteActor(json, record.Reviewer);
        if (read is null || read.Rating != content.Rating || read.Explanation != content.Explanation)
            changes["reviewRating"] = json => SchemaOrg.WriteRating(json, content);
        if (home is not null && !Has("url") && content.Url is null)
        {
            Text("url", false, home);
            changes[Additions.Unaddressed] = json => json.WriteBooleanValue(true);
        }
        if (home is not null && !Has("itemReviewed"))
            changes["itemReviewed"] = json => SchemaOrg.WriteReference(json, home + ClaimFragment);
        else if (!Has("itemReviewed") && record.Appearances.Count > 0)
            changes["itemReviewed"] = json => SchemaOrg.WriteClaims(json, record.Appearances);
        if (content.Rating is null)
            changes[Additions.Unrated] = json => json.WriteBooleanValue(true);
        Text(Additions.Verdict, read is not null && read.Verdict == content.Verdict, VerdictOf(content));
        return changes;

        bool Has(string name) => Ld.Get(published, name).ValueKind != JsonValueKind.Undefined;
    }

    /// <summary>What an import would take from the object; null for one that it would not take.</summary>
    private ReadReview? Read(JsonElement published, ReviewRecord record)
    {
        var page = new Page("", [("", published)], record.Review.Content.Url);
        var found = new FoundReview("", "", published, new LdReferences(page), page.Url, null);
        ReadReview[] all = record.Review.Content.Published is null ? [] : [.. _reading.Read(found)];
        return Array.Find(all, r => IsSame(r.Claim, record.Statement.Content)) ?? all.FirstOrDefault();
    }

    private static bool IsSame(StatementContent read, StatementContent claim) =>
        Wording.Normalised(read.Text) == Wording.Normalised(claim.Text);

    private static bool IsSame(ReadActor read, Actor actor) =>
        actor.HasKey(read.Key)
        || actor.Content.Name == read.Content.Name
        || actor.Content.Identifiers.Intersect(read.Content.Identifiers).Any();

    private static string? UrlOf(JsonElement published, ReviewContent content) =>
        Ld.Text(published, "url") is { } text
        && PublishedUrl.Of(PublishedUrl.Split(text).First(), content.Url) is { } url
        && CanonicalUrl.TryCreate(url, out var canonical)
            ? canonical
            : null;

    private static string? VerdictOf(ReviewContent content) =>
        content.Verdict is { } verdict ? EnumWords.Of(typeof(Verdict)).Of((byte)verdict) : null;
}
