using System.Text.Json.Nodes;

namespace ClaimGraph.Server.Tests.GraphQL;

/// <summary>Names stand for records wherever an id is taken: <c>key:</c>, a type and a key, <c>url:</c>, <c>wikidata:</c>.</summary>
public class NameTests
{
    [Fact]
    public async Task A_name_finds_what_its_id_finds()
    {
        await using var api = await World.StartAsync();
        var data = await api.DataAsync(
            """
            query($usa: ID!, $names: [ID!]!) {
              byKey: node(id: "key:usa") { __typename id key }
              byType: actor(id: "actor:usa") { key }
              byItem: actor(id: "wikidata:Q30") { key }
              byUrl: source(id: "url:HTTP://EXAMPLE.org/report?utm_source=x") { key }
              byVariable: actor(id: $usa) { key }
              nodes(ids: $names) { key }
              unknown: node(id: "key:nothing") { id }
              unknownUrl: source(id: "url:https://example.org/nothing") { id }
            }
            """,
            new JsonObject { ["usa"] = "key:usa", ["names"] = new JsonArray("key:usa", "key:nothing", "url:https://example.org/report") }
        );
        data["byKey"]!["__typename"]!.GetValue<string>().ShouldBe("Actor");
        foreach (var name in new[] { "byKey", "byType", "byItem", "byVariable" })
            data[name]!["key"]!.GetValue<string>().ShouldBe("usa", name);
        data["byUrl"]!["key"]!.GetValue<string>().ShouldBe("report");
        data["nodes"]!.AsArray().Select(n => n?["key"]?.GetValue<string>()).ShouldBe(["usa", null, "report"]);
        data["unknown"].ShouldBeNull();
        data["unknownUrl"].ShouldBeNull();
    }

