using System.Text.Json.Nodes;

namespace ClaimGraph.Server.Tests.GraphQL;

/// <summary>What the API says about records that were there already, and finds however they are written.</summary>
public class IdentityTests
{
    [Fact]
    public async Task A_value_is_found_however_it_is_written()
    {
        await using var api = await Api.StartAsync();
        await api.DataAsync(
            """
            mutation {
              createSource(input: { url: "https://lookup.example/News/story.html?id=7&utm_source=tw#top", language: "zh-hant" }) { outcome }
              createStatement(input: { text: "Found.", topics: ["COVID-19"], language: "iw" }) { statement { language } }
              createActor(input: { name: "Italy", identifiers: ["https://www.wikidata.org/wiki/Q38"] }) { outcome }
            }
            """
        );
        var data = await api.DataAsync(
            """
            {
              asEntered: sources(filter: { url: { eq: "https://lookup.example/News/story.html?id=7&utm_source=tw#top" } }) { totalCount }
              otherwise: sources(filter: { url: { in: ["http://LOOKUP.example/News/story.html?id=7"] } }) { totalCount }
              beginning: sources(filter: { url: { startsWith: "http://lookup.example/" } }) { totalCount }
              language: sources(filter: { language: { eq: "zh_HANT" } }) { totalCount }
              topic: statements(filter: { topics: { has: "COVID-19" } }) { totalCount }
              hebrew: statements(filter: { language: { eq: "heb" } }) { totalCount }
              identifier: actors(filter: { identifiers: { has: "wd:Q38" } }) { totalCount }
              source(url: "https://web.archive.org/web/2024/http://lookup.example/News/story.html?id=7") { canonicalUrl }
            }
            """
        );
        foreach (var name in new[] { "asEntered", "otherwise", "beginning", "language", "topic", "hebrew", "identifier" })
            data[name]!["totalCount"]!.GetValue<int>().ShouldBe(1, name);
        data["source"]!["canonicalUrl"]!.GetValue<string>().ShouldBe("https://lookup.example/News/story.html?id=7");
    }

    [Fact]
    public async Task A_withdrawn_review_does_not_block_its_address()
    {
        await using var api = await Api.StartAsync();
        var data = await api.DataAsync(
            """
            mutation {
              createStatement(input: { text: "Judged." }) { statement { id } }
              createActor(input: { name: "Desk" }) { actor { id } }
            }
            """
        );
        var (statement, actor) = (Id(data, "createStatement", "statement"), Id(data, "createActor", "actor"));
        string Review(string verdict) =>
            $$"""
                mutation { createReview(input: { statementId: "{{statement}}", reviewerId: "{{actor}}", verdict: {{verdict}},
                  url: "https://check.example/1" }) { outcome review { id statement { verdict } } } }
                """;
        var first = Id(await api.DataAsync(Review("SUPPORTED")), "createReview", "review");
        await api.DataAsync($$"""mutation { retract(input: { id: "{{first}}", reason: "wrong" }) { outcome } }""");
        var second = (await api.DataAsync(Review("UNSUPPORTED")))["createReview"]!;
        second["outcome"]!.GetValue<string>().ShouldBe("CREATED");
        second["review"]!["statement"]!["verdict"]!.GetValue<string>().ShouldBe("UNSUPPORTED");
    }

    [Fact]
    public async Task A_record_on_something_withdrawn_says_so_and_a_withdrawn_wording_is_not_handed_out()
    {
        await using var api = await Api.StartAsync();
        var data = await api.DataAsync(
            """
            mutation {
              createStatement(input: { text: "Stands." }) { statement { id } }
              createSource(input: { url: "https://gone.example/1" }) { source { id } }
              gone: createStatement(input: { text: "Withdrawn once." }) { statement { id } }
            }
            """
        );
        foreach (var id in new[] { Id(data, "createSource", "source"), Id(data, "gone", "statement") })
            await api.DataAsync($$"""mutation { retract(input: { id: "{{id}}", reason: "wrong" }) { outcome } }""");
        data = await api.DataAsync(
            $$"""
            mutation {
              addEvidence(input: { source: { url: "http://gone.example/1/" }, targetId: "{{Id(data, "createStatement", "statement")}}",
                stance: SUPPORTS }) { outcome warnings { code path } }
              createStatement(input: { text: "Withdrawn once", note: "again" }) { statement { id } userErrors { code } }
              createSource(input: { url: "https://gone.example/1" }) { source { id } userErrors { code } }
            }
            """
        );
        data["addEvidence"]!["outcome"]!.GetValue<string>().ShouldBe("CREATED");
        data["addEvidence"]!["warnings"]![0]!.ToJsonString().ShouldBe("""{"code":"RETRACTED","path":["input","basisId"]}""");
        foreach (var name in new[] { "createStatement", "createSource" })
            data[name]!["userErrors"]![0]!["code"]!.GetValue<string>().ShouldBe("RETRACTED", name);
    }

    [Fact]
    public async Task A_second_key_resolves_and_what_was_not_taken_is_said()
    {
        await using var api = await Api.StartAsync();
        var data = await api.DataAsync(
            """
            mutation {
              createSource(input: { key: "a", url: "https://news.example/1", title: "One" }) { outcome }
              again: createSource(input: { key: "b", url: "http://news.example/1", title: "Two" }) { outcome warnings { code path } }
            }
            """
        );
        data["again"]!
            .ToJsonString()
            .ShouldBe("""{"outcome":"EXISTING","warnings":[{"code":"ALREADY_EXISTS","path":["input","title"]}]}""");
        (await api.DataAsync("""{ source(key: "b") { key otherKeys title } }"""))["source"]!
            .ToJsonString()
            .ShouldBe("""{"key":"a","otherKeys":["b"],"title":"One"}""");
    }

    [Theory]
    [InlineData("""createSource(input: { url: "https://user:secret@example.org/" })""")]
    [InlineData("""createActor(input: { name: "A", identifiers: ["javascript:alert(1)"] })""")]
    [InlineData("""createStatement(input: { text: "A", language: "English" })""")]
    [InlineData("""createSource(input: { title: "A", archivedAt: "https://token@example.org/" })""")]
    public async Task What_must_not_be_kept_is_refused_and_not_repeated(string mutation)
    {
        await using var api = await Api.StartAsync();
        var error = (await api.DataAsync($$"""mutation { x: {{mutation}} { userErrors { code message } } }"""))["x"]!["userErrors"]![0]!;
        error["code"]!.GetValue<string>().ShouldBe("INVALID_FORMAT");
        error["message"]!.GetValue<string>().ShouldNotContain("secret");
    }

    private static string Id(JsonNode data, string field, string record) => data[field]![record]!["id"]!.GetValue<string>();
}
