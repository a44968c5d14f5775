using System.Text.Json.Nodes;
using ClaimGraph.Access;

namespace ClaimGraph.Server.Tests.GraphQL;

public class ReviewRequestTests
{
    [Fact]
    public async Task Each_who_asks_counts_once_until_a_review_and_most_wanted_come_first()
    {
        await using var api = await Api.StartAsync();
        using var one = await api.ClientAsync(Role.Reader);
        using var other = await api.ClientAsync(Role.Reader);
        var (first, second) = (await EnterAsync(api, "A"), await EnterAsync(api, "B"));
        (await AskAsync(one, first)).ShouldBe("CREATED");
        (await AskAsync(one, first)).ShouldBe("EXISTING");
        (await AskAsync(one, second)).ShouldBe("CREATED");
        (await AskAsync(other, second)).ShouldBe("CREATED");
        (await WantedAsync(api)).ShouldBe([(second, 2), (first, 1)]);

        var review = await ReviewAsync(api, second);
        (await WantedAsync(api)).ShouldBe([(first, 1), (second, 0)]);
        (await AskAsync(one, second)).ShouldBe("CREATED");
        (await WantedAsync(api)).ShouldContain((second, 1));
        await api.DataAsync($$"""mutation { retract(input: { id: "{{review}}", reason: "Wrong." }) { outcome } }""");
        (await WantedAsync(api)).ShouldBe([(second, 3), (first, 1)]);
    }

    [Fact]
    public async Task A_request_is_taken_back_by_who_made_it()
    {
        await using var api = await Api.StartAsync();
        using var one = await api.ClientAsync(Role.Reader);
        using var other = await api.ClientAsync(Role.Reader);
        var statement = await EnterAsync(api, "A");
        await AskAsync(one, statement);
        var refused = (await WithdrawAsync(other, statement))["userErrors"]![0]!;
        Text(refused["code"]).ShouldBe("NOT_FOUND");
        Text((await WithdrawAsync(one, statement))["outcome"]).ShouldBe("UPDATED");
        (await WantedAsync(api)).ShouldBe([(statement, 0)]);
        (await AskAsync(one, statement)).ShouldBe("CREATED");
        (await WantedAsync(api)).ShouldBe([(statement, 1)]);
    }

    [Fact]
    public async Task Evidence_after_the_newest_review_makes_a_statement_stale_with_its_reason_at_once()
    {
        await using var api = await Api.StartAsync();
        var statement = await EnterAsync(api, "A");
        var early = await ArgueAsync(api, statement, "early");
        (await AttentionAsync(api, statement)).ShouldNotContain("STALE");
        await ReviewAsync(api, statement);
        (await AttentionAsync(api, statement)).ShouldNotContain("STALE");
        var late = await ArgueAsync(api, statement, "late");
        (await AttentionAsync(api, statement)).ShouldContain("STALE: 1 piece of evidence was entered after its newest review.");
        var overview = await api.DataAsync("{ overview { attention { attention count } } }");
        overview["overview"]!["attention"]!
            .AsArray()
            .ShouldContain(a => Text(a!["attention"]) == "STALE" && a["count"]!.GetValue<int>() == 1);
        await api.DataAsync($$"""mutation { retract(input: { id: "{{late}}", reason: "Wrong." }) { outcome } }""");
        (await AttentionAsync(api, statement)).ShouldNotContain(r => r.StartsWith("STALE", StringComparison.Ordinal));
        await api.DataAsync($$"""mutation { restore(input: { id: "{{late}}" }) { outcome } }""");
        await ReviewAsync(api, statement);
        (await AttentionAsync(api, statement)).ShouldNotContain(r => r.StartsWith("STALE", StringComparison.Ordinal));
        early.ShouldNotBe(late);
    }

    private static async Task<List<string>> AttentionAsync(Api api, string statement)
    {
        var found = (await api.DataAsync($$"""{ statement(id: "{{statement}}") { attention attentionReasons { kind reason } } }"""))[
            "statement"
        ]!;
        var reasons = found["attentionReasons"]!.AsArray();
        reasons.Select(r => Text(r!["kind"])).ShouldBe(found["attention"]!.AsArray().Select(Text));
        return [.. reasons.Select(r => $"{Text(r!["kind"])}: {Text(r["reason"])}")];
    }

    private static async Task<string> EnterAsync(Api api, string text) =>
        Text(
            (await api.DataAsync($$"""mutation { createStatement(input: { text: "{{text}}" }) { statement { id } } }"""))[
                "createStatement"
            ]!["statement"]!["id"]
        )!;

    private static async Task<string> ArgueAsync(Api api, string statement, string title) =>
        Text(
            (
                await api.DataAsync(
                    $$"""
                    mutation {
                      addEvidence(input: { targetId: "{{statement}}", stance: REBUTS, source: { title: "{{title}}" } }) { evidence { id } }
                    }
                    """
                )
            )["addEvidence"]!["evidence"]!["id"]
        )!;

    private static async Task<string> ReviewAsync(Api api, string statement)
    {
        var desk = Text(
            (await api.DataAsync("""mutation { createActor(input: { name: "Desk", key: "desk" }) { actor { id } } }"""))["createActor"]![
                "actor"
            ]!["id"]
        );
        return Text(
            (
                await api.DataAsync(
                    $$"""
                    mutation {
                      createReview(input: { statementId: "{{statement}}", reviewerId: "{{desk}}", verdict: MIXED }) { review { id } }
                    }
                    """
                )
            )["createReview"]!["review"]!["id"]
        )!;
    }

    private static async Task<string?> AskAsync(HttpClient client, string statement)
    {
        var (_, _, body) = await Api.AskAsync(
            client,
            $$"""mutation { requestReview(input: { statementId: "{{statement}}" }) { outcome userErrors { message } } }"""
        );
        return Text(body["data"]!["requestReview"]!["outcome"]);
    }

    private static async Task<JsonNode> WithdrawAsync(HttpClient client, string statement)
    {
        var (_, _, body) = await Api.AskAsync(
            client,
            $$"""mutation { withdrawReviewRequest(input: { statementId: "{{statement}}" }) { outcome userErrors { code } } }"""
        );
        return body["data"]!["withdrawReviewRequest"]!;
    }

    private static async Task<(string, int)[]> WantedAsync(Api api) =>
        [
            .. (
                await api.DataAsync(
                    "{ statements(orderBy: { field: REVIEW_REQUEST_COUNT, direction: DESC }) { nodes { id reviewRequestCount } } }"
                )
            )["statements"]!["nodes"]!
                .AsArray()
                .Select(n => (Text(n!["id"])!, n["reviewRequestCount"]!.GetValue<int>())),
        ];

    private static string? Text(JsonNode? value) => value?.GetValue<string>();
}
