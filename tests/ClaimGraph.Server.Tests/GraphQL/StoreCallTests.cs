namespace ClaimGraph.Server.Tests.GraphQL;

/// <summary>What requests ask of the store, and what they answer when it breaks.</summary>
public class StoreCallTests
{
    [Fact]
    public async Task One_level_of_a_query_costs_one_call_whatever_its_width()
    {
        await using var api = await StartAsync(out var store);
        await api.DataAsync(
            """
            {
              statements { nodes {
                text claimant { name }
                evidence(first: 5) {
                  nodes { stance basis { ... on Source { title publisher { name } } } target { ... on Statement { text } } }
                }
                appearances { totalCount nodes { source { title snapshot { text } } } }
              } }
            }
            """
        );
        store()
            .Calls.ShouldBe([
                "List Statement",
                "Get 1",
                "Links Evidence.target 3",
                "CountLinks Appearance.statement 3",
                "Links Appearance.statement 3", // the claimant; the lists
                "Get 6", // bases, targets and the source of the appearance
                "Snapshots 1", // the publisher is known from the claimant
            ]);
    }

    [Fact]
    public async Task What_is_not_selected_is_not_read()
    {
        await using var api = await StartAsync(out var store);
        await api.DataAsync(
            """{ statements { nodes { text verdict attention evidenceCounts { supports } } pageInfo { hasNextPage endCursor } } }"""
        );
        await api.DataAsync("""{ statements { totalCount } }""");
        await api.DataAsync("""{ search(query: "sign") { edges { score } } }""");
        await api.DataAsync("""{ search(query: "sign") { edges { highlight { text } } } }""");
        await api.DataAsync("""{ overview { stances { count } } }""");
        store().Calls.ShouldBe(["List Statement", "Count Statement", "Search", "Search with highlights", "Distribution Evidence.stance"]);
    }

    [Fact]
    public async Task A_record_named_twice_is_read_once()
    {
        await using var api = await StartAsync(out var store);
        await api.DataAsync(
            """
            {
              a: source(key: "report") { publisher { name } }
              b: actor(key: "agency") { sources { nodes { publisher { name } origin { publisher { name } } } } }
            }
            """
        );
        store().Calls.ShouldBe(["Find 1", "Get 1", "Find 1", "Get 1", "Get 1", "Links Source.publisher 1", "Get 1"]);
    }

    [Fact]
    public async Task A_mutation_reads_its_answer_from_the_commit()
    {
        await using var api = await StartAsync(out var store);
        var id = await ReadingTests.IdAsync(api, "statement", "signed");
        store().Calls.Clear();
        await api.DataAsync(
            """
            mutation ($id: ID!) {
              addEvidence(input: { targetId: $id, stance: SUPPORTS, source: { url: "https://example.org/x" } }) {
                evidence { id basis { ... on Source { id url } } }
              }
            }
            """,
            new { id }
        );
        store().Calls.ShouldBe(["Commit"]);
    }

    [Fact]
    public async Task A_store_that_cannot_be_used_gives_503_with_any_media_type()
    {
        await using var api = await StartAsync(out var store);
        store().Failure = call =>
            call.StartsWith("Get", StringComparison.Ordinal) ? new StoreUnavailableException("The disk is full.") : null;
        foreach (var accept in new[] { "application/graphql-response+json", "application/json" })
        {
            var (response, body) = await api.PostAsync("""{"query":"{ statements { nodes { claimant { name } } } }"}""", accept: accept);
            ((int)response.StatusCode).ShouldBe(503);
            response.Headers.RetryAfter.ShouldNotBeNull();
            body.ToJsonString().ShouldBe("""{"errors":[{"message":"The disk is full.","extensions":{"code":"STORE_UNAVAILABLE"}}]}""");
        }
        store().Failure = _ => null;
        await api.DataAsync("{ statements { nodes { claimant { name } } } }");
    }

    [Fact]
    public async Task A_fault_of_the_program_gives_500_without_details()
    {
        await using var api = await StartAsync(out var store);
        store().Failure = call => call == "List Statement" ? new InvalidDataException("secret") : null;
        var (response, body) = await api.PostAsync("""{"query":"{ actors { totalCount } statements { nodes { id } } }"}""");
        ((int)response.StatusCode).ShouldBe(500);
        body.ToJsonString()
            .ShouldBe(
                """{"errors":[{"message":"Internal server error. The server log has the details.","extensions":{"code":"INTERNAL"}}]}"""
            );
        (response, _) = await api.PostAsync("""{"query":"{ __schema { description } statements { nodes { id } } }"}""");
        ((int)response.StatusCode).ShouldBe(500);
    }

    [Fact]
    public async Task A_failure_after_a_commit_does_not_hide_the_commit()
    {
        await using var api = await StartAsync(out var store);
        var commits = 0;
        store().Failure = call => call == "Commit" && ++commits > 1 ? new StoreUnavailableException("The disk is full.") : null;
        var response = await api.RunAsync(
            """mutation { a: createActor(input: { name: "Spain" }) { outcome } b: createActor(input: { name: "Italy" }) { outcome } }"""
        );
        response["data"]!.ToJsonString().ShouldBe("""{"a":{"outcome":"CREATED"},"b":null}""");
        var error = response["errors"]!.AsArray().ShouldHaveSingleItem()!;
        error["path"]!.ToJsonString().ShouldBe("""["b"]""");
        error["extensions"]!["code"]!.GetValue<string>().ShouldBe("STORE_UNAVAILABLE");
        (
            await api.PostAsync("""{"query":"mutation { createActor(input: { name: \"Malta\" }) { outcome } }"}""")
        ).Response.StatusCode.ShouldBe(System.Net.HttpStatusCode.ServiceUnavailable);
    }

    private static Task<Api> StartAsync(out Func<WatchedStore> store)
    {
        WatchedStore? watched = null;
        store = () => watched!;
        return RunAsync();

        async Task<Api> RunAsync()
        {
            var api = await World.StartAsync(wrap: inner => watched = new WatchedStore(inner));
            watched!.Calls.Clear();
            return api;
        }
    }
}
