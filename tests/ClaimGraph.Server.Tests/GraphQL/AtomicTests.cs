using System.Text.Json.Nodes;

namespace ClaimGraph.Server.Tests.GraphQL;

/// <summary>Several fields of a mutation as one commit.</summary>
public class AtomicTests
{
    private const string Claim = """
        mutation($stance: Stance!, $id: String) @atomic {
          claim: createStatement(input: { key: "c1", text: "The US and the UK did not sign.", clientMutationId: $id }) {
            outcome revision clientMutationId statement { key } userErrors { code message path }
          }
          page: createSource(input: { url: "https://example.org/list", title: "The list" }) {
            outcome revision source { title } userErrors { code message path }
          }
          link: createEvidence(input: { targetId: "key:c1", basisId: "url:https://EXAMPLE.org/list", stance: $stance }) {
            outcome revision
            evidence { stance target { ... on Statement { evidenceCounts { supports } } } }
            userErrors { code message path }
          }
        }
        """;

    [Fact]
    public async Task All_fields_are_one_commit_and_name_what_those_before_create()
    {
        await using var api = await Api.StartAsync();
        var data = await ClaimAsync(api);
        foreach (var field in new[] { "claim", "page", "link" })
        {
            data[field]!["userErrors"]!.AsArray().ShouldBeEmpty();
            data[field]!["outcome"]!.GetValue<string>().ShouldBe("CREATED");
            data[field]!["revision"]!.GetValue<int>().ShouldBe(1);
        }
        data["claim"]!["statement"]!["key"]!.GetValue<string>().ShouldBe("c1");
        data["page"]!["source"]!["title"]!.GetValue<string>().ShouldBe("The list");
        data["link"]!["evidence"]!["target"]!["evidenceCounts"]!["supports"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task If_one_field_is_refused_nothing_is_written_and_each_field_says_so()
    {
        await using var api = await Api.StartAsync();
        var data = await api.DataAsync(
            """
            mutation @atomic {
              good: createStatement(input: { key: "c1", text: "It is so." }) { statement { id } userErrors { code message path } }
              bad: createEvidence(input: { targetId: "key:c1", basisId: "key:c1", stance: REBUTS }) { userErrors { code path } }
            }
            """
        );
        data["good"]!["statement"].ShouldBeNull();
        var error = data["good"]!["userErrors"]![0]!;
        error["code"]!.GetValue<string>().ShouldBe("NOT_APPLIED");
        error["message"]!.GetValue<string>().ShouldBe("Nothing was written, because createEvidence of this mutation was refused.");
        data["bad"]!["userErrors"]![0]!["code"]!.GetValue<string>().ShouldBe("CYCLE");
        data["bad"]!["userErrors"]![0]!["path"]![0]!.GetValue<string>().ShouldBe("input");
        (await RevisionAsync(api)).ShouldBe(0);
    }

    [Fact]
    public async Task What_cannot_be_read_is_refused_before_the_store_is_asked_to_write()
    {
        await using var api = await Api.StartAsync();
        var data = await api.DataAsync(
            """
            mutation @atomic {
              bad: createReview(input: { statementId: "key:nowhere", reviewerId: "key:nobody", verdict: SUPPORTED }) {
                userErrors { code message path }
              }
              good: createActor(input: { name: "A", kind: PERSON }) { userErrors { code } }
            }
            """
        );
        data["bad"]!["userErrors"]![0]!["message"]!.GetValue<string>().ShouldContain("'key:nowhere'");
        data["bad"]!["userErrors"]![0]!["path"]!.AsArray().Select(p => p!.GetValue<string>()).ShouldBe(["input", "statementId"]);
        data["good"]!["userErrors"]![0]!["code"]!.GetValue<string>().ShouldBe("NOT_APPLIED");
        (await RevisionAsync(api)).ShouldBe(0);
    }

    [Fact]
    public async Task The_same_request_with_an_id_is_carried_out_once()
    {
        await using var api = await Api.StartAsync();
        await ClaimAsync(api, id: "1");
        var again = await ClaimAsync(api, id: "1");
        again["claim"]!["clientMutationId"]!.GetValue<string>().ShouldBe("1");
        again["link"]!["outcome"]!.GetValue<string>().ShouldBe("EXISTING");
        (await RevisionAsync(api)).ShouldBe(1);
        var other = await ClaimAsync(api, "REBUTS", "1"); // another input is another commit
        other["link"]!["outcome"]!.GetValue<string>().ShouldBe("CREATED");
        (await RevisionAsync(api)).ShouldBe(2);
    }

    [Fact]
    public async Task A_change_and_a_retraction_go_together_and_reasons_are_kept()
    {
        await using var api = await Api.StartAsync();
        await ClaimAsync(api);
        var data = await api.DataAsync(
            """
            mutation @atomic {
              a: updateStatement(input: { id: "key:c1", version: 1, kind: OPINION }) { outcome userErrors { message } }
              b: retract(input: { id: "url:https://example.org/list", reason: "The page was taken down." }) {
                outcome userErrors { message }
              }
            }
            """
        );
        data.ToJsonString().ShouldBe("""{"a":{"outcome":"UPDATED","userErrors":[]},"b":{"outcome":"UPDATED","userErrors":[]}}""");
        var entry = await api.DataAsync("{ ledger { entries { revision reason } } }");
        entry["ledger"]!["entries"]!.AsArray().Last()!.ToJsonString().ShouldBe("""{"revision":2,"reason":"The page was taken down."}""");
    }

    [Fact]
    public async Task Each_retraction_keeps_its_own_reason()
    {
        await using var api = await Api.StartAsync();
        await ClaimAsync(api);
        await api.DataAsync(
            """
            mutation @atomic {
              a: retract(input: { id: "key:c1", reason: "It was never said." }) { userErrors { message } }
              b: retract(input: { id: "url:https://example.org/list", reason: "The page was taken down." }) { userErrors { message } }
            }
            """
        );
        var data = await api.DataAsync(
            """
            {
              statement(key: "c1") { statusReason }
              node(id: "url:https://example.org/list") { ... on Source { statusReason } }
              ledger { entries(last: 1) { reason } }
            }
            """
        );
        ((string?)data["statement"]!["statusReason"]).ShouldBe("It was never said.");
        ((string?)data["node"]!["statusReason"]).ShouldBe("The page was taken down.");
        ((string?)data["ledger"]!["entries"]![0]!["reason"]).ShouldBe("It was never said.; The page was taken down.");
    }

    [Fact]
    public async Task A_retraction_does_not_take_the_reason_of_another()
    {
        await using var api = await Api.StartAsync();
        await ClaimAsync(api);
        var data = await api.DataAsync(
            """
            mutation @atomic {
              a: retract(input: { id: "key:c1", reason: "It was never said." }) { userErrors { path } }
              b: retract(input: { id: "url:https://example.org/list", reason: " " }) { userErrors { path } }
            }
            """
        );
        data["b"]!.ToJsonString().ShouldBe("""{"userErrors":[{"path":["input","reason"]}]}""");
        (await RevisionAsync(api)).ShouldBe(1);
    }

    [Theory]
    [InlineData("""commit(input: { records: [] }) { revision }""", "commit")]
    [InlineData("""createKey(input: { name: "k", role: READER }) { __typename }""", "createKey")]
    public async Task What_is_no_part_of_a_commit_stands_alone(string field, string name)
    {
        await using var api = await Api.StartAsync();
        var refused = await api.RunAsync("mutation @atomic { " + field + " }");
        refused["errors"]![0]!["message"]!
            .GetValue<string>()
            .ShouldBe($"{name} cannot be part of a mutation with @atomic. Send it in a request of its own.");
        (await api.RunAsync("query @atomic { __typename }"))["errors"].ShouldNotBeNull();
    }

    private static async Task<JsonNode> ClaimAsync(Api api, string stance = "SUPPORTS", string? id = null) =>
        await api.DataAsync(Claim, new JsonObject { ["stance"] = stance, ["id"] = id });

    private static async Task<int> RevisionAsync(Api api) =>
        (await api.DataAsync("{ ledger { head { revision } } }"))["ledger"]!["head"]!["revision"]!.GetValue<int>();
}
