using System.Text.Json.Nodes;
using ClaimGraph.Access;

namespace ClaimGraph.Server.Tests.GraphQL;

/// <summary>Many records as one commit, and records that are entered or changed, whatever is there.</summary>
public class CommitTests
{
    private const string Commit = """
        mutation($input: CommitInput!) {
          commit(input: $input) {
            revision outcome clientMutationId
            records { index outcome record { __typename key version } userErrors { code message path } warnings { message } }
            userErrors { code message path }
          }
        }
        """;

    // In an order in which no record stands after what it names.
    private const string Article = """
        {
          "records": [
            { "evidence": { "key": "e1", "basis": "url:http://EXAMPLE.org/minutes", "target": "c1", "stance": "SUPPORTS" } },
            { "evidence": { "key": "e2", "basis": "c2", "target": "e1", "stance": "REBUTS" } },
            { "appearance": { "statement": "c1", "source": "key:article", "actor": "wikidata:Q30" } },
            { "statement": { "key": "c1", "text": "The US and the UK did not sign.", "about": ["event:summit", "us"] } },
            { "statement": { "key": "c2", "text": "The minutes name no signatories." } },
            { "event": { "key": "summit", "name": "Paris summit", "participations": [{ "actor": "us", "role": "ATTENDED" }] } },
            { "source": { "url": "https://example.org/minutes", "title": "Minutes", "publisher": "organiser" } },
            { "source": { "key": "article", "title": "The article" } },
            { "actor": { "key": "us", "name": "United States", "kind": "COUNTRY", "identifiers": ["wd:Q30"] } },
            { "actor": { "key": "organiser", "name": "Organiser", "kind": "ORGANISATION" } },
            { "review": { "key": "r1", "statement": "c1", "reviewer": "organiser", "verdict": "SUPPORTED" } },
            { "relation": { "statement": "c2", "other": "c1", "kind": "CONTRADICTS" } }
          ]
        }
        """;

    [Fact]
    public async Task Records_name_each_other_in_any_order_and_are_one_commit()
    {
        await using var api = await Api.StartAsync();
        var commit = await CommitAsync(api, Article);
        commit["userErrors"]!.AsArray().ShouldBeEmpty();
        commit["revision"]!.GetValue<int>().ShouldBe(1);
        commit["records"]!.AsArray().Select(r => r!["outcome"]!.GetValue<string>()).ShouldAllBe(o => o == "CREATED");
        commit["records"]!.AsArray().Select(r => r!["index"]!.GetValue<int>()).ShouldBe(Enumerable.Range(0, 12));
        commit["records"]![3]!["record"]!["key"]!.GetValue<string>().ShouldBe("c1");

        var statement = (
            await api.DataAsync(
                """
                { statement(key: "c1") { verdict
                    about { __typename }
                    evidence { nodes { stance basis { ... on Source { title publisher { name } } }
                      attacks: evidence { nodes { basis { ... on Statement { key } } } } } }
                    appearances { nodes { actor { key } source { key } } } } }
                """
            )
        )["statement"]!;
        statement
            .ToJsonString()
            .ShouldBe(
                "{\"verdict\":\"SUPPORTED\",\"about\":[{\"__typename\":\"Event\"},{\"__typename\":\"Actor\"}],"
                    + "\"evidence\":{\"nodes\":[{\"stance\":\"SUPPORTS\","
                    + "\"basis\":{\"title\":\"Minutes\",\"publisher\":{\"name\":\"Organiser\"}},"
                    + "\"attacks\":{\"nodes\":[{\"basis\":{\"key\":\"c2\"}}]}}]},"
                    + "\"appearances\":{\"nodes\":[{\"actor\":{\"key\":\"us\"},\"source\":{\"key\":\"article\"}}]}}"
            );
    }

    [Fact]
    public async Task The_same_commit_again_changes_nothing()
    {
        await using var api = await Api.StartAsync();
        await CommitAsync(api, Article);
        var again = await CommitAsync(api, Article);
        again["userErrors"]!.AsArray().ShouldBeEmpty();
        again["records"]!.AsArray().Select(r => r!["outcome"]!.GetValue<string>()).ShouldAllBe(o => o == "UNCHANGED");
        (await api.Store.HeadAsync()).Revision.ShouldBe(1);
    }

