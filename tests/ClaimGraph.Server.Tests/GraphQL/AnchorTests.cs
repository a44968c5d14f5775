using System.Text.Json.Nodes;

namespace ClaimGraph.Server.Tests.GraphQL;

/// <summary>Quotes and their places, and the snapshots of sources, through the API.</summary>
public sealed class AnchorTests
{
    private const string Quote = "il Regno Unito non hanno firmato";

    [Fact]
    public async Task A_quote_tells_where_it_stands()
    {
        await using var api = await World.StartAsync();
        await QuoteAsync(api, Quote);

        await api.ShouldAnswerAsync(
            """
            {
              allEvidence(filter: { anchorStatus: { eq: EXACT } }) { nodes {
                anchorStatus anchorScore
                anchor {
                  exact start end prefix suffix status score fragment link
                  near: context(chars: 5) context
                  entered { exact start end prefix suffix language }
                }
              } }
            }
            """,
            """
            {
              "allEvidence": { "nodes": [{
                "anchorStatus": "EXACT", "anchorScore": 1,
                "anchor": {
                  "exact": "il Regno Unito non hanno firmato", "start": 28, "end": 60,
                  "prefix": "Parigi 🗼: gli Stati Uniti e ", "suffix": ".", "status": "EXACT", "score": 1,
                  "fragment": ":~:text=Stati%20Uniti%20e-,il%20Regno%20Unito%20non%20hanno%20firmato",
                  "link": "https://example.org/report#:~:text=Stati%20Uniti%20e-,il%20Regno%20Unito%20non%20hanno%20firmato",
                  "near": "ti e il Regno Unito non hanno firmato.",
                  "context": "Parigi 🗼: gli Stati Uniti e il Regno Unito non hanno firmato.",
                  "entered": {
                    "exact": "il Regno Unito non hanno firmato",
                    "start": null, "end": null, "prefix": null, "suffix": null, "language": "und"
                  }
                }
              }] }
            }
            """
        );
    }

    [Fact]
    public async Task A_changed_quote_shows_the_words_that_stand_there_now()
    {
        await using var api = await World.StartAsync();
        await QuoteAsync(api, Quote);
        await CaptureAsync(api, "Parigi 🗼: gli Stati Uniti e il Regno Unito non hanno mai firmato.");

        await api.ShouldAnswerAsync(
            """
            { allEvidence(filter: { anchorStatus: { eq: FUZZY } }) { nodes {
              anchor { context(chars: 0) link entered { exact } }
            } } }
            """,
            """
            { "allEvidence": { "nodes": [{ "anchor": {
              "context": "il Regno Unito non hanno mai firmato",
              "link": "https://example.org/report#:~:text=Stati%20Uniti%20e-,il%20Regno%20Unito%20non%20hanno%20mai%20firmato",
              "entered": { "exact": "il Regno Unito non hanno firmato" }
            } }] } }
            """
        );
    }

    [Fact]
    public async Task A_lost_quote_leads_to_the_page_and_asks_for_attention()
    {
        await using var api = await World.StartAsync();
        await QuoteAsync(api, Quote);
        await CaptureAsync(api, "Pagina rimossa.");

        await api.ShouldAnswerAsync(
            """
            {
              statements(filter: { attention: { has: QUOTE_LOST } }) { nodes {
                key appearances { nodes { anchor { status start end score context fragment link } } }
              } }
            }
            """,
            """
            { "statements": { "nodes": [{
              "key": "unsigned",
              "appearances": { "nodes": [{ "anchor": {
                "status": "LOST", "start": null, "end": null, "score": null, "context": null, "fragment": null,
                "link": "https://example.org/report"
              } }] }
            }] } }
            """
        );
    }

