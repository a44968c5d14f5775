using System.Text.Json.Nodes;

namespace ClaimGraph.Server.Tests.GraphQL;

public class RetractionTests
{
    private const string Shown = "sources { key status statusReason noticeOn noticeUrl } already unknown outcome userErrors { code path }";

    [Fact]
    public async Task A_list_marks_the_sources_that_it_names_and_tells_which_it_does_not_find()
    {
        await using var api = await World.StartAsync();
        await EnterAsync(api);
        var marked = await MarkAsync(
            api,
            """
            { doi: "https://doi.org/10.1000/abc", reason: "Made up.", noticeOn: "2025-03", noticeUrl: "doi:10.1000/N" }
            { doi: "10.1000/unknown", reason: "Made up." }
            { url: "http://example.org/corrected", status: CORRECTED, reason: "A figure was wrong." }
            """
        );
        const string Expected = """
            [
              { "key": "paper", "status": "RETRACTED", "statusReason": "Made up.",
                "noticeOn": "2025-03", "noticeUrl": "https://doi.org/10.1000/n" },
              { "key": "page", "status": "CORRECTED", "statusReason": "A figure was wrong.", "noticeOn": null, "noticeUrl": null }
            ]
            """;
        marked["sources"]!.ToJsonString().ShouldBe(JsonNode.Parse(Expected)!.ToJsonString());
        (marked["already"]!.GetValue<int>(), marked["unknown"]!.ToJsonString()).ShouldBe((0, "[1]"));
        var again = await MarkAsync(api, """{ doi: "10.1000/ABC", reason: "Made up." }""");
        (again["outcome"]!.GetValue<string>(), again["already"]!.GetValue<int>()).ShouldBe(("UNCHANGED", 1));
    }

    [Theory]
    [InlineData("""{ reason: "r" }""", "REQUIRED", """["input","retractions","0"]""")]
    [InlineData("""{ doi: "none", reason: "r" }""", "REQUIRED", """["input","retractions","0"]""")]
    [InlineData(
        """{ doi: "10.1000/abc", reason: "r", noticeUrl: "none" }""",
        "INVALID_FORMAT",
        """["input","retractions","0","noticeUrl"]"""
    )]
    [InlineData("""{ doi: "10.1000/abc", reason: " " }""", "REQUIRED", """["input","retractions"]""")]
    public async Task What_a_list_lacks_is_said_where_it_is_missing(string entry, string code, string path)
    {
        await using var api = await World.StartAsync();
        await EnterAsync(api);
        var refused = await MarkAsync(api, entry);
        refused["userErrors"]![0]!.ToJsonString().ShouldBe($$"""{"code":"{{code}}","path":{{path}}}""");
        refused["sources"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_retraction_names_its_notice_and_a_restored_source_has_none()
    {
        await using var api = await World.StartAsync();
        await EnterAsync(api);
        const string Node = "node { ... on Source { noticeOn noticeUrl } } userErrors { code path }";
        var data = await api.DataAsync(
            $$"""
            mutation {
              retract(input: { id: "key:paper", reason: "r", noticeOn: "2025-03-01", noticeUrl: "https://example.org/notice" }) { {{Node}} }
              restore(input: { id: "key:paper" }) { {{Node}} }
              bad: retract(input: { id: "key:paper", reason: "r", noticeUrl: "ftp://example.org" }) { {{Node}} }
              other: retract(input: { id: "key:weak", reason: "r", noticeOn: "2025" }) { {{Node}} }
            }
            """
        );
        data["retract"]!["node"]!.ToJsonString().ShouldBe("""{"noticeOn":"2025-03-01","noticeUrl":"https://example.org/notice"}""");
        data["restore"]!["node"]!.ToJsonString().ShouldBe("""{"noticeOn":null,"noticeUrl":null}""");
        data["bad"]!["userErrors"]![0]!.ToJsonString().ShouldBe("""{"code":"INVALID_FORMAT","path":["input","noticeUrl"]}""");
        data["other"]!["userErrors"]![0]!.ToJsonString().ShouldBe("""{"code":"WRONG_KIND","path":["input","id"]}""");
    }

    private static async Task EnterAsync(Api api) =>
        await api.DataAsync(
            """
            mutation {
              a: createSource(input: { key: "paper", url: "https://publisher.example/1", identifiers: ["10.1000/ABC"] }) { outcome }
              b: createSource(input: { key: "page", url: "https://example.org/corrected" }) { outcome }
            }
            """
        );

    private static async Task<JsonNode> MarkAsync(Api api, string entries) =>
        (await api.DataAsync($$"""mutation { markRetracted(input: { retractions: [{{entries}}] }) { {{Shown}} } }"""))["markRetracted"]!;
}