    [Fact]
    public async Task Filters_take_names_alone_in_lists_and_below_records()
    {
        await using var api = await World.StartAsync();
        const string Counts = """
            query($publisher: ID!, $usa: ID!) {
              literal: sources(filter: { publisher: { eq: "key:agency" } }) { totalCount }
              variable: sources(filter: { publisher: { in: [$publisher, "key:nobody"] } }) { totalCount }
              not: sources(filter: { not: { publisher: { eq: "key:agency" } } }) { totalCount }
              nobody: sources(filter: { publisher: { eq: "key:nobody" } }) { totalCount }
              about: statements(filter: { or: [{ about: { has: $usa } }, { about: { hasAny: ["wikidata:Q30"] } }] }) { totalCount }
              search(query: "report", filter: { source: { publisher: { eq: "key:agency" } } }) { totalCount }
            }
            """;
        var byName = await api.DataAsync(Counts, new JsonObject { ["publisher"] = "key:agency", ["usa"] = "key:usa" });
        var ids = await api.DataAsync("""{ agency: node(id: "key:agency") { id } usa: node(id: "key:usa") { id } }""");
        var byId = await api.DataAsync(
            Counts.Replace("key:agency", ids["agency"]!["id"]!.GetValue<string>(), StringComparison.Ordinal),
            new JsonObject { ["publisher"] = ids["agency"]!["id"]!.GetValue<string>(), ["usa"] = ids["usa"]!["id"]!.GetValue<string>() }
        );
        byName.ToJsonString().ShouldBe(byId.ToJsonString());
        byName["literal"]!["totalCount"]!.GetValue<int>().ShouldBe(1);
        byName["about"]!["totalCount"]!.GetValue<int>().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_name_means_what_it_means_now_though_the_document_is_known()
    {
        await using var api = await World.StartAsync();
        const string Document = """{ sources(filter: { publisher: { eq: "key:paper" } }) { totalCount } node(id: "key:paper") { key } }""";
        var before = await api.DataAsync(Document);
        before["node"].ShouldBeNull();
        await api.DataAsync(
            """
            mutation {
              createActor(input: { name: "The Paper", kind: ORGANISATION, key: "paper" }) { outcome }
              createSource(input: { title: "Front page", publisherId: "key:paper" }) { outcome }
            }
            """
        );
        var after = await api.DataAsync(Document);
        after["node"]!["key"]!.GetValue<string>().ShouldBe("paper");
        after["sources"]!["totalCount"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task Mutations_name_what_an_earlier_field_created()
    {
        await using var api = await Api.StartAsync();
        var data = await api.DataAsync(
            """
            mutation {
              createStatement(input: { text: "The US and the UK did not sign.", key: "c1" }) { outcome }
              createActor(input: { name: "United States", kind: COUNTRY, identifiers: ["wd:Q30"], key: "us" }) { outcome }
              createSource(input: { url: "https://example.org/a" }) { outcome }
              createEvidence(input: { targetId: "key:c1", basisId: "url:https://example.org/a", stance: SUPPORTS }) {
                userErrors { message path } evidence { target { ... on Statement { key } } basis { ... on Source { url } } }
              }
              updateStatement(input: { id: "key:c1", version: 1, aboutIds: ["wikidata:Q30"] }) {
                userErrors { message } statement { about { ... on Actor { name } } }
              }
              retract(input: { id: "url:https://example.org/a", reason: "Gone." }) { userErrors { message } outcome }
            }
            """
        );
        data["createEvidence"]!["evidence"]!["target"]!["key"]!.GetValue<string>().ShouldBe("c1");
        data["updateStatement"]!["statement"]!["about"]![0]!["name"]!.GetValue<string>().ShouldBe("United States");
        data["retract"]!["outcome"]!.GetValue<string>().ShouldBe("UPDATED");
    }

    [Theory]
    [InlineData("key:nothing", "NOT_FOUND", "No statement or evidence has the name 'key:nothing'.")]
    [InlineData("statement:nothing", "NOT_FOUND", "No statement or evidence has the name 'statement:nothing'.")]
    [InlineData("url:not an address", "NOT_FOUND", "No statement or evidence has the name 'url:not an address'.")]
    [InlineData("actor:usa", "NOT_FOUND", "No statement or evidence has the name 'actor:usa'.")]
    [InlineData("c1", "INVALID_FORMAT", "'c1' is not a valid id; use the id of a record as the API returns it, or its name: ")]
    [InlineData("nothing:c1", "INVALID_FORMAT", "'nothing:c1' is not a valid id; ")]
    public async Task A_wrong_name_is_an_error_of_the_input(string name, string code, string message)
    {
        await using var api = await World.StartAsync();
        var error = (
            await api.DataAsync(
                """
                mutation($name: ID!) {
                  createEvidence(input: { targetId: $name, basisId: "key:report", stance: CONTEXT }) { userErrors { code message path } }
                }
                """,
                new JsonObject { ["name"] = name }
            )
        )["createEvidence"]!["userErrors"]![0]!;
        error["code"]!.GetValue<string>().ShouldBe(code);
        error["message"]!.GetValue<string>().ShouldStartWith(message);
        error["path"]!.AsArray().Select(p => p!.GetValue<string>()).ShouldBe(["input", "targetId"]);
    }

    [Fact]
    public async Task A_key_that_several_types_use_needs_its_type()
    {
        await using var api = await Api.StartAsync();
        await api.DataAsync(
            """
            mutation {
              createActor(input: { name: "Summit Group", key: "summit" }) { outcome }
              createEvent(input: { name: "Summit", key: "summit" }) { outcome }
            }
            """
        );
        var response = await api.RunAsync("""{ node(id: "key:summit") { id } event(id: "key:summit") { name } }""");
        response["errors"]![0]!["message"]!
            .GetValue<string>()
            .ShouldBe("Several records have this key: actor:summit, event:summit. Use one of these names.");
        response["data"]!["event"]!["name"]!.GetValue<string>().ShouldBe("Summit");
    }

    [Fact]
    public async Task A_request_with_too_many_names_is_refused()
    {
        await using var api = await Api.StartAsync();
        var names = new JsonArray([.. Enumerable.Range(0, 1_001).Select(i => JsonValue.Create($"key:{i}"))]);
        var response = await api.RunAsync("query($names: [ID!]!) { nodes(ids: $names) { id } }", new JsonObject { ["names"] = names });
        response["errors"]![0]!["message"]!.GetValue<string>().ShouldContain("use at most 1,000 names, or ids");
    }
}
