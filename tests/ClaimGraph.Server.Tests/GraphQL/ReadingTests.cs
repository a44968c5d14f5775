namespace ClaimGraph.Server.Tests.GraphQL;

public class ReadingTests
{
    [Fact]
    public async Task Every_field_of_a_statement_can_be_read()
    {
        await using var api = await World.StartAsync();
        await api.ShouldAnswerAsync(
            """
            {
              statement(key: "unsigned") {
                __typename key version status statusReason createdAt text language kind checkable topics prior note
                about { __typename ... on Actor { name } ... on Event { name } }
                claimant { name }
                appearances { nodes { actor { name } event { name } saidOn anchor { exact start end prefix suffix language } } }
                appearanceCount
                evidence { nodes { key } }
                evidenceCounts { supports rebuts context total }
                fromStatements: evidenceCounts(basis: STATEMENT) { total }
                sourceCounts { supports { sourceCount independentSourceCount } }
                strength { value } attention verdict reviewCount
                reviews { nodes { verdict rating { text value best worst } url reviewedOn reviewer { name } basedOn { key } } }
              }
            }
            """,
            """
            {
              "statement": {
                "__typename": "Statement", "key": "unsigned", "version": 1, "status": "ACTIVE", "statusReason": null,
                "createdAt": "2025-03-01T12:00:09.000Z",
                "text": "The US and the UK did not sign the declaration", "language": "en", "kind": "FACT", "checkable": true,
                "topics": ["summit", "ai"],
                "prior": null, "note": null,
                "about": [
                  { "__typename": "Actor", "name": "United States" }, { "__typename": "Actor", "name": "United Kingdom" },
                  { "__typename": "Event", "name": "AI Action Summit" }
                ],
                "claimant": { "name": "Reuters" },
                "appearances": { "nodes": [{
                  "actor": { "name": "Reuters" }, "event": { "name": "AI Action Summit" }, "saidOn": "2025-02",
                  "anchor": {
                    "exact": "Stati Uniti", "start": 14, "end": 25, "prefix": "Parigi 🗼: gli ",
                    "suffix": " e il Regno Unito non hanno firm", "language": "it"
                  }
                }] },
                "appearanceCount": 1,
                "evidence": { "nodes": [{ "key": "pro" }, { "key": "pro-copy" }, { "key": "con" }] },
                "evidenceCounts": { "supports": 2, "rebuts": 1, "context": 0, "total": 3 },
                "fromStatements": { "total": 0 },
                "sourceCounts": { "supports": { "sourceCount": 2, "independentSourceCount": 1 } },
                "strength": { "value": 0.614026 }, "attention": ["CONTESTED", "SINGLE_SOURCE"],
                "verdict": "MOSTLY_SUPPORTED", "reviewCount": 1,
                "reviews": { "nodes": [{
                  "verdict": "MOSTLY_SUPPORTED", "rating": { "text": "Half true", "value": 3, "best": 5, "worst": 1 },
                  "url": "https://example.org/review",
                  "reviewedOn": "2025", "reviewer": { "name": "Reuters" }, "basedOn": [{ "key": "pro" }, { "key": "con" }]
                }] }
              }
            }
            """
        );
    }

    [Fact]
    public async Task Evidence_leads_to_its_basis_its_target_and_what_undercuts_it()
    {
        await using var api = await World.StartAsync();
        await api.ShouldAnswerAsync(
            """
            {
              con: evidence(key: "con") {
                stance strength confidence note
                basis { ... on Source { title } }
                target { ... on Statement { key } }
                evidenceCounts { rebuts }
                evidence {
                  nodes { key stance basis { __typename ... on Statement { key } } target { __typename ... on Evidence { key } } }
                }
                reviews { nodes { key } }
              }
              signed: statement(key: "signed") { basisOf { nodes { key } } evidence(stance: [SUPPORTS, CONTEXT]) { nodes { key } } }
            }
            """,
            """
            {
              "con": {
                "stance": "REBUTS", "strength": null, "confidence": 0.5, "note": null,
                "basis": { "title": "A note without address" },
                "target": { "key": "unsigned" },
                "evidenceCounts": { "rebuts": 1 },
                "evidence": { "nodes": [{
                  "key": "undercut", "stance": "REBUTS", "basis": { "__typename": "Statement", "key": "signed" },
                  "target": { "__typename": "Evidence", "key": "con" }
                }] },
                "reviews": { "nodes": [{ "key": "review" }] }
              },
              "signed": { "basisOf": { "nodes": [{ "key": "undercut" }] }, "evidence": { "nodes": [{ "key": "context" }] } }
            }
            """
        );
    }

