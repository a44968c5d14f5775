using System.Net;
using System.Text.Json.Nodes;
using ClaimGraph.Changes;
using ClaimGraph.Pages;
using ClaimGraph.Queries;
using ClaimGraph.Server.Access;
using ClaimGraph.Server.Feeds;
using ClaimGraph.Server.Sample;
using ClaimGraph.Server.Tests.GraphQL;
using Microsoft.Extensions.DependencyInjection;

namespace ClaimGraph.Server.Tests.Interchange;

/// <summary>Reviews over HTTP: the feed, and JSON-LD at the addresses of reviews and statements.</summary>
public sealed class ClaimReviewFeedTests : IAsyncLifetime
{
    private Api _api = null!;

    public async ValueTask InitializeAsync()
    {
        _api = await StartAsync(new AccessOptions());
        await SampleArticle.LoadIntoNewAsync(_api.Store, _api.Ids, CancellationToken.None);
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task The_feed_has_every_review_and_a_tag_of_the_revision()
    {
        using var response = await GetAsync(ClaimReviewFeeds.Path);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/ld+json");
        var feed = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        var head = (await _api.Store.HeadAsync()).Revision;
        response.Headers.ETag!.ToString().ShouldBe($"W/\"{head}\"");
        ((long)feed["claimgraph:revision"]!).ShouldBe(head);
        feed["dataFeedElement"]!.AsArray().Count.ShouldBe(36);

        var known = await GetAsync(ClaimReviewFeeds.Path, ("If-None-Match", response.Headers.ETag.ToString()));
        known.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        var none = await GetAsync($"{ClaimReviewFeeds.Path}?since={head}");
        JsonNode.Parse(await none.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["dataFeedElement"]!
            .AsArray()
            .ShouldBeEmpty();
    }

    [Theory]
    [InlineData("x")]
    [InlineData("-1")]
    [InlineData("999999999")]
    public async Task Since_takes_a_revision(string since) =>
        (await GetAsync($"{ClaimReviewFeeds.Path}?since={since}")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

    [Theory]
    [InlineData("application/ld+json", "application/ld+json")]
    [InlineData("text/html;q=0.5, application/ld+json", "application/ld+json")]
    [InlineData("text/html, application/ld+json;q=0.9", "text/html")]
    [InlineData("*/*", "text/html")]
    public async Task A_statement_is_a_page_or_JSON_LD_as_the_client_likes(string accept, string type)
    {
        using var response = await GetAsync("/statements/only-us-uk-did-not-sign", ("Accept", accept));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe(type);
        response.Headers.Vary.ShouldContain("Accept");
        if (type == "text/html")
            return;
        var graph = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["@graph"]!.AsArray();
        ((string?)graph[0]!["@type"]).ShouldBe("Claim");
        graph.Skip(1).ShouldAllBe(r => (string?)r!["@type"] == "ClaimReview" && r["reviewRating"] != null);
        graph.Count.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task A_review_has_an_address_of_its_own_and_what_is_not_there_is_told()
    {
        var first = new ListQuery(NodeKind.Review, null, OrderBy.Oldest(NodeKind.Review), PageRequest.First(1));
        var review = (await _api.Store.ListAsync(first)).Nodes[0];
        var text = await _api.Http.GetStringAsync($"/reviews/{review.Id}", TestContext.Current.CancellationToken);
        ((string?)JsonNode.Parse(text)!["@type"]).ShouldBe("ClaimReview");
        (await GetAsync("/reviews/none")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await GetAsync("/statements/none", ("Accept", "application/ld+json"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Markup_in_a_claim_is_text_in_the_JSON_LD_of_its_page()
    {
        const string Hostile = "A </script><script>alert(1)</script> <!-- <script>";
        var id = _api.Ids.Next(NodeKind.Statement);
        var create = new Create(id, new StatementContent { Text = Hostile, Language = "en" });
        await _api.Store.CommitAsync(new ChangeSet { Principal = "tests", Operations = [create] });
        var html = await _api.Http.GetStringAsync($"/statements/{id}", TestContext.Current.CancellationToken);
        html.ShouldNotContain("<script>alert");
        var json = html.Split("application/ld+json\">")[1].Split("</script>")[0];
        ((string?)JsonNode.Parse(json)!["@graph"]![0]!["text"]).ShouldBe(Hostile);
    }

    [Fact]
    public async Task Who_may_not_read_gets_no_reviews()
    {
        await using var api = await StartAsync(new AccessOptions { Reading = Gate.Closed });
        using var stranger = new HttpClient { BaseAddress = api.Http.BaseAddress };
        (await stranger.GetAsync(ClaimReviewFeeds.Path, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(
            HttpStatusCode.Unauthorized
        );
        (await api.Http.GetAsync(ClaimReviewFeeds.Path, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static Task<Api> StartAsync(AccessOptions access) =>
        Api.StartAsync(
            access: access,
            services: services => services.AddClaimGraphPages().AddClaimReviews(),
            endpoints: app =>
            {
                app.MapClaimReviews(app.Services.GetRequiredService<IClaimStore>());
                app.MapClaimGraphPages();
            }
        );

    private async Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await _api.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
