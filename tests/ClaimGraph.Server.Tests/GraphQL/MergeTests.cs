using ClaimGraph.Access;

namespace ClaimGraph.Server.Tests.GraphQL;

public class MergeTests
{
    private const string Merge =
        "mutation ($input: MergeInput!) { merge(input: $input) { outcome node { id } merged { id status statusReason mergedInto { id } } "
        + "differences { name merged kept } entry { reason changes { action } } userErrors { code message path } } }";

    private const string Unmerge =
        "mutation ($input: UnmergeInput!) { unmerge(input: $input) { outcome node { id status mergedInto { id } } "
        + "userErrors { code path } } }";

    [Fact]
    public async Task A_merged_source_leads_to_the_other_and_comes_back()
    {
        await using var api = await Api.StartAsync();
        var from = await SourceAsync(api, "https://example.org/a", "A");
        var into = await SourceAsync(api, "https://example.org/b", "B");
        await api.ShouldAnswerAsync(
            Merge,
            $$"""
            { "merge": { "outcome": "UPDATED", "node": { "id": "{{into}}" },
              "merged": { "id": "{{from}}", "status": "RETRACTED", "statusReason": "The same page.", "mergedInto": { "id": "{{into}}" } },
              "differences": [
                { "name": "url", "merged": "https://example.org/a", "kept": "https://example.org/b" },
                { "name": "title", "merged": "A", "kept": "B" }
              ],
              "entry": { "reason": "The same page.", "changes": [{ "action": "MERGE" }] }, "userErrors": [] } }
            """,
            Input(from, into)
        );
        await api.ShouldAnswerAsync(
            $$"""
            {
              node(id: "{{from}}") { id }
              nodes(ids: ["{{from}}", "{{into}}"]) { id }
              source(id: "{{from}}") { id mergedFrom { nodes { id } } history { changes { action } } }
              byUrl: source(url: "https://example.org/a") { id }
              byKey: source(key: "A") { id }
              sources { nodes { id } }
              withHistory: source(id: "{{into}}") { history(linked: true, first: 1) { changes { action record { id } } } }
            }
            """.Replace("record { id }", "fields { name }", StringComparison.Ordinal),
            $$"""
            {
              "node": { "id": "{{into}}" },
              "nodes": [{ "id": "{{into}}" }, { "id": "{{into}}" }],
              "source": {
                "id": "{{into}}", "mergedFrom": { "nodes": [{ "id": "{{from}}" }] }, "history": [{ "changes": [{ "action": "CREATE" }] }]
              },
              "byUrl": { "id": "{{into}}" },
              "byKey": { "id": "{{into}}" },
              "sources": { "nodes": [{ "id": "{{into}}" }] },
              "withHistory": {
                "history": [
                  {
                    "changes": [
                      { "action": "MERGE", "fields": [{ "name": "status" }, { "name": "statusReason" }, { "name": "mergedInto" }] }
                    ]
                  }
                ]
              }
            }
            """
        );
        await api.ShouldAnswerAsync(
            $$"""{ source(id: "{{from}}", asOf: { revision: 2 }) { id title } nodes(ids: ["{{from}}"], asOf: { revision: 2 }) { id } }""",
            $$"""{ "source": { "id": "{{from}}", "title": "A" }, "nodes": [{ "id": "{{from}}" }] }"""
        );
        await api.ShouldAnswerAsync(
            $$"""
            {
              unmergePreview(id: "{{from}}") {
                merged { id } into { id } repointed restored changes { before { id status } after { status } }
              }
            }
            """,
            $$"""
            { "unmergePreview": { "merged": { "id": "{{from}}" }, "into": { "id": "{{into}}" }, "repointed": 0, "restored": 0,
              "changes": [{ "before": { "id": "{{from}}", "status": "RETRACTED" }, "after": { "status": "ACTIVE" } }] } }
            """
        );
        await api.ShouldAnswerAsync(
            Unmerge,
            $$"""
            { "unmerge": { "outcome": "UPDATED", "node": { "id": "{{from}}", "status": "ACTIVE", "mergedInto": null },
              "userErrors": [] } }
            """,
            new { input = new { id = from } }
        );
        await api.ShouldAnswerAsync("""{ source(url: "https://example.org/a") { id } }""", $$"""{ "source": { "id": "{{from}}" } }""");
    }

