namespace ClaimGraph.Server.Tests.GraphQL;

/// <summary>Questions of dashboards: periods beside those before, track records, the end of the ledger, the claims of a page.</summary>
public class DashboardTests
{
    // The world is entered a second apart: its evidence and its review from second 15 on.
    private const string Between = """since: "2025-03-01T12:00:15Z", until: "2025-03-01T12:00:17Z" """;

    [Fact]
    public async Task The_overview_of_a_period_stands_beside_that_of_the_period_before()
    {
        await using var api = await World.StartAsync();
        await api.ShouldAnswerAsync(
            $$"""
            {
              all: overview { counts { evidence } previous { revision } }
              overview({{Between}}) {
                counts { evidence reviews }
                stances { stance count }
                mostUsedSources { count source { key } }
                previous { counts { evidence appearances } stances { stance count } previous { counts { evidence statements } } }
              }
            }
            """,
            """
            {
              "all": { "counts": { "evidence": 5 }, "previous": null },
              "overview": {
                "counts": { "evidence": 2, "reviews": 0 },
                "stances": [{ "stance": "REBUTS", "count": 2 }],
                "mostUsedSources": [{ "count": 1, "source": { "key": "note" } }],
                "previous": {
                  "counts": { "evidence": 2, "appearances": 0 },
                  "stances": [{ "stance": "SUPPORTS", "count": 2 }],
                  "previous": { "counts": { "evidence": 0, "statements": 1 } }
                }
              }
            }
            """
        );
    }

    [Fact]
    public async Task The_period_before_ends_where_one_without_an_end_begins()
    {
        await using var api = await World.StartAsync();
        var data = await api.DataAsync(
            """{ overview(since: "2025-03-01T12:00:15Z") { counts { evidence } previous { counts { evidence statements } } } }"""
        );
        data["overview"]!["counts"]!["evidence"]!.GetValue<int>().ShouldBe(3);
        data["overview"]!["previous"]!["counts"]!.ToJsonString().ShouldBe("""{"evidence":2,"statements":3}""");
    }

    [Theory]
    [InlineData("""since: "2025-03-01T12:00:15Z", until: "2025-03-01T12:00:15Z" """, "until is not after since; give a later time.")]
    [InlineData("""since: "2999-01-01T00:00:00Z" """, "since is not in the past")]
    [InlineData("""since: "2025-01-01T00:00:00Z", asOf: { revision: 3 }""", "Give until, too")]
    public async Task A_period_that_is_none_is_refused(string arguments, string message)
    {
        await using var api = await World.StartAsync();
        await api.ShouldFailAsync("INVALID_ARGUMENT", message, $"{{ overview({arguments}) {{ previous {{ counts {{ events }} }} }} }}");
    }

    [Fact]
    public async Task The_overview_counts_what_a_filter_leaves_also_in_the_past()
    {
        await using var api = await World.StartAsync();
        await api.ShouldAnswerAsync(
            """
            {
              overview(filter: { statement: { topics: { has: "ai" } }, evidence: { stance: { eq: SUPPORTS } } }) {
                counts { statements evidence actors } stances { stance count } attention { attention count }
              }
              then: overview(asOf: { revision: 6 }) { counts { actors sources statements } revision }
            }
            """,
            """
            {
              "overview": {
                "counts": { "statements": 1, "evidence": 2, "actors": 4 },
                "stances": [{ "stance": "SUPPORTS", "count": 2 }],
                "attention": [{ "attention": "CONTESTED", "count": 1 }, { "attention": "SINGLE_SOURCE", "count": 1 }]
              },
              "then": { "counts": { "actors": 4, "sources": 2, "statements": 0 }, "revision": 6 }
            }
            """
        );
    }

    [Fact]
    public async Task Actors_and_sources_are_ordered_and_filtered_by_their_track_records()
    {
        await using var api = await World.StartAsync();
        await api.ShouldAnswerAsync(
            """
            {
              actors(filter: { mostlySupportedClaimCount: { gte: 1 } }) {
                nodes { key claimCounts { total mostlySupported unsupported open } }
              }
              first: actors(orderBy: { field: CLAIM_COUNT, direction: DESC }, first: 1) { nodes { key } }
              sources(filter: { rebutCount: { gt: 0 } }) { nodes { key evidenceCounts { supports rebuts context total } } }
              most: sources(orderBy: { field: SUPPORT_COUNT, direction: DESC }, first: 2) { nodes { key } }
            }
            """,
            """
            {
              "actors": {
                "nodes": [{ "key": "agency", "claimCounts": { "total": 1, "mostlySupported": 1, "unsupported": 0, "open": 0 } }]
              },
              "first": { "nodes": [{ "key": "agency" }] },
              "sources": { "nodes": [{ "key": "note", "evidenceCounts": { "supports": 0, "rebuts": 1, "context": 0, "total": 1 } }] },
              "most": { "nodes": [{ "key": "copy" }, { "key": "report" }] }
            }
            """
        );
    }

