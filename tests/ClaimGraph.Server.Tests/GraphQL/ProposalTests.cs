using System.Text.Json.Nodes;
using ClaimGraph.Access;

namespace ClaimGraph.Server.Tests.GraphQL;

public class ProposalTests
{
    private const string Shown =
        "proposal { id mutation input state note sourceUrl tool createdBy decision { by reason } results { id __typename } }";
    private const string Problems = "userErrors { code message path } warnings { code message path }";

    [Fact]
    public async Task What_a_reader_proposes_counts_for_nothing_until_somebody_accepts_it_and_then_in_the_same_commit()
    {
        await using var api = await Api.StartAsync();
        using var reader = await api.ClientAsync(Role.Reader);
        using var contributor = await api.ClientAsync(Role.Contributor);
        var made = await ProposeAsync(
            reader,
            """
            change: { createStatement: { text: "Water is wet.", kind: FACT, topics: ["water"], prior: 0.7 } },
            note: "From the report.", sourceUrl: "https://example.org/report", tool: "extractor 2"
            """
        );
        made["userErrors"]!.AsArray().ShouldBeEmpty(made.ToJsonString());
        var proposal = made["proposal"]!;
        JsonNode
            .DeepEquals(
                JsonNode.Parse(proposal["input"]!.GetValue<string>()),
                JsonNode.Parse("""{ "text": "Water is wet.", "kind": "FACT", "topics": ["water"], "prior": 0.7 }""")
            )
            .ShouldBeTrue(proposal.ToJsonString());
        (Text(proposal["mutation"]), Text(proposal["state"]), Text(proposal["tool"])).ShouldBe(("createStatement", "OPEN", "extractor 2"));
        Text(proposal["createdBy"]).ShouldStartWith("key:Reader (cg_");
        made["effect"]!["count"]!.GetValue<int>().ShouldBe(1);
        (await CountAsync(api)).ShouldBe((0, 1));

        var accepted = await DecideAsync(contributor, "acceptProposal", $"id: \"{Text(proposal["id"])}\", reason: \"True.\"");
        accepted["userErrors"]!.AsArray().ShouldBeEmpty(accepted.ToJsonString());
        Text(accepted["proposal"]!["state"]).ShouldBe("ACCEPTED");
        Text(accepted["proposal"]!["decision"]!["by"]).ShouldStartWith("key:Contributor (cg_");
        Text(accepted["proposal"]!["results"]![0]!["__typename"]).ShouldBe("Statement");
        (await CountAsync(api)).ShouldBe((1, 0));
        var entry = (await api.DataAsync("{ ledger { entries { principal reason changes { action node { __typename } } } } }"))["ledger"]![
            "entries"
        ]!
            .AsArray()
            .Single(e => e!["changes"]!.AsArray().Count == 2)!;
        Text(entry["principal"]).ShouldStartWith("key:Contributor (cg_");
        Text(entry["reason"]).ShouldBe("True.");
        entry["changes"]!.AsArray().Select(c => Text(c!["node"]!["__typename"])).ShouldBe(["Statement", "Proposal"], ignoreOrder: true);
    }

    [Fact]
    public async Task What_a_proposal_would_create_leads_to_what_else_it_would_create()
    {
        await using var api = await Api.StartAsync();
        using var reader = await api.ClientAsync(Role.Reader);
        var statement = await EnterAsync(api);
        const string Effect =
            "effect { changes { after { __typename ... on Evidence { basis { ... on Source { title evidence { totalCount } } } "
            + "target { ... on Statement { text } } } } } }";
        var (_, _, made) = await Api.AskAsync(
            reader,
            $$"""
            mutation { propose(input: {
              change: { addEvidence: { targetId: "{{statement}}", stance: SUPPORTS, source: { title: "New" } } }
            }) {
              {{Effect}} proposal { id } {{Problems}} } }
            """
        );
        var (_, _, shown) = await Api.AskAsync(
            await api.ClientAsync(Role.Contributor),
            $$"""{ proposal(id: "{{Text(made["data"]!["propose"]!["proposal"]!["id"])}}") { {{Effect}} } }"""
        );
        foreach (var effect in new[] { made["data"]!["propose"]!["effect"], shown["data"]?["proposal"]!["effect"] })
        {
            var evidence = effect!["changes"]!.AsArray().Single(c => Text(c!["after"]!["__typename"]) == "Evidence")!["after"]!;
            (Text(evidence["basis"]!["title"]), Text(evidence["target"]!["text"])).ShouldBe(("New", "A"));
        }
    }