    [Fact]
    public async Task A_repeated_merge_gets_the_first_answer()
    {
        await using var api = await Api.StartAsync();
        var (from, into) = (await SourceAsync(api, "https://example.org/a", "A"), await SourceAsync(api, "https://example.org/b", "B"));
        var input = new
        {
            from,
            into,
            reason = "r",
            clientMutationId = "1",
        };
        const string query = "mutation ($input: MergeInput!) { merge(input: $input) { outcome node { id } } }";
        await api.ShouldAnswerAsync(query, $$"""{ "merge": { "outcome": "UPDATED", "node": { "id": "{{into}}" } } }""", new { input });
        await api.ShouldAnswerAsync(query, $$"""{ "merge": { "outcome": "EXISTING", "node": { "id": "{{into}}" } } }""", new { input });
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_its_place()
    {
        await using var api = await Api.StartAsync();
        var (a, b) = (await SourceAsync(api, "https://example.org/a", "A"), await SourceAsync(api, "https://example.org/b", "B"));
        await ShouldRefuseAsync(
            new
            {
                from = a,
                into = a,
                reason = "r",
            },
            "CYCLE",
            "into"
        );
        await ShouldRefuseAsync(
            new
            {
                from = "x",
                into = b,
                reason = "r",
            },
            "INVALID_FORMAT",
            "from"
        );
        await ShouldRefuseAsync(
            new
            {
                from = a,
                into = b,
                reason = "",
            },
            "REQUIRED",
            "reason"
        );
        await ShouldRefuseAsync(
            new
            {
                from = a,
                into = b,
                reason = "r",
                fromVersion = 2,
            },
            "STALE_VERSION",
            "fromVersion"
        );
        await ShouldRefuseAsync(
            new
            {
                from = a,
                into = b,
                reason = "r",
                intoVersion = 2,
            },
            "STALE_VERSION",
            "intoVersion"
        );
        await api.DataAsync(Merge, Input(a, b));
        await ShouldRefuseAsync(
            new
            {
                from = b,
                into = a,
                reason = "r",
            },
            "MERGED",
            "into"
        );
        foreach (
            var mutation in new[]
            {
                $$"""updateSource(input: { id: "{{a}}", version: 2, title: "x" })""",
                $$"""retract(input: { id: "{{a}}", reason: "r" })""",
                $$"""restore(input: { id: "{{a}}" })""",
            }
        )
            (await api.DataAsync($$"""mutation { m: {{mutation}} { userErrors { code } } }"""))["m"]!["userErrors"]![0]!["code"]!
                .GetValue<string>()
                .ShouldBe("MERGED");
        await api.ShouldAnswerAsync(
            Unmerge,
            """{ "unmerge": { "outcome": null, "node": null, "userErrors": [{ "code": "CONFLICT", "path": ["input", "id"] }] } }""",
            new { input = new { id = b } }
        );

        async Task ShouldRefuseAsync(object input, string code, string field)
        {
            var refused = (await api.DataAsync(Merge, new { input }))["merge"]!["userErrors"]!.AsArray().ShouldHaveSingleItem()!;
            (refused["code"]!.GetValue<string>(), string.Join('.', refused["path"]!.AsArray())).ShouldBe((code, $"input.{field}"));
        }
    }

    [Fact]
    public async Task A_preview_counts_what_a_merge_would_change_and_changes_nothing()
    {
        await using var api = await World.StartAsync();
        var into = (string)(await api.DataAsync("""{ statement(key: "unsigned") { id } }"""))["statement"]!["id"]!;
        var from = await CreateAsync(api, "createStatement", """text: "Two countries refused to sign.", language: "en" """, "statement");
        var source = (string)(await api.DataAsync("""{ source(key: "report") { id } }"""))["source"]!["id"]!;
        await CreateAsync(api, "createEvidence", $$"""basisId: "{{source}}", targetId: "{{from}}", stance: SUPPORTS""", "evidence");
        await CreateAsync(api, "createEvidence", $$"""basisId: "{{from}}", targetId: "{{into}}", stance: REBUTS""", "evidence");
        var before = (await api.Store.HeadAsync()).Revision;
        var preview = (
            await api.DataAsync(
                $$"""
                {
                  mergePreview(from: "{{from}}", into: "{{into}}", first: 1) {
                    repointed duplicates retracted differences { name }
                    changes { before { id ... on Statement { strength { value } } } after { id ... on Statement { strength { value } } } }
                  }
                }
                """
            )
        )["mergePreview"]!;
        ((int)preview["repointed"]! + (int)preview["duplicates"]!, (int)preview["retracted"]!).ShouldBe((1, 1));
        preview["changes"]![0]!["after"]!["id"]!.GetValue<string>().ShouldBe(into);
        (await api.Store.HeadAsync()).Revision.ShouldBe(before);
    }

    [Fact]
    public async Task Merges_are_for_reviewers()
    {
        await using var api = await Api.StartAsync();
        using var contributor = await api.ClientAsync(Role.Contributor);
        var (_, _, body) = await Api.AskAsync(
            contributor,
            """mutation { merge(input: { from: "x", into: "y", reason: "r" }) { outcome } }"""
        );
        body.ToJsonString().ShouldContain("FORBIDDEN");
    }

    private static object Input(string from, string into) =>
        new
        {
            input = new
            {
                from,
                into,
                reason = "The same page.",
            },
        };

    private static Task<string> SourceAsync(Api api, string url, string key) =>
        CreateAsync(api, "createSource", $$"""url: "{{url}}", title: "{{key}}", key: "{{key}}" """, "source");

    private static async Task<string> CreateAsync(Api api, string mutation, string input, string noun) =>
        (string)
            (await api.DataAsync($$"""mutation { m: {{mutation}}(input: { {{input}} }) { r: {{noun}} { id } userErrors { message } } }"""))[
                "m"
            ]!["r"]!["id"]!;
}