    [Fact]
    public async Task Fields_that_are_left_out_stay()
    {
        await using var api = await Api.StartAsync();
        await CommitAsync(api, Article);
        var commit = await CommitAsync(
            api,
            """
            { "reason": "Corrected.", "records": [
              { "statement": { "key": "c1", "topics": ["AI"] } },
              { "source": { "url": "https://example.org/minutes", "language": "fr", "key": "minutes" } },
              { "statement": { "key": "c3", "text": "A third claim.", "about": ["us"] } } ] }
            """
        );
        commit["userErrors"]!.AsArray().ShouldBeEmpty();
        commit["records"]!.AsArray().Select(r => r!["outcome"]!.GetValue<string>()).ShouldBe(["UPDATED", "UPDATED", "CREATED"]);
        var data = await api.DataAsync(
            """
            { statement(key: "c1") { text topics about { __typename } }
              source(key: "minutes") { title language publisher { key } }
              ledger { entries { reason } } }
            """
        );
        data["statement"]!
            .ToJsonString()
            .ShouldBe(
                """{"text":"The US and the UK did not sign.","topics":["ai"],"about":[{"__typename":"Event"},{"__typename":"Actor"}]}"""
            );
        data["source"]!.ToJsonString().ShouldBe("""{"title":"Minutes","language":"fr","publisher":{"key":"organiser"}}""");
        data["ledger"]!["entries"]![1]!["reason"]!.GetValue<string>().ShouldBe("Corrected.");
    }

    [Fact]
    public async Task One_wrong_record_refuses_all()
    {
        await using var api = await Api.StartAsync();
        var commit = await CommitAsync(
            api,
            """
            { "records": [
              { "statement": { "key": "c1", "text": "A claim." } },
              { "evidence": { "basis": "nobody", "target": "c1", "stance": "SUPPORTS" } },
              { "source": { "key": "s", "url": "ftp://example.org" } },
              { "statement": { "key": "c2" } },
              { "statement": { "key": "c1", "text": "Another." } },
              { } ] }
            """
        );
        commit["revision"].ShouldBeNull();
        commit["records"]!.AsArray().ShouldBeEmpty();
        var errors = commit["userErrors"]!.AsArray().Select(e => (Path(e!), e!["code"]!.GetValue<string>())).ToArray();
        errors.ShouldContain(("input.records.1.evidence.basis", "NOT_FOUND"));
        errors.ShouldContain(("input.records.4.statement.key", "ALREADY_EXISTS"));
        errors.ShouldContain(("input.records.5", "REQUIRED"));
        (await api.Store.HeadAsync()).Revision.ShouldBe(0);
    }

    [Fact]
    public async Task Wrong_values_are_named_by_their_place()
    {
        await using var api = await Api.StartAsync();
        var commit = await CommitAsync(
            api,
            """
            { "records": [
              { "source": { "key": "s", "url": "ftp://example.org" } },
              { "statement": { "key": "c2" } },
              { "event": { "name": "E", "participations": [{ "actor": "s", "role": "R" }] } } ] }
            """
        );
        commit["userErrors"]!.AsArray().Select(e => Path(e!)).ShouldContain("input.records.2.event.participations.0.actor");
        commit = await CommitAsync(
            api,
            """{ "records": [{ "source": { "key": "s", "url": "ftp://example.org" } }, { "statement": { "key": "c2" } }] }"""
        );
        commit["userErrors"]!.AsArray().Select(e => Path(e!)).ShouldBe(["input.records.0.source.url", "input.records.1.statement.text"]);
    }

