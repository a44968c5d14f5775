using System.Text.Json;
using ClaimGraph.Import;
using ClaimGraph.Interchange.Verdicts;

namespace ClaimGraph.Interchange.ClaimReviews;

/// <summary>Reads a ClaimReview: the claims, who reviewed them, and to what end. What cannot be taken is named.</summary>
internal sealed class ReviewReading(VerdictTable verdicts, ImportResult result)
{
    /// <summary>A review for each claim that the object reviews; none when what a review needs is missing.</summary>
    public IEnumerable<ReadReview> Read(FoundReview found)
    {
        var losses = new Losses(result, found.File, found.Pointer);
        var url = UrlOf(found, losses);
        var actors = new ActorReading(url, losses);
        string[] claims = [.. ClaimsOf(found, losses)];
        var reviewer = ReviewerOf(found, actors, losses);
        var ratings = found.References.All(found.Json, "reviewRating").ToArray();
        var rating = PublishedRating.Of(ratings);
        if (claims.Length == 0)
            losses.Lose(ProblemCode.Required, "/claimReviewed", "The review does not say which claim it reviews; give claimReviewed.");
        if (reviewer is null)
            losses.Lose(ProblemCode.Required, "/author", "The review names neither an author nor an address; give one of them.");
        if (rating is null)
            losses.Lose(ProblemCode.Required, "/reviewRating", "The review has no rating; give reviewRating with alternateName.");
        if (claims.Length == 0 || reviewer is null || rating is null)
            return [];
        if (ratings.Length > 1)
            losses.Doubt(LossCode.MoreThanOne, "/reviewRating", "There are several ratings; the first that says something was taken.");
        var read = Shared(found, url, reviewer, actors, losses) with
        {
            Rating = rating with { Text = losses.Within(Limits.Rating, rating.Text, "/reviewRating/alternateName") },
            Explanation = losses.Within(Limits.Explanation, ExplanationOf(found, ratings), "/reviewRating/ratingExplanation"),
            Published = PublishedOf(found, losses),
        };
        read = WithVerdict(read, LanguageOf(found, losses: null) ?? found.Language, losses);
        return claims.Select(claim => OfClaim(read, claim));
    }

    private static ReadReview Shared(FoundReview found, string? url, ReadActor reviewer, ActorReading actors, Losses losses)
    {
        var on =
            DateOf(found.Json, "datePublished", "/datePublished", losses) ?? DateOf(found.Json, "dateModified", "/dateModified", losses);
        var publisher = found.References.First(found.Json, "publisher");
        var language = LanguageOf(found, losses) ?? LanguageTag.Undetermined;
        return new ReadReview
        {
            Found = found,
            Claim = new StatementContent { Text = "", Language = language },
            Reviewer = reviewer,
            Publisher = publisher.ValueKind == JsonValueKind.Undefined ? null : actors.Reviewer(publisher, "/publisher"),
            Page = url is null
                ? null
                : new SourceContent
                {
                    Url = url,
                    Title = losses.Within(
                        Limits.Title,
                        Ld.Text(found.Json, "headline", "name", "title") is { } t ? Ld.Clean(t) : null,
                        "/name"
                    ),
                    SourceKind = SourceKind.Analysis,
                    Language = language,
                    PublishedOn = on,
                },
            Appearances = new AppearanceReading(found, url, actors, losses).Read(),
            ReviewedOn = on,
            Key = "",
        };
    }

    private static ReadReview OfClaim(ReadReview read, string claim)
    {
        var url = CanonicalUrl.TryCreate(read.Page?.Url, out var canonical) ? canonical : $"{read.ReviewedOn} {read.Rating?.Text}";
        var identity = $"{url}\n{read.Reviewer.Key}\n{Convert.ToHexString(Wording.Hash(read.Claim.Language, claim))}";
        return read with { Claim = read.Claim with { Text = claim }, Key = $"claimreview:{NaturalKey.HashOf(identity)[..32]}" };
    }

    private ReadReview WithVerdict(ReadReview read, string? language, Losses losses)
    {
        if (EnumWords.Of(typeof(Verdict)).Find(Ld.Text(read.Found.Json, Additions.Verdict)) is { } given)
            return read with { Verdict = (Verdict)given, Rating = Additions.IsUnrated(read.Found.Json) ? null : read.Rating };
        var onScale = read.Rating is { } rating ? PublishedRating.OnScale(rating) : null;
        if (read.Rating?.Text is not { } wording)
            return read with { Verdict = onScale };
        if (verdicts.Find(wording, language) is not { } meaning)
        {
            verdicts.AddUnmapped(wording);
            return read with { Verdict = onScale };
        }
        var verdict = meaning.Verdict;
        if (verdict.IsFor && onScale.IsAgainst || verdict.IsAgainst && onScale.IsFor)
            losses.Doubt(
                ProblemCode.Inconsistent,
                "/reviewRating",
                $"The number says the opposite of the wording '{losses.Within(60, wording, "")}', which counts."
            );
        return read with { Verdict = verdict, IsVerdictChosen = meaning.IsChosen };
    }

