using ClaimGraph.Interchange;
using ClaimGraph.Interchange.ClaimReviews;

namespace ClaimGraph.Server.Tests.Interchange;

/// <summary>What publishers write in the members of a ClaimReview.</summary>
public sealed class ClaimReviewValueTests : IAsyncLifetime
{
    private ReviewDesk _desk = null!;

    public async ValueTask InitializeAsync() => _desk = await ReviewDesk.OpenAsync();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Theory]
    [InlineData("2024-05-02T23:59:59+0200", "2024-05-02")]
    [InlineData("2024-05-02 11:42:10", "2024-05-02")]
    [InlineData("2024/5/2", "2024-05-02")]
    [InlineData("20240502", "2024-05-02")]
    [InlineData("2024-05", "2024-05")]
    [InlineData("2024", "2024")]
    [InlineData("02.05.2024", "2024-05-02")]
    [InlineData("23/05/2024", "2024-05-23")]
    [InlineData("05/23/2024", "2024-05-23")]
    [InlineData("05/05/2024", "2024-05-05")]
    [InlineData("04/05/2024", "2024")]
    [InlineData("May 2, 2024", "2024-05-02")]
    [InlineData("2nd May 2024", "2024-05-02")]
    [InlineData("2 de mayo de 2024", "2024-05-02")]
    [InlineData("Thu, 02 May 2024 10:00:00 GMT", "2024-05-02")]
    [InlineData("1714608000", "2024-05-02")]
    [InlineData("1714608000000", "2024-05-02")]
    [InlineData("0000-00-00", null)]
    [InlineData("2024-02-30", null)]
    [InlineData("yesterday", null)]
    public void Dates_are_read_as_far_as_they_are_known(string text, string? date) =>
        PublishedDate.Of(text, out _)?.ToString().ShouldBe(date);

    [Theory]
    [InlineData("/a/b", "https://desk.example/a/b")]
    [InlineData("//other.example/x", "https://other.example/x")]
    [InlineData("www.other.example/x", "https://www.other.example/x")]
    [InlineData("  https://other.example/x?a=1&amp;b=2 ", "https://other.example/x?a=1&b=2")]
    [InlineData("https:/other.example/x", "https://other.example/x")]
    [InlineData("#", null)]
    [InlineData("N/A", null)]
    [InlineData("javascript:void(0)", null)]
    public void Addresses_are_made_absolute(string text, string? url) => PublishedUrl.Of(text, "https://desk.example/moon").ShouldBe(url);

    [Theory]
    [InlineData("\"False\"", Verdict.Unsupported)]
    [InlineData("""["", "Mostly true"]""", Verdict.MostlySupported)]
    [InlineData("""{"alternateName":{"@value":"FALSE."}}""", Verdict.Unsupported)]
    [InlineData("""{"alternateName":"Falso: no hay pruebas"}""", Verdict.Unsupported)]
    [InlineData("""{"alternateName":"True, but it lacks context"}""", null)]
    [InlineData("""{"alternateName":"Satire","ratingValue":1,"bestRating":5}""", null)]
    [InlineData("""{"alternateName":"Bananas","ratingValue":"4,5","bestRating":"5","worstRating":"1"}""", Verdict.Supported)]
    [InlineData("""{"alternateName":"Bananas","ratingValue":"2 out of 5"}""", Verdict.MostlyUnsupported)]
    [InlineData("""{"alternateName":"Bananas","ratingValue":5,"bestRating":1,"worstRating":5}""", Verdict.Unsupported)]
    [InlineData("""{"alternateName":"Bananas","ratingValue":-1,"bestRating":-1,"worstRating":-1}""", null)]
    [InlineData("""{"alternateName":"Bananas","ratingValue":1,"bestRating":1,"worstRating":1}""", null)]
    [InlineData("""{"ratingValue":"Engañoso"}""", Verdict.MostlyUnsupported)]
    public async Task Ratings_are_read_in_any_form(string rating, Verdict? verdict)
    {
        (await _desk.TakeAsync(Published.With(("reviewRating", rating)))).Result.Errors.ShouldBeEmpty();
        (await _desk.ReviewAsync()).Content.Verdict.ShouldBe(verdict);
        (await _desk.AllAsync<Evidence>()).Count.ShouldBe(verdict is null ? 0 : 1);
    }

    [Fact]
    public async Task A_table_of_ones_own_comes_before_the_one_that_is_built_in()
    {
        var result = await _desk.TakeAsync(Published.Plain, "wording,language,verdict\nfalse,,MIXED\n");
        result.Unmapped.ShouldBeEmpty();
        (await _desk.ReviewAsync()).Content.Verdict.ShouldBe(Verdict.Mixed);
        var error = await Should.ThrowAsync<ClaimGraphException>(() =>
            _desk.TakeAsync(Published.Plain, "wording,language,verdict\nfalse,,NO\n")
        );
        error.Message.ShouldContain("Line 2");
    }

    [Fact]
    public async Task Wordings_that_no_table_knows_are_counted()
    {
        var other = Published.With(("url", "\"https://desk.example/2\""), ("reviewRating", "\"Bananas\""));
        var again = Published.With(("url", "\"https://desk.example/3\""), ("reviewRating", "\"Bananas\""));
        (await _desk.TakeAsync($"[{Published.Plain},{other},{again}]")).Unmapped.ShouldBe([new("Bananas", 2)]);
    }

    [Fact]
    public async Task Claims_in_a_list_are_reviewed_each()
    {
        await _desk.TakeAsync(Published.With(("claimReviewed", """["One &amp; only", " Two ", "", "Two"]""")));
        (await _desk.AllAsync<Statement>()).Select(s => s.Content.Text).ShouldBe(["One & only", "Two"]);
        (await _desk.AllAsync<Review>()).Select(r => r.Content.Url).Distinct().ShouldBe(["https://desk.example/moon"]);
    }

    [Theory]
    [InlineData("claimReviewed", "", "/claimReviewed")]
    [InlineData("reviewRating", "[]", "/reviewRating")]
    public async Task A_review_without_what_it_needs_is_lost_alone_and_named(string member, string value, string path)
    {
        var bad = Published.With((member, value.Length == 0 ? "\"\"" : value), ("url", "\"https://desk.example/2\""));
        var result = await _desk.TakeAsync($"[{bad},{Published.Plain}]");

        var error = result.Result.Errors.ShouldHaveSingleItem();
        (error.File, error.Path, error.Code).ShouldBe(("test.json", "/0" + path, ProblemCode.Required));
        (result.Found, result.Result.Refused).ShouldBe((2, 1));
        await _desk.ReviewAsync();
    }

    [Theory]
    [InlineData("url")]
    [InlineData("author")]
    [InlineData("itemReviewed")]
    [InlineData("datePublished")]
    public async Task A_review_without_other_members_is_taken(string member)
    {
        (await _desk.TakeAsync(Published.Without(member))).Result.Errors.ShouldBeEmpty();
        var revision = (await _desk.TakeAsync(Published.Without(member))).Result.Revision;
        revision.ShouldBe(1);
        (await _desk.ReviewAsync()).Content.Rating!.Text.ShouldBe("False");
    }

    [Fact]
    public async Task Several_appearances_claimants_and_posts_are_kept()
    {
        await _desk.TakeAsync(
            Published.With(
                (
                    "itemReviewed",
                    """
                    [{"@type":"CreativeWork","url":"//posts.example/1 https://posts.example/2","name":"Speech",
                      "author":["Gromit",
                        {"name":"Wallace","sameAs":["https://en.wikipedia.org/wiki/Wallace","https://facebook.com/w/posts/1"]}]},
                     {"@type":"Claim","firstAppearance":"https://posts.example/3","appearance":["#",{"@id":"https://posts.example/4"}],
                      "author":{"name":"unknown"}}]
                    """
                )
            )
        );

        var appearances = await _desk.AllAsync<Appearance>();
        appearances.Count.ShouldBe(2 * 3 + 2);
        (await _desk.AllAsync<Actor>()).Select(a => a.Content.Name).ShouldBe(["Gromit", "Wallace", "Desk"]);
        (await _desk.AllAsync<Actor>())[1].Content.Identifiers.ShouldBe(["https://en.wikipedia.org/wiki/Wallace"]);
        (await _desk.AllAsync<Source>())
            .Single(s => s.Content.Url == "https://facebook.com/w/posts/1")
            .Content.SourceKind.ShouldBe(SourceKind.SocialPost);
    }

    [Fact]
    public async Task Doubts_are_named_with_their_place()
    {
        var result = await _desk.TakeAsync(
            Published.With(
                ("datePublished", "\"04/05/2024\""),
                ("inLanguage", "\"English please\""),
                ("author", """[{"name":"A","@type":"Person"},{"name":"B","@type":"Organization"}]"""),
                ("reviewRating", """{"alternateName":"True","ratingValue":1,"bestRating":5}""")
            )
        );

        result
            .Result.Warnings.Select(w => (w.Path, w.Code))
            .ShouldBe(
                [
                    ("/author", LossCode.MoreThanOne),
                    ("/datePublished", LossCode.Ambiguous),
                    ("/inLanguage", ProblemCode.InvalidFormat),
                    ("/reviewRating", ProblemCode.Inconsistent),
                ],
                ignoreOrder: true
            );
        (await _desk.ReviewAsync()).Content.Verdict.ShouldBe(Verdict.Supported);
    }

    [Fact]
    public async Task A_password_in_an_address_is_not_repeated()
    {
        var result = await _desk.TakeAsync(Published.With(("url", "\"https://me:secret@desk.example/moon\"")));
        result.Result.Errors.ShouldBeEmpty();
        result.Result.Warnings.ShouldAllBe(w => !w.Message.Contains("secret", StringComparison.Ordinal));
        (await _desk.ReviewAsync()).Content.Url.ShouldBeNull();
    }

    [Fact]
    public async Task Texts_that_are_too_long_are_cut_and_an_object_that_is_too_large_is_not_kept()
    {
        var result = await _desk.TakeAsync(
            Published.With(("claimReviewed", $"\"{new string('x', 5_001)}\""), ("reviewBody", $"\"{new string('y', 100_001)}\""))
        );
        result.Result.Warnings.Count(w => w.Code == ProblemCode.TooLong).ShouldBe(3);
        (await _desk.ClaimAsync()).Length.ShouldBe(Limits.StatementText);
        (await _desk.ReviewAsync()).Content.Published.ShouldBeNull();
    }
}