    [Fact]
    public async Task Records_that_are_refused_can_be_left_out_with_those_that_name_them()
    {
        await using var api = await Api.StartAsync();
        const string Input = """
            { "onError": "SKIP", "clientMutationId": "a", "records": [
              { "evidence": { "key": "e2", "basis": "s2", "target": "e1", "stance": "REBUTS" } },
              { "evidence": { "key": "e1", "basis": "s1", "target": "c1", "stance": "SUPPORTS" } },
              { "source": { "key": "s1", "url": "ftp://example.org" } },
              { "source": { "key": "s2", "title": "Good" } },
              { "statement": { "key": "c1", "text": "A claim." } },
              { } ] }
            """;
        var commit = await CommitAsync(api, Input);
        commit["clientMutationId"]!.GetValue<string>().ShouldBe("a");
        commit["userErrors"]!.AsArray().ShouldBeEmpty();
        commit["records"]!
            .AsArray()
            .Select(r => r!["outcome"]?.GetValue<string>())
            .ShouldBe([null, null, null, "CREATED", "CREATED", null]);
        Path(commit["records"]![0]!["userErrors"]![0]!).ShouldBe("input.records.0.evidence.target");
        Path(commit["records"]![1]!["userErrors"]![0]!).ShouldBe("input.records.1.evidence.basis");
        Path(commit["records"]![2]!["userErrors"]![0]!).ShouldBe("input.records.2.source.url");
        (await api.Store.HeadAsync()).Revision.ShouldBe(1);

        var again = await CommitAsync(api, Input);
        again["records"]![3]!["outcome"]!.GetValue<string>().ShouldBe("UNCHANGED");
        (await api.Store.HeadAsync()).Revision.ShouldBe(1);
    }

    [Fact]
    public async Task A_commit_with_a_client_mutation_id_is_carried_out_once()
    {
        await using var api = await Api.StartAsync();
        const string Input = """{ "clientMutationId": "once", "records": [{ "source": { "title": "Untitled" } }] }""";
        (await CommitAsync(api, Input))["records"]![0]!["outcome"]!.GetValue<string>().ShouldBe("CREATED");
        (await CommitAsync(api, Input))["records"]![0]!["outcome"]!.GetValue<string>().ShouldBe("EXISTING");
        (await api.Store.HeadAsync()).Revision.ShouldBe(1);
    }

    [Fact]
    public async Task A_contributor_cannot_enter_reviews_with_it()
    {
        await using var api = await Api.StartAsync();
        using var contributor = await api.ClientAsync(Role.Contributor);
        var (_, _, body) = await Api.AskAsync(
            contributor,
            """
            mutation { commit(input: { records: [
              { statement: { key: "c", text: "A claim." } }, { actor: { key: "a", name: "Desk" } },
              { review: { statement: "c", reviewer: "a", verdict: SUPPORTED } } ] }) { userErrors { code path } } }
            """
        );
        body["data"]!["commit"]!["userErrors"]!
            .ToJsonString()
            .ShouldBe("""[{"code":"FORBIDDEN","path":["input","records","2","review"]}]""");
        (await api.Store.HeadAsync()).Revision.ShouldBe(0);
    }

    [Fact]
    public async Task A_key_of_the_commit_counts_more_than_an_id_of_the_same_form()
    {
        await using var api = await Api.StartAsync();
        var created = await api.DataAsync("""mutation { createActor(input: { name: "One" }) { actor { id } } }""");
        var id = created["createActor"]!["actor"]!["id"]!.GetValue<string>();
        await CommitAsync(
            api,
            $$"""
            { "records": [
              { "statement": { "key": "c", "text": "A claim.", "about": ["{{id}}"] } },
              { "actor": { "key": "{{id}}", "name": "Two" } } ] }
            """
        );
        var about = (await api.DataAsync("""{ statement(key: "c") { about { ... on Actor { name } } } }"""))["statement"]!["about"]!;
        about[0]!["name"]!.GetValue<string>().ShouldBe("Two");
    }

    [Fact]
    public async Task A_thousand_records_are_one_commit_and_more_are_refused()
    {
        await using var api = await Api.StartAsync(o => o.MaxInputValues = 20_000);
        static string Actor(int i) => $$"""{ "actor": { "key": "a{{i}}", "name": "Actor {{i}}" } }""";
        static string Input(int count) => $$"""{ "records": [{{string.Join(',', Enumerable.Range(0, count).Select(Actor))}}] }""";
        (await CommitAsync(api, Input(1_001)))["userErrors"]![0]!["message"]!
            .GetValue<string>()
            .ShouldBe("A commit can have at most 1,000 records; split it.");
        (await CommitAsync(api, Input(1_000)))["records"]!.AsArray().Count.ShouldBe(1_000);
    }