    [Fact]
    public async Task Passages_of_a_whole_level_are_read_at_once()
    {
        WatchedStore? store = null;
        await using var api = await World.StartAsync(wrap: inner => store = new WatchedStore(inner));
        await QuoteAsync(api, Quote);
        await QuoteAsync(api, "Stati Uniti");
        store!.Calls.Clear();

        await api.DataAsync("{ allEvidence { nodes { anchor { context fragment link near: context(chars: 9) } } } }");

        store.Calls.ShouldBe(["List Evidence", "Get 1", "Snapshots 1"]);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1001)]
    public async Task Too_much_context_is_refused(int chars)
    {
        await using var api = await World.StartAsync();

        var answer = await api.RunAsync($"{{ appearances {{ nodes {{ anchor {{ context(chars: {chars}) }} }} }} }}");

        answer["errors"]![0]!["message"]!.GetValue<string>().ShouldBe($"chars is {chars}; use 0 to 1000.");
    }

    [Fact]
    public async Task Context_is_charged()
    {
        await using var api = await World.StartAsync();
        async Task<int> Cost(string fields) =>
            (await api.RunAsync($"{{ appearances(first: 10) {{ nodes {{ anchor {{ {fields} }} }} }} }}"))["extensions"]!["cost"]![
                "used"
            ]!.GetValue<int>();

        (await Cost("exact context")).ShouldBe(await Cost("exact") + 200);
    }

    [Fact]
    public async Task A_quote_that_is_not_there_is_refused_with_the_nearest_passage()
    {
        await using var api = await World.StartAsync();

        var problem = (await AddAsync(api, "il Regno Unito non hanno mai firmato"))["userErrors"]!.AsArray().ShouldHaveSingleItem()!;

        problem["code"]!.GetValue<string>().ShouldBe("QUOTE_MISMATCH");
        problem["message"]!.GetValue<string>().ShouldEndWith("Those at 28 to 60 are similar: “il Regno Unito non hanno firmato”.");
    }

    [Fact]
    public async Task A_new_snapshot_for_a_known_address_is_a_further_one()
    {
        await using var api = await World.StartAsync();
        var answer = await CaptureAsync(api, "Due.");

        answer["outcome"]!.GetValue<string>().ShouldBe("UPDATED");
        answer["warnings"]!.AsArray().ShouldHaveSingleItem()!["message"]!.GetValue<string>().ShouldContain("stored as a further snapshot");
        await api.ShouldAnswerAsync(
            """{ source(key: "report") { title snapshotCount snapshot { text } snapshots { text } last: snapshots(first: 1) { text } } }""",
            """
            { "source": {
              "title": "The report", "snapshotCount": 2, "snapshot": { "text": "Due." },
              "snapshots": [{ "text": "Due." }, { "text": "Parigi 🗼: gli Stati Uniti e il Regno Unito non hanno firmato." }],
              "last": [{ "text": "Due." }]
            } }
            """
        );
        var revision = (await api.DataAsync("""{ source(key: "report") { snapshots { revision } } }"""))["source"]!["snapshots"]![0]![
            "revision"
        ]!.GetValue<int>();
        await api.ShouldAnswerAsync(
            $$"""{ source(key: "report") { snapshots(before: {{revision}}) { text } } copy: source(key: "copy") { snapshots { text } } }""",
            """
            { "source": { "snapshots": [{ "text": "Parigi 🗼: gli Stati Uniti e il Regno Unito non hanno firmato." }] },
              "copy": { "snapshots": [] } }
            """
        );
    }

    [Fact]
    public async Task Evidence_may_bring_a_further_snapshot_with_its_quote()
    {
        await using var api = await World.StartAsync();
        var answer = await api.DataAsync(
            """
            mutation ($target: ID!) {
              addEvidence(input: {
                targetId: $target, stance: SUPPORTS, anchor: { exact: "Due parole" }
                source: { url: "https://example.org/report", snapshot: { text: "Due parole." } }
              }) {
                evidence { anchor { status start } basis { ... on Source { snapshotCount } } }
                warnings { path } userErrors { message }
              }
            }
            """,
            new { target = await ReadingTests.IdAsync(api, "statement", "unsigned") }
        );

        var added = answer["addEvidence"]!;
        added["userErrors"]!.AsArray().ShouldBeEmpty();
        added["evidence"]!.ToJsonString().ShouldBe("""{"anchor":{"status":"EXACT","start":0},"basis":{"snapshotCount":2}}""");
        added["warnings"]![0]!["path"]!.ToJsonString().ShouldBe("""["input","source","snapshot"]""");
    }

    private static async Task QuoteAsync(Api api, string exact) => (await AddAsync(api, exact))["userErrors"]!.AsArray().ShouldBeEmpty();

    private static async Task<JsonNode> AddAsync(Api api, string exact) =>
        (
            await api.DataAsync(
                """
                mutation ($target: ID!, $basis: ID!, $exact: String!) {
                  addEvidence(input: { targetId: $target, basisId: $basis, stance: SUPPORTS, anchor: { exact: $exact } }) {
                    userErrors { code message }
                  }
                }
                """,
                new
                {
                    target = await ReadingTests.IdAsync(api, "statement", "unsigned"),
                    basis = await ReadingTests.IdAsync(api, "source", "report"),
                    exact,
                }
            )
        )["addEvidence"]!;

    private static async Task<JsonNode> CaptureAsync(Api api, string text) =>
        (
            await api.DataAsync(
                """
                mutation ($text: String!) {
                  createSource(input: { url: "https://example.org/report", snapshot: { text: $text } }) {
                    outcome warnings { code message } userErrors { message }
                  }
                }
                """,
                new { text }
            )
        )["createSource"]!;
}