    [Fact]
    public async Task A_source_leads_to_what_rests_on_it()
    {
        await using var api = await World.StartAsync();
        await api.ShouldAnswerAsync(
            """
            {
              report: source(url: "http://EXAMPLE.org/report/") {
                key url canonicalUrl kind language publishedOn reliability evidenceCount appearanceCount
                publisher { name } derivedFrom { key } origin { key }
                derivatives { nodes { key origin { key } } }
                evidence { nodes { key } }
                appearances { nodes { key } }
                events { nodes { key } }
                snapshot { text sha256 capturedAt }
              }
              copy: source(key: "copy") { snapshot { text } publisher { name } }
            }
            """,
            """
            {
              "report": {
                "key": "report", "url": "https://example.org/report", "canonicalUrl": "https://example.org/report",
                "kind": "NEWS", "language": "it",
                "publishedOn": "2025-02-11", "reliability": "B", "evidenceCount": 1, "appearanceCount": 1,
                "publisher": { "name": "Reuters" }, "derivedFrom": null, "origin": { "key": "report" },
                "derivatives": { "nodes": [{ "key": "copy", "origin": { "key": "report" } }] },
                "evidence": { "nodes": [{ "key": "pro" }] },
                "appearances": { "nodes": [{ "key": "said" }] },
                "events": { "nodes": [{ "key": "summit" }] },
                "snapshot": {
                  "text": "Parigi 🗼: gli Stati Uniti e il Regno Unito non hanno firmato.",
                  "sha256": "8c5c1730951f92b42f4c1eb69a758a999348284c0af30f71079905170113e8ec", "capturedAt": null
                }
              },
              "copy": { "snapshot": null, "publisher": null }
            }
            """
        );
    }

    [Fact]
    public async Task An_event_tells_who_took_part_in_which_role()
    {
        await using var api = await World.StartAsync();
        await api.ShouldAnswerAsync(
            """
            {
              event(key: "summit") {
                name startsOn endsOn place
                participations(role: ["DECLINED_TO_SIGN"]) { role actor { name } }
                sources { key }
                appearances { nodes { key } }
                statements { nodes { key } }
              }
              actor(key: "france") {
                name kind aliases events { nodes { key } } aboutStatements { nodes { key } } statements { totalCount }
              }
            }
            """,
            """
            {
              "event": {
                "name": "AI Action Summit", "startsOn": "2025-02-10", "endsOn": "2025-02-11", "place": "Paris",
                "participations": [
                  { "role": "DECLINED_TO_SIGN", "actor": { "name": "United States" } },
                  { "role": "DECLINED_TO_SIGN", "actor": { "name": "United Kingdom" } }
                ],
                "sources": [{ "key": "report" }],
                "appearances": { "nodes": [{ "key": "said" }] },
                "statements": { "nodes": [{ "key": "unsigned" }] }
              },
              "actor": {
                "name": "France", "kind": "COUNTRY", "aliases": [], "events": { "nodes": [{ "key": "summit" }] },
                "aboutStatements": { "nodes": [{ "key": "signed" }] }, "statements": { "totalCount": 0 }
              }
            }
            """
        );
    }

    [Fact]
    public async Task The_parts_of_one_actor_can_be_asked_for()
    {
        await using var api = await World.StartAsync();
        var france = await IdAsync(api, "actor", "france");
        await api.ShouldAnswerAsync(
            """query ($france: ID!) { event(key: "summit") { participations(actor: $france) { role } } }""",
            """{ "event": { "participations": [{ "role": "HOSTED" }, { "role": "SIGNED" }] } }""",
            new { france }
        );
    }

    [Fact]
    public async Task Records_are_found_by_id_whatever_their_kind()
    {
        await using var api = await World.StartAsync();
        var (usa, said) = (await IdAsync(api, "actor", "usa"), await IdAsync(api, "appearance", "said"));
        var missing = api.Ids.Next(NodeKind.Review).ToString();
        await api.ShouldAnswerAsync(
            """
            query ($usa: ID!, $ids: [ID!]!) {
              node(id: $usa) { __typename key ... on Actor { name } ... on Source { title } }
              nodes(ids: $ids) { __typename key ... on Appearance { saidOn } }
            }
            """,
            """
            {
              "node": { "__typename": "Actor", "key": "usa", "name": "United States" },
              "nodes": [{ "__typename": "Appearance", "key": "said", "saidOn": "2025-02" }, null, { "__typename": "Actor", "key": "usa" }]
            }
            """,
            new { usa, ids = new[] { said, missing, usa } }
        );
    }

    [Fact]
    public async Task What_does_not_exist_is_null()
    {
        await using var api = await World.StartAsync();
        await api.ShouldAnswerAsync(
            """
            query ($id: ID!) {
              node(id: $id) { id } statement(key: "nobody") { id } source(url: "https://example.org/nothing") { id }
            }
            """,
            """{ "node": null, "statement": null, "source": null }""",
            new { id = api.Ids.Next(NodeKind.Event).ToString() }
        );
    }