    [Fact]
    public async Task A_proposal_is_checked_as_its_mutation_would_be()
    {
        await using var api = await Api.StartAsync();
        using var reader = await api.ClientAsync(Role.Reader);
        await ShouldRefuseAsync("""change: { createStatement: { text: "" } }""", "REQUIRED", "change", "createStatement", "text");
        await ShouldRefuseAsync("change: { }", "REQUIRED", "change");
        await ShouldRefuseAsync("""change: { createStatement: { text: "A" }, createActor: { name: "B" } }""", "REQUIRED", "change");
        var missing = api.Ids.Next(NodeKind.Statement);
        await ShouldRefuseAsync(
            $$"""change: { addEvidence: { targetId: "{{missing}}", stance: REBUTS, source: { title: "T" } } }""",
            "NOT_FOUND",
            "change",
            "addEvidence",
            "targetId"
        );
        await ShouldRefuseAsync(
            """change: { addEvidence: { targetId: "nonsense", stance: REBUTS, source: { title: "T" } } }""",
            "INVALID_FORMAT",
            "change",
            "addEvidence",
            "targetId"
        );
        (await api.Store.HeadAsync()).Revision.ShouldBe(0);
        await api.DataAsync("""mutation { createStatement(input: { text: "A" }) { outcome } }""");
        await ShouldRefuseAsync("""change: { createStatement: { text: "A" } }""", "ALREADY_EXISTS", "change", "createStatement");

        async Task ShouldRefuseAsync(string input, string code, params string[] path)
        {
            var refused = await ProposeAsync(reader, input);
            refused["proposal"].ShouldBeNull();
            var error = refused["userErrors"]!.AsArray().ShouldHaveSingleItem()!;
            Text(error["code"]).ShouldBe(code, error.ToJsonString());
            error["path"]!.AsArray().Select(Text).ShouldBe(["input", .. path]);
        }
    }

    [Fact]
    public async Task Evidence_with_its_source_is_listed_at_the_statement_and_accepted_with_changes()
    {
        await using var api = await Api.StartAsync();
        using var reader = await api.ClientAsync(Role.Reader);
        var statement = await EnterAsync(api);
        var change =
            $$"""addEvidence: { targetId: "{{statement}}", stance: SUPPORTS, strength: 1.0, source: { url: "https://example.org/a" } }""";
        var id = Text((await ProposeAsync(reader, $"change: {{ {change} }}"))["proposal"]!["id"]);
        var listed = await api.DataAsync(
            $$"""
            { statement(id: "{{statement}}") { evidenceCounts { supports rebuts } proposals { nodes { id input concerns { id } } } } }
            """
        );
        var shown = listed["statement"]!["proposals"]!["nodes"]![0]!;
        (Text(shown["id"]), Text(shown["concerns"]![0]!["id"])).ShouldBe((id, statement));
        Text(JsonNode.Parse(Text(shown["input"])!)!["targetId"]).ShouldBe(statement);
        listed["statement"]!["evidenceCounts"]!["supports"]!.GetValue<int>().ShouldBe(0);

        var other = await DecideAsync(api.Http, "acceptProposal", $$"""id: "{{id}}", change: { createActor: { name: "X" } }""");
        Text(other["userErrors"]![0]!["code"]).ShouldBe("INCONSISTENT");
        var accepted = await DecideAsync(
            api.Http,
            "acceptProposal",
            $$"""id: "{{id}}", change: { addEvidence: { targetId: "{{statement}}", stance: REBUTS } }"""
        );
        accepted["userErrors"]!.AsArray().ShouldBeEmpty(accepted.ToJsonString());
        accepted["proposal"]!["results"]!.AsArray().Select(r => Text(r!["__typename"])).ShouldBe(["Source", "Evidence"]);
        (
            await api.DataAsync(
                $$"""{ statement(id: "{{statement}}") { evidence { nodes { stance strength basis { ... on Source { url } } } } } }"""
            )
        )["statement"]!["evidence"]!["nodes"]![0]!
            .ToJsonString()
            .ShouldBe("""{"stance":"REBUTS","strength":1,"basis":{"url":"https://example.org/a"}}""");
    }

