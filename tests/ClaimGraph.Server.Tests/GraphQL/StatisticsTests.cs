namespace ClaimGraph.Server.Tests.GraphQL;

public class StatisticsTests
{
    [Fact]
    public async Task Distributions_count_the_values_of_fields()
    {
        await using var api = await World.StartAsync();
        await api.ShouldAnswerAsync(
            """
            {
              kinds: statementDistribution(by: KIND) { value count node { id } }
              topics: statementDistribution(by: TOPICS) { value count }
              claimants: statementDistribution(by: CLAIMANT) { count node { ... on Actor { name } } }
              attention: statementDistribution(by: ATTENTION, filter: { checkable: { eq: true } }) { value count }
              checkable: statementDistribution(by: CHECKABLE, first: 1) { value count }
              stances: evidenceDistribution(by: STANCE) { value count }
              bases: evidenceDistribution(by: BASIS_KIND) { value count }
              published: sourceDistribution(by: PUBLISHED_ON) { value count }
            }
            """,
            """
            {
              "kinds": [{ "value": "FACT", "count": 2, "node": null }, { "value": "OPINION", "count": 1, "node": null }],
              "topics": [{ "value": "summit", "count": 2 }, { "value": "ai", "count": 1 }],
              "claimants": [{ "count": 2, "node": null }, { "count": 1, "node": { "name": "Reuters" } }],
              "attention": [
                { "value": "CONTESTED", "count": 1 }, { "value": "UNSUPPORTED", "count": 1 },
                { "value": "UNREVIEWED", "count": 1 }, { "value": "SINGLE_SOURCE", "count": 1 }
              ],
              "checkable": [{ "value": "true", "count": 2 }],
              "stances": [{ "value": "SUPPORTS", "count": 2 }, { "value": "REBUTS", "count": 2 }, { "value": "CONTEXT", "count": 1 }],
              "bases": [{ "value": "SOURCE", "count": 3 }, { "value": "STATEMENT", "count": 2 }],
              "published": [{ "value": null, "count": 2 }, { "value": "2025-02-11", "count": 1 }]
            }
            """
        );
    }

    [Fact]
    public async Task Time_series_count_years_months_and_days()
    {
        await using var api = await World.StartAsync();
        await api.ShouldAnswerAsync(
            """
            {
              days: statementTimeSeries(by: CREATED_AT, interval: DAY) { start count }
              years: sourceTimeSeries(by: PUBLISHED_ON, interval: YEAR) { start count }
              months: reviewTimeSeries(by: REVIEWED_ON, interval: MONTH) { start count }
              none: evidenceTimeSeries(by: CREATED_AT, interval: YEAR, filter: { note: { eq: "nothing" } }) { start count }
            }
            """,
            """
            {
              "days": [{ "start": "2025-03-01", "count": 3 }], "years": [{ "start": "2025", "count": 1 }],
              "months": [{ "start": "2025-01", "count": 1 }], "none": []
            }
            """
        );
    }

    [Fact]
    public async Task The_overview_shows_the_graph_at_a_glance()
    {
        await using var api = await World.StartAsync();
        await api.ShouldAnswerAsync(
            """
            {
              overview {
                counts { actors sources events statements appearances evidence reviews }
                verdicts { verdict count }
                stances { stance count }
                attention { attention count }
                mostRebutted(first: 3) { count statement { key } }
                mostUsedSources(first: 2) { count source { title url } }
                revision
              }
            }
            """,
            """
            {
              "overview": {
                "counts": { "actors": 4, "sources": 3, "events": 1, "statements": 3, "appearances": 1, "evidence": 5, "reviews": 1 },
                "verdicts": [{ "verdict": null, "count": 2 }, { "verdict": "MOSTLY_SUPPORTED", "count": 1 }],
                "stances": [{ "stance": "SUPPORTS", "count": 2 }, { "stance": "REBUTS", "count": 2 }, { "stance": "CONTEXT", "count": 1 }],
                "attention": [
                  { "attention": "CONTESTED", "count": 1 }, { "attention": "UNSUPPORTED", "count": 1 },
                  { "attention": "UNREVIEWED", "count": 1 },
                  { "attention": "SINGLE_SOURCE", "count": 1 }
                ],
                "mostRebutted": [{ "count": 1, "statement": { "key": "unsigned" } }],
                "mostUsedSources": [
                  { "count": 1, "source": { "title": "The report", "url": "https://example.org/report" } },
                  { "count": 1, "source": { "title": "The copy", "url": "https://example.org/copy" } }
                ],
                "revision": 18
              }
            }
            """
        );
    }

    [Fact]
    public async Task The_overview_since_a_time_counts_only_what_was_made_then_or_later()
    {
        await using var api = await World.StartAsync();
        await api.ShouldAnswerAsync(
            """
            query ($since: DateTime) {
              overview(since: $since) {
                counts { statements evidence }
                verdicts { verdict count }
                stances { stance count }
                mostRebutted { count statement { key } }
                mostUsedSources { count source { key } }
                revision
              }
            }
            """,
            """
            {
              "overview": {
                "counts": { "statements": 0, "evidence": 3 }, "verdicts": [],
                "stances": [{ "stance": "REBUTS", "count": 2 }, { "stance": "CONTEXT", "count": 1 }],
                "mostRebutted": [{ "count": 1, "statement": { "key": "unsigned" } }],
                "mostUsedSources": [{ "count": 1, "source": { "key": "note" } }],
                "revision": 18
              }
            }
            """,
            new { since = "2025-03-01T12:00:15Z" }
        );
    }

    [Fact]
    public async Task The_ledger_gives_every_change_in_order()
    {
        await using var api = await World.StartAsync();
        var ledger = (
            await api.DataAsync(
                """
                {
                  ledger {
                    head { revision hash }
                    entries(after: 16) {
                      revision recordedAt principal reason previousHash hash changes { action node { __typename key } }
                    }
                  }
                }
                """
            )
        )["ledger"]!;
        var entries = ledger["entries"]!.AsArray();
        entries.Select(e => e!["revision"]!.GetValue<int>()).ShouldBe([17, 18]);
        entries.Select(e => e!["changes"]![0]!["node"]!["key"]!.GetValue<string>()).ShouldBe(["context", "review"]);
        entries[1]!["previousHash"]!.GetValue<string>().ShouldBe(entries[0]!["hash"]!.GetValue<string>());
        ledger["head"]!.ToJsonString().ShouldBe($$"""{"revision":18,"hash":"{{entries[1]!["hash"]!.GetValue<string>()}}"}""");
    }
}