    private static string? UrlOf(FoundReview found, Losses losses)
    {
        if (Additions.IsUnaddressed(found.Json))
            return null;
        string[] given = [.. Ld.All(Ld.Get(found.Json, "url")).SelectMany(TextsOf).SelectMany(PublishedUrl.Split)];
        var page = found.References.First(found.Json, "mainEntityOfPage");
        string?[] others = [.. TextsOf(page), Ld.Text(Ld.Get(found.Json, "@id")), found.PageUrl];
        var around = others.OfType<string>().FirstOrDefault(u => PublishedUrl.Of(u, null) is not null);
        string[] urls = [.. given.Select(u => PublishedUrl.Of(u, around)).OfType<string>()];
        if (urls.Length > 1)
            losses.Doubt(LossCode.MoreThanOne, "/url", "The review has several addresses; the first was taken.");
        if (urls.Length > 0)
            return urls[0];
        if (given.Length > 0)
            losses.Doubt(
                ProblemCode.InvalidFormat,
                "/url",
                CanonicalUrl.HasCredentials(given[0])
                    ? "The URL contains a user name or a password; leave out what stands before the @."
                    : $"'{given[0]}' is not a valid URL; use an absolute http or https URL."
            );
        var otherwise = around is null ? null : PublishedUrl.Of(around, null);
        if (otherwise is null)
            losses.Doubt(ProblemCode.Required, "/url", "The review gives no address; it is known by reviewer, claim, date and rating.");
        return otherwise;
    }

    private static IEnumerable<string> TextsOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object ? Ld.Texts(Ld.Get(value, "@id")).Concat(Ld.Texts(Ld.Get(value, "url"))) : Ld.Texts(value);

    private static IEnumerable<string> ClaimsOf(FoundReview found, Losses losses)
    {
        string[] claims = [.. found.References.All(found.Json, "claimReviewed").Select(TextOfClaim).OfType<string>().Distinct()];
        if (claims.Length == 0)
        {
            var items = found.References.All(found.Json, "itemReviewed");
            var other = items.Select(TextOfClaim).FirstOrDefault(t => t is not null) ?? TextOfClaim(found.Json);
            if (other is null)
                return [];
            losses.Doubt(
                ProblemCode.Required,
                "/claimReviewed",
                "claimReviewed is empty; the name of the claim or of the review was taken."
            );
            claims = [other];
        }
        return claims.Select(c => losses.Within(Limits.StatementText, c, "/claimReviewed")!);
    }

    private static string? TextOfClaim(JsonElement claim) =>
        (claim.ValueKind == JsonValueKind.Object ? Ld.Text(claim, "text", "name", "headline") : Ld.Text(claim)) is { } text
        && !CanonicalUrl.TryCreate(text, out _)
            ? Ld.Clean(text)
            : null;

    private static ReadActor? ReviewerOf(FoundReview found, ActorReading actors, Losses losses)
    {
        JsonElement[] authors = [.. found.References.All(found.Json, "author")];
        var read = authors.OrderBy(a => Ld.Is(a, "Person")).Select(a => actors.Reviewer(a, "/author")).OfType<ReadActor>().ToArray();
        if (read.Length > 1)
            losses.Doubt(LossCode.MoreThanOne, "/author", $"The review has several authors; {read[0].Content.Name} was taken.");
        if (read.Length > 0)
            return read[0];
        foreach (var member in (ReadOnlySpan<string>)["publisher", "creator", "sourceOrganization"])
            if (actors.Reviewer(found.References.First(found.Json, member), "/" + member) is { } other)
                return other;
        if (actors.Site.Length == 0)
            return null;
        losses.Doubt(ProblemCode.Required, "/author", $"The review names no author; its site, {actors.Site}, was taken.");
        return new ReadActor(
            ActorReading.KeyOf("reviewer", $"{actors.Site} {actors.Site}"),
            new ActorContent { Name = actors.Site, ActorKind = ActorKind.Organisation }
        );
    }

    private static string? ExplanationOf(FoundReview found, JsonElement[] ratings) =>
        PublishedRating.Explanation(ratings) ?? (Ld.Text(found.Json, "reviewBody", "description") is { } text ? Ld.Prose(text) : null);

    private static string? LanguageOf(FoundReview found, Losses? losses)
    {
        var language = Ld.Get(found.Json, "inLanguage");
        var tag = language.ValueKind == JsonValueKind.Object ? Ld.Text(language, "alternateName", "name") : Ld.Text(language);
        if (tag is null || LanguageTag.IsValid(tag.Trim()))
            return tag is null ? null : LanguageTag.Canonical(tag.Trim());
        losses?.Doubt(
            ProblemCode.InvalidFormat,
            "/inLanguage",
            $"'{tag}' is not a valid language tag; use a BCP 47 tag such as it or en-GB."
        );
        return null;
    }

    private static string? PublishedOf(FoundReview found, Losses losses)
    {
        if (Published.Of(found.Json, found.References) is not { } published)
            return null;
        if (CodePoints.Count(published) <= Limits.Published && CodePoints.IsWellFormed(published))
            return published;
        losses.Doubt(ProblemCode.TooLong, "", $"The object as published is not kept: it has more than {Limits.Published:N0} characters.");
        return null;
    }

    internal static PartialDate? DateOf(JsonElement owner, string member, string path, Losses losses)
    {
        if (Ld.Text(Ld.Get(owner, member)) is not { } text)
            return null;
        var date = PublishedDate.Of(text, out var isAmbiguous);
        if (date is null)
            losses.Doubt(ProblemCode.InvalidFormat, path, $"'{text}' is not a date that is understood; use 2025, 2025-02 or 2025-02-11.");
        else if (isAmbiguous)
            losses.Doubt(LossCode.Ambiguous, path, $"Which part of '{text}' is the month cannot be told; only the year was taken.");
        return date;
    }
}