    [Fact]
    public async Task What_happened_since_is_told_before_and_at_the_acceptance()
    {
        await using var api = await Api.StartAsync();
        using var reader = await api.ClientAsync(Role.Reader);
        var statement = await EnterAsync(api);
        var update = Text(
            (await ProposeAsync(reader, $$"""change: { updateStatement: { id: "{{statement}}", version: 1, note: "N" } }"""))["proposal"]![
                "id"
            ]
        );
        var evidence = Text(
            (
                await ProposeAsync(
                    reader,
                    $$"""change: { addEvidence: { targetId: "{{statement}}", stance: SUPPORTS, source: { title: "T" } } }"""
                )
            )["proposal"]!["id"]
        );
        var creation = Text((await ProposeAsync(reader, """change: { createStatement: { text: "B" } }"""))["proposal"]!["id"]);
        await api.DataAsync(
            $$"""
            mutation {
              updateStatement(input: { id: "{{statement}}", version: 1, topics: ["x"] }) { outcome }
              createStatement(input: { text: "B" }) { outcome }
            }
            """
        );
        (await EffectAsync(api, update)).ShouldBe((0, "STALE_VERSION", ""));
        var stale = await DecideAsync(api.Http, "acceptProposal", $"id: \"{update}\"");
        Text(stale["userErrors"]![0]!["code"]).ShouldBe("STALE_VERSION");
        stale["userErrors"]![0]!["path"]!.AsArray().Select(Text).ShouldBe(["input", "change", "updateStatement", "version"]);
        (
            await DecideAsync(
                api.Http,
                "acceptProposal",
                $$"""id: "{{update}}", change: { updateStatement: { id: "{{statement}}", version: 2 } }"""
            )
        )["userErrors"]!
            .AsArray()
            .ShouldBeEmpty();
        (await EffectAsync(api, creation)).ShouldBe((0, "", "ALREADY_EXISTS"));
        var existing = await DecideAsync(api.Http, "acceptProposal", $"id: \"{creation}\"");
        Text(existing["warnings"]![0]!["code"]).ShouldBe("ALREADY_EXISTS");
        Text(existing["proposal"]!["state"]).ShouldBe("ACCEPTED");
        await api.DataAsync($$"""mutation { retract(input: { id: "{{statement}}", reason: "Wrong." }) { outcome } }""");
        (await EffectAsync(api, evidence)).Warning.ShouldBe("RETRACTED");
        var late = await DecideAsync(api.Http, "acceptProposal", $"id: \"{evidence}\"");
        Text(late["warnings"]![0]!["code"]).ShouldBe("RETRACTED");
    }

    [Fact]
    public async Task A_proposal_is_decided_once_and_a_repeated_request_gets_its_first_answer()
    {
        await using var api = await Api.StartAsync();
        using var reader = await api.ClientAsync(Role.Reader);
        var id = Text((await ProposeAsync(reader, """change: { createActor: { name: "France" } }"""))["proposal"]!["id"]);
        var request = $"id: \"{id}\", clientMutationId: \"1\"";
        Text((await DecideAsync(api.Http, "acceptProposal", request))["outcome"]).ShouldBe("UPDATED");
        Text((await DecideAsync(api.Http, "acceptProposal", request))["outcome"]).ShouldBe("EXISTING");
        var again = await DecideAsync(api.Http, "refuseProposal", $"id: \"{id}\", reason: \"No.\"");
        Text(again["userErrors"]![0]!["code"]).ShouldBe("CONFLICT");
        Text(again["userErrors"]![0]!["message"])!.ShouldContain("accepted it");
        (await DecideAsync(reader, "withdrawProposal", $"id: \"{id}\""))["userErrors"]!.AsArray().Count.ShouldBe(1);
        (await api.Store.CountAsync(NodeKind.Actor, null)).ShouldBe(1);
    }