    [Fact]
    public async Task An_upsert_creates_or_changes_and_keeps_what_is_not_given()
    {
        await using var api = await Api.StartAsync();
        var data = await api.DataAsync(
            """
            mutation {
              a: upsertSource(input: { url: "https://example.org/a", title: "First", language: "it", key: "s" }) { outcome }
              b: upsertSource(input: { key: "s", title: "Second" }) { outcome source { url title language } }
              c: upsertSource(input: { url: "http://EXAMPLE.org/a", note: "By address." }) { outcome source { title note } }
              d: upsertSource(input: { id: "key:s", note: null }) { outcome source { title note } }
              e: upsertSource(input: { key: "s", title: "Second" }) { outcome }
              f: upsertSource(input: { key: "other" }) { outcome userErrors { code path } }
            }
            """
        );
        data["a"]!["outcome"]!.GetValue<string>().ShouldBe("CREATED");
        data["b"]!
            .ToJsonString()
            .ShouldBe("""{"outcome":"UPDATED","source":{"url":"https://example.org/a","title":"Second","language":"it"}}""");
        data["c"]!.ToJsonString().ShouldBe("""{"outcome":"UPDATED","source":{"title":"Second","note":"By address."}}""");
        data["d"]!.ToJsonString().ShouldBe("""{"outcome":"UPDATED","source":{"title":"Second","note":null}}""");
        data["e"]!["outcome"]!.GetValue<string>().ShouldBe("UNCHANGED");
        data["f"]!["outcome"].ShouldBeNull();
    }

    [Fact]
    public async Task Upserts_of_many_callers_at_once_make_one_record()
    {
        await using var api = await Api.StartAsync();
        await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(i =>
                    api.DataAsync(
                        $$"""mutation { upsertActor(input: { key: "a", name: "Actor {{i}}" }) { outcome userErrors { message } } }"""
                    )
                )
        );
        (await api.DataAsync("{ actors { totalCount } }"))["actors"]!["totalCount"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task A_commit_of_many_can_be_proposed_with_names()
    {
        await using var api = await Api.StartAsync();
        await api.DataAsync("""mutation { createActor(input: { key: "us", name: "United States" }) { outcome } }""");
        var proposed = (
            await api.DataAsync(
                """
                mutation { propose(input: { change: { commit: { records: [
                  { evidence: { basis: "s", target: "c", stance: SUPPORTS } },
                  { statement: { key: "c", text: "A claim.", about: ["key:us"] } },
                  { source: { key: "s", title: "A source" } } ] } } })
                  { proposal { id concerns { ... on Actor { key } } } userErrors { message } } }
                """
            )
        )["propose"]!;
        proposed["userErrors"]!.AsArray().ShouldBeEmpty();
        proposed["proposal"]!["concerns"]!.ToJsonString().ShouldBe("""[{"key":"us"}]""");
        (await api.DataAsync("{ statements { totalCount } }"))["statements"]!["totalCount"]!.GetValue<int>().ShouldBe(0);

        var id = proposed["proposal"]!["id"]!.GetValue<string>();
        var accepted = await api.DataAsync($$"""mutation { acceptProposal(input: { id: "{{id}}" }) { userErrors { message } } }""");
        accepted["acceptProposal"]!["userErrors"]!.AsArray().ShouldBeEmpty();
        var statement = (await api.DataAsync("""{ statement(key: "c") { about { ... on Actor { key } } evidence { totalCount } } }"""))[
            "statement"
        ]!;
        statement.ToJsonString().ShouldBe("""{"about":[{"key":"us"}],"evidence":{"totalCount":1}}""");
    }

    private static async Task<JsonNode> CommitAsync(Api api, string input) =>
        (await api.DataAsync(Commit, new JsonObject { ["input"] = JsonNode.Parse(input) }))["commit"]!;

    private static string Path(JsonNode error) => string.Join('.', error["path"]!.AsArray().Select(p => p!.GetValue<string>()));
}