    [Theory]
    [InlineData("last: 2", "17 18")]
    [InlineData("last: 3, before: 6", "3 4 5")]
    [InlineData("last: 3, before: 3", "1 2")]
    [InlineData("last: 5, after: 16", "17 18")]
    [InlineData("last: 2, before: 99", "17 18")]
    [InlineData("last: 2, before: -5", "")]
    [InlineData("last: 2, after: 30", "")]
    [InlineData("last: 0", "")]
    [InlineData("first: 2", "1 2")]
    public async Task The_ledger_is_read_from_either_end(string arguments, string revisions)
    {
        await using var api = await World.StartAsync();
        var data = await api.DataAsync($"{{ ledger {{ entries({arguments}) {{ revision changes {{ action }} }} }} }}");
        string.Join(' ', data["ledger"]!["entries"]!.AsArray().Select(e => e!["revision"]!.GetValue<int>())).ShouldBe(revisions);
    }

    [Theory]
    [InlineData("first: 2, last: 2", "Give first or last, not both.")]
    [InlineData("before: 5", "Give last, too")]
    [InlineData("last: 200", "last is too large")]
    public async Task Two_ends_of_the_ledger_at_once_are_refused(string arguments, string message)
    {
        await using var api = await Api.StartAsync();
        await api.ShouldFailAsync("INVALID_ARGUMENT", message, $"{{ ledger {{ entries({arguments}) {{ revision }} }} }}");
    }

    [Fact]
    public async Task Claims_of_a_page_are_found_however_its_address_is_written()
    {
        await using var api = await World.StartAsync();
        const string page = """
            [{ "statement": { "key": "unsigned" }, "appearances": [{ "key": "said" }], "evidence": [{ "key": "pro" }], "reviews": [] }]
            """;
        await api.ShouldAnswerAsync(
            """
            {
              report: claimsAt(url: "HTTP://EXAMPLE.org/report?utm_source=x#top") { ...Claim }
              review: claimsAt(url: "https://example.org/review") { ...Claim }
              none: claimsAt(url: "https://example.org/none") { ...Claim }
              then: claimsAt(url: "https://example.org/report", asOf: { revision: 12 }) { ...Claim }
            }
            fragment Claim on ClaimAt { statement { key } appearances { key } evidence { key } reviews { key } }
            """,
            $$"""
            {
              "report": {{page}},
              "review": [{ "statement": { "key": "unsigned" }, "appearances": [], "evidence": [], "reviews": [{ "key": "review" }] }],
              "none": [],
              "then": [{ "statement": { "key": "unsigned" }, "appearances": [{ "key": "said" }], "evidence": [], "reviews": [] }]
            }
            """
        );
        await api.ShouldFailAsync("INVALID_ARGUMENT", "This is not a valid URL", """{ claimsAt(url: "report") { statement { id } } }""");
    }

    [Fact]
    public async Task A_page_that_argues_about_evidence_leads_to_its_statement_and_retracted_claims_are_left_out()
    {
        await using var api = await World.StartAsync();
        const string claims = """{ claimsAt(url: "https://example.org/blog") { statement { key } evidence { key } } }""";
        await api.DataAsync(
            """
            mutation {
              addEvidence(input: {
                key: "again", targetId: "evidence:undercut", stance: REBUTS, source: { url: "https://example.org/blog" }
              }) { outcome }
            }
            """
        );
        await api.ShouldAnswerAsync(
            claims,
            """{ "claimsAt": [{ "statement": { "key": "unsigned" }, "evidence": [{ "key": "again" }] }] }"""
        );
        await api.DataAsync("""mutation { retract(input: { id: "statement:unsigned", reason: "Twice" }) { outcome } }""");
        await api.ShouldAnswerAsync(claims, """{ "claimsAt": [] }""");
    }
}