    [Fact]
    public async Task Two_who_accept_at_once_carry_it_out_once()
    {
        await using var api = await Api.StartAsync();
        using var reader = await api.ClientAsync(Role.Reader);
        var statement = await EnterAsync(api);
        var id = Text(
            (
                await ProposeAsync(
                    reader,
                    $$"""change: { addEvidence: { targetId: "{{statement}}", stance: SUPPORTS, source: { title: "T" } } }"""
                )
            )["proposal"]!["id"]
        );
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => DecideAsync(api.Http, "acceptProposal", $"id: \"{id}\"")));
        answers.Count(a => a["userErrors"]!.AsArray().Count == 0).ShouldBe(1);
        answers.SelectMany(a => a["userErrors"]!.AsArray()).ShouldAllBe(e => Text(e!["code"]) == "CONFLICT");
        (await api.Store.CountAsync(NodeKind.Evidence, null)).ShouldBe(1);
    }

    [Fact]
    public async Task Who_decides_needs_the_role_of_the_mutation_and_only_the_proposer_withdraws()
    {
        await using var api = await Api.StartAsync();
        using var reader = await api.ClientAsync(Role.Reader);
        using var other = await api.ClientAsync(Role.Reader);
        using var contributor = await api.ClientAsync(Role.Contributor);
        using var reviewer = await api.ClientAsync(Role.Reviewer);
        var statement = await EnterAsync(api);
        var actor = Text(
            (await api.DataAsync("""mutation { createActor(input: { name: "Desk" }) { actor { id } } }"""))["createActor"]!["actor"]!["id"]
        );
        var review = await MadeAsync($$"""createReview: { statementId: "{{statement}}", reviewerId: "{{actor}}", verdict: SUPPORTED }""");
        (await CodeAsync(contributor, "acceptProposal", review)).ShouldBe("FORBIDDEN");
        (await CodeAsync(contributor, "refuseProposal", review, "reason: \"No.\"")).ShouldBe("FORBIDDEN");
        (await CodeAsync(reviewer, "acceptProposal", review)).ShouldBeNull();

        // Somebody else's record: a reader may propose its retraction, a contributor may not carry it out.
        var retraction = await MadeAsync($$"""retract: { id: "{{statement}}", reason: "Wrong." }""");
        (await CodeAsync(contributor, "acceptProposal", retraction)).ShouldBe("FORBIDDEN");
        (await CodeAsync(reviewer, "acceptProposal", retraction, "reason: \"Agreed.\"")).ShouldBeNull();
        Text((await api.DataAsync($$"""{ statement(id: "{{statement}}") { statusReason } }"""))["statement"]!["statusReason"])
            .ShouldBe("Wrong.");

        var mine = await MadeAsync("createActor: { name: \"Mine\" }");
        (await CodeAsync(other, "withdrawProposal", mine)).ShouldBe("FORBIDDEN");
        (await CodeAsync(reader, "withdrawProposal", mine)).ShouldBeNull();
        (await CodeAsync(reviewer, "acceptProposal", mine)).ShouldBe("CONFLICT");
        var refused = await MadeAsync("createActor: { name: \"Mine\" }");
        refused.ShouldNotBe(mine);
        (await CodeAsync(contributor, "refuseProposal", refused, "reason: \" \"")).ShouldBe("REQUIRED");
        (await CodeAsync(contributor, "refuseProposal", refused, "reason: \"No.\"")).ShouldBeNull();
        (await api.DataAsync("{ proposalDistribution(by: STATE) { value count } overview { proposals { state count } } }"))["overview"]![
            "proposals"
        ]!
            .ToJsonString()
            .ShouldBe("""[{"state":"ACCEPTED","count":2},{"state":"REFUSED","count":1},{"state":"WITHDRAWN","count":1}]""");

        async Task<string> MadeAsync(string change) => Text((await ProposeAsync(reader, $"change: {{ {change} }}"))["proposal"]!["id"])!;

        static async Task<string?> CodeAsync(HttpClient client, string mutation, string id, string more = "")
        {
            var payload = await DecideAsync(client, mutation, $"id: \"{id}\" {more}");
            return Text(payload["userErrors"]!.AsArray().FirstOrDefault()?["code"]);
        }
    }

    [Fact]
    public async Task Open_proposals_are_bounded_for_each_principal_and_equal_ones_are_one()
    {
        await using var api = await Api.StartAsync(options => options.MaxOpenProposals = 2);
        using var reader = await api.ClientAsync(Role.Reader);
        using var other = await api.ClientAsync(Role.Reader);
        var first = await ProposeAsync(reader, """change: { createActor: { name: "A" } }""");
        Text((await ProposeAsync(reader, """change: { createActor: { name: "A" } }"""))["outcome"]).ShouldBe("EXISTING");
        (await ProposeAsync(reader, """change: { createActor: { name: "B" } }"""))["userErrors"]!.AsArray().ShouldBeEmpty();
        var refused = (await ProposeAsync(reader, """change: { createActor: { name: "C" } }"""))["userErrors"]![0]!;
        (Text(refused["code"]), Text(refused["message"])).ShouldBe(
            ("TOO_MANY", "You have 2 open proposals, which is the limit. Wait until some are decided, or withdraw some.")
        );
        (await ProposeAsync(other, """change: { createActor: { name: "C" } }"""))["userErrors"]!.AsArray().ShouldBeEmpty();
        await DecideAsync(reader, "withdrawProposal", $"id: \"{Text(first["proposal"]!["id"])}\"");
        (await ProposeAsync(reader, """change: { createActor: { name: "D" } }"""))["userErrors"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task An_acceptance_that_is_reverted_opens_the_proposal_again()
    {
        await using var api = await Api.StartAsync();
        using var reader = await api.ClientAsync(Role.Reader);
        var id = Text((await ProposeAsync(reader, """change: { createStatement: { text: "A" } }"""))["proposal"]!["id"]);
        var revision = (await DecideAsync(api.Http, "acceptProposal", $"id: \"{id}\""))["revision"]!.GetValue<int>();
        await api.DataAsync($$"""mutation { revert(input: { revision: {{revision}}, reason: "Too early." }) { outcome } }""");
        var now = await api.DataAsync(
            $$"""{ proposal(id: "{{id}}") { state decision { by } results { id } } statements { totalCount } }"""
        );
        now.ToJsonString().ShouldBe("""{"proposal":{"state":"OPEN","decision":null,"results":[]},"statements":{"totalCount":0}}""");
    }

    [Fact]
    public async Task What_enters_keys_and_what_decides_cannot_be_proposed()
    {
        await using var api = await Api.StartAsync();
        var schema = await api.DataAsync(
            """
            { mutations: __schema { mutationType { fields { name } } }
              change: __type(name: "ProposedChange") { inputFields { name } } }
            """
        );
        var all = schema["mutations"]!["mutationType"]!["fields"]!.AsArray().Select(f => Text(f!["name"])).ToArray();
        var proposed = schema["change"]!["inputFields"]!.AsArray().Select(f => Text(f!["name"])).ToArray();
        all.Except(proposed)
            .ShouldBe(
                [
                    "propose",
                    "acceptProposal",
                    "refuseProposal",
                    "withdrawProposal",
                    "requestReview",
                    "withdrawReviewRequest",
                    "createKey",
                    "revokeKey",
                    "cancelImport",
                    "createWebhook",
                    "updateWebhook",
                    "deleteWebhook",
                    "rotateWebhookSecret",
                    "pingWebhook",
                    "replayWebhook",
                    "retryArchiving",
                ],
                ignoreOrder: true
            );
        proposed.Except(all).ShouldBeEmpty();
    }

    private static async Task<JsonNode> ProposeAsync(HttpClient client, string input)
    {
        var effect = "effect { count changes { before { id } after { id } } warnings { code } }";
        var (status, _, body) = await Api.AskAsync(
            client,
            $"mutation {{ propose(input: {{ {input} }}) {{ outcome {effect} {Shown} {Problems} }} }}"
        );
        status.ShouldBe(200, body.ToJsonString());
        return body["data"]!["propose"]!;
    }

    private static async Task<JsonNode> DecideAsync(HttpClient client, string mutation, string input)
    {
        var (status, _, body) = await Api.AskAsync(
            client,
            $"mutation {{ {mutation}(input: {{ {input} }}) {{ outcome revision {Shown} {Problems} }} }}"
        );
        status.ShouldBe(200, body.ToJsonString());
        return body["data"]![mutation]!;
    }

    private static async Task<(int Count, string Error, string Warning)> EffectAsync(Api api, string? id)
    {
        var effect = (await api.DataAsync($$"""{ proposal(id: "{{id}}") { effect { count userErrors { code } warnings { code } } } }"""))[
            "proposal"
        ]!["effect"]!;
        return (
            effect["count"]!.GetValue<int>(),
            Text(effect["userErrors"]!.AsArray().FirstOrDefault()?["code"]) ?? "",
            Text(effect["warnings"]!.AsArray().FirstOrDefault()?["code"]) ?? ""
        );
    }

    /// <summary>How many statements there are, and how many open proposals.</summary>
    private static async Task<(int Statements, int Open)> CountAsync(Api api)
    {
        var counted = await api.DataAsync(
            "{ statements { totalCount } search(query: \"water\") { totalCount } "
                + "proposals(filter: { state: { eq: OPEN } }) { totalCount } }"
        );
        var statements = counted["statements"]!["totalCount"]!.GetValue<int>();
        counted["search"]!["totalCount"]!.GetValue<int>().ShouldBe(statements);
        return (statements, counted["proposals"]!["totalCount"]!.GetValue<int>());
    }

    private static async Task<string> EnterAsync(Api api) =>
        Text(
            (await api.DataAsync("""mutation { createStatement(input: { text: "A" }) { statement { id } } }"""))["createStatement"]![
                "statement"
            ]!["id"]
        )!;

    private static string? Text(JsonNode? value) => value?.GetValue<string>();
}