    [Fact]
    public async Task An_id_of_another_kind_is_refused()
    {
        await using var api = await World.StartAsync();
        var id = await IdAsync(api, "actor", "usa");
        await api.ShouldFailAsync(
            "INVALID_ARGUMENT",
            $"{id} is the id of a record of type Actor; use the id of a record of type Statement.",
            "query ($id: ID!) { statement(id: $id) { text } }",
            new { id }
        );
    }

    [Theory]
    [InlineData("""{ node(id: "nonsense") { id } }""", "is not a valid id; use the id of a record as the API returns it")]
    [InlineData("""{ node(id: 5) { id } }""", "is not a valid id; use the id of a record as the API returns it")]
    [InlineData("""{ nodes(ids: ["\u0000"]) { id } }""", "is not a valid id; use the id of a record as the API returns it")]
    [InlineData("""{ statement { id } }""", "Give exactly one argument.")]
    [InlineData("""{ statement(id: "x", key: "y") { id } }""", "Give exactly one argument.")]
    [InlineData(
        """{ source(url: "ftp://example.org") { id } }""",
        "This is not a valid URL; use an absolute http or https URL, such as https://example.org/page."
    )]
    public async Task Arguments_that_cannot_be_used_are_refused(string query, string message)
    {
        await using var api = await Api.StartAsync();
        await api.ShouldFailAsync("INVALID_ARGUMENT", message, query);
    }

    [Fact]
    public async Task An_error_of_one_field_leaves_the_others()
    {
        await using var api = await World.StartAsync();
        var response = await api.RunAsync("""{ usa: actor(key: "usa") { name } wrong: node(id: "x") { id } }""");
        response["data"]!.ToJsonString().ShouldBe("""{"usa":{"name":"United States"},"wrong":null}""");
        var error = response["errors"]![0]!.AsObject();
        error["message"]!
            .GetValue<string>()
            .ShouldStartWith("'x' is not a valid id; use the id of a record as the API returns it, or its name");
        error.Remove("message");
        error
            .ToJsonString()
            .ShouldBe("""{"locations":[{"line":1,"column":35}],"path":["wrong"],"extensions":{"code":"INVALID_ARGUMENT"}}""");
    }

    [Fact]
    public async Task An_error_below_a_list_tells_its_path_and_makes_what_cannot_be_null_null_above_it()
    {
        await using var api = await World.StartAsync();
        var response = await api.RunAsync(
            """
            {
              actors(filter: { key: { eq: "usa" } }) { nodes { name events(first: -1) { totalCount } } }
              statements(first: 1) { nodes { __typename } }
            }
            """
        );
        response["data"]!.ToJsonString().ShouldBe("""{"actors":null,"statements":{"nodes":[{"__typename":"Statement"}]}}""");
        response["errors"]![0]!["path"]!.ToJsonString().ShouldBe("""["actors","nodes",0,"events"]""");
    }

    [Fact]
    public async Task History_tells_who_changed_what_and_why()
    {
        await using var api = await World.StartAsync();
        var id = await IdAsync(api, "statement", "weak");
        await api.DataAsync(
            "mutation ($id: ID!) { retract(input: { id: $id, reason: \"A test\" }) { userErrors { message } } }",
            new { id }
        );
        var data = await api.DataAsync(
            """
            {
              statement(key: "weak") {
                status statusReason history { revision principal reason changes { action nodeId node { key } before after } }
              }
            }
            """
        );
        data["statement"]!["status"]!.GetValue<string>().ShouldBe("RETRACTED");
        data["statement"]!["statusReason"]!.GetValue<string>().ShouldBe("A test");
        var history = data["statement"]!["history"]!.AsArray();
        history.Select(e => e!["changes"]![0]!["action"]!.GetValue<string>()).ShouldBe(["RETRACT", "CREATE"]);
        history.Select(e => e!["principal"]!.GetValue<string>()).ShouldBe([api.Key.Principal, "test"]);
        history[0]!["changes"]![0]!["node"]!["key"]!.GetValue<string>().ShouldBe("weak");
        history[1]!["changes"]![0]!["before"].ShouldBeNull();
        (await api.DataAsync("""{ statement(key: "weak") { history(first: 1, before: 19) { revision } } }"""))
            .ToJsonString()
            .ShouldBe("""{"statement":{"history":[{"revision":11}]}}""");
    }

    internal static async Task<string> IdAsync(Api api, string noun, string key) =>
        (await api.DataAsync($"query ($key: String!) {{ {noun}(key: $key) {{ id }} }}", new { key }))[noun]!["id"]!.GetValue<string>();
}
