using System.Text.Json.Nodes;

namespace ClaimGraph.Server.Tests.GraphQL;

public class MutationTests
{
    [Fact]
    public async Task Every_noun_can_be_entered()
    {
        await using var api = await Api.StartAsync();
        var actor = await CreateAsync(
            api,
            "Actor",
            new
            {
                name = "France",
                kind = "COUNTRY",
                aliases = new[] { "République française" },
                key = "france",
            }
        );
        var source = await CreateAsync(
            api,
            "Source",
            new
            {
                url = "https://example.org/a",
                title = "A",
                publisherId = actor,
                kind = "NEWS",
                language = "IT",
                publishedOn = "2025-02",
                reliability = "A",
                snapshot = new { text = "🗼 abc", capturedAt = "2025-03-01T00:00:00Z" },
            }
        );
        var happened = await CreateAsync(
            api,
            "Event",
            new
            {
                name = "Summit",
                startsOn = "2025-02-10",
                place = "Paris",
                participations = new[] { new { actorId = actor, role = "HOSTED" } },
                sourceIds = new[] { source },
            }
        );
        var statement = await CreateAsync(
            api,
            "Statement",
            new
            {
                text = "It was signed.",
                kind = "QUOTATION",
                checkable = true,
                topics = new[] { "AI" },
                aboutIds = new[] { actor, happened },
                prior = 0.4,
            }
        );
        await CreateAsync(
            api,
            "Appearance",
            new
            {
                statementId = statement,
                actorId = actor,
                sourceId = source,
                eventId = happened,
                saidOn = "2025",
                anchor = new
                {
                    exact = "abc",
                    start = 2,
                    end = 5,
                },
            }
        );
        var evidence = await CreateAsync(
            api,
            "Evidence",
            new
            {
                basisId = source,
                targetId = statement,
                stance = "SUPPORTS",
                strength = 0.5,
                confidence = 1,
                note = "x",
                anchor = new { exact = "🗼" },
            }
        );
        await CreateAsync(
            api,
            "Review",
            new
            {
                statementId = statement,
                reviewerId = actor,
                verdict = "MIXED",
                rating = new { text = "Half", value = 1.5 },
                url = "https://example.org/r",
                basedOnIds = new[] { evidence },
            }
        );
        await api.ShouldAnswerAsync(
            """
            {
              statements { nodes {
                text kind topics about { __typename } prior verdict evidenceCounts { supports }
                appearances {
                  nodes {
                    source { language publisher { name aliases } snapshot { text capturedAt } }
                    event { participations { role } sources { title } } anchor { exact start }
                  }
                }
                evidence { nodes { anchor { exact start } basis { ... on Source { reliability publishedOn } } } }
                reviews { nodes { rating { text value best } basedOn { note } } }
              } }
              ledger { head { revision } }
            }
            """,
            """
            {
              "statements": { "nodes": [{
                "text": "It was signed.", "kind": "QUOTATION", "topics": ["ai"],
                "about": [{ "__typename": "Actor" }, { "__typename": "Event" }], "prior": 0.4,
                "verdict": "MIXED", "evidenceCounts": { "supports": 1 },
                "appearances": { "nodes": [{
                  "source": {
                    "language": "it", "publisher": { "name": "France", "aliases": ["République française"] },
                    "snapshot": { "text": "🗼 abc", "capturedAt": "2025-03-01T00:00:00.000Z" }
                  },
                  "event": { "participations": [{ "role": "HOSTED" }], "sources": [{ "title": "A" }] },
                  "anchor": { "exact": "abc", "start": 2 }
                }] },
                "evidence": {
                  "nodes": [
                    { "anchor": { "exact": "🗼", "start": 0 }, "basis": { "reliability": "A", "publishedOn": "2025-02" } }
                  ]
                },
                "reviews": { "nodes": [{ "rating": { "text": "Half", "value": 1.5, "best": null }, "basedOn": [{ "note": "x" }] }] }
              }] },
              "ledger": { "head": { "revision": 7 } }
            }
            """
        );
    }

    [Fact]
    public async Task Entering_the_same_thing_again_gives_what_is_there()
    {
        await using var api = await World.StartAsync();
        await api.ShouldAnswerAsync(
            """
            mutation {
              address: createSource(input: { url: "http://example.org/report?utm_source=x", title: "Another title" }) {
                outcome source { key title version } revision userErrors { code }
              }
              wording: createStatement(input: { text: "  france SIGNED the declaration. ", language: "EN" }) { outcome statement { key } }
              key: createActor(input: { name: "Somebody else", key: "usa" }) { outcome actor { name } }
            }
            """,
            """
            {
              "address": {
                "outcome": "EXISTING", "source": { "key": "report", "title": "The report", "version": 1 }, "revision": 18,
                "userErrors": []
              },
              "wording": { "outcome": "EXISTING", "statement": { "key": "signed" } },
              "key": { "outcome": "EXISTING", "actor": { "name": "United States" } }
            }
            """
        );
    }

    [Fact]
    public async Task An_update_replaces_what_is_given_clears_what_is_null_and_leaves_the_rest()
    {
        await using var api = await World.StartAsync();
        var id = await ReadingTests.IdAsync(api, "source", "report");
        await api.ShouldAnswerAsync(
            """
            mutation ($id: ID!) {
              updateSource(input: { id: $id, version: 1, title: "New title", publisherId: null, reliability: null, note: "Seen" }) {
                outcome revision
                source { version title publisher { name } reliability note url language publishedOn snapshot { text } }
                userErrors { message }
              }
            }
            """,
            """
            {
              "updateSource": {
                "outcome": "UPDATED", "revision": 19,
                "source": {
                  "version": 2, "title": "New title", "publisher": null, "reliability": null, "note": "Seen",
                  "url": "https://example.org/report", "language": "it",
                  "publishedOn": "2025-02-11", "snapshot": { "text": "Parigi 🗼: gli Stati Uniti e il Regno Unito non hanno firmato." }
                },
                "userErrors": []
              }
            }
            """,
            new { id }
        );
        await api.ShouldAnswerAsync(
            """
            mutation ($id: ID!) {
              updateSource(input: { id: $id, version: 2, title: "New title" }) { outcome source { version } revision }
            }
            """,
            """{ "updateSource": { "outcome": "UNCHANGED", "source": { "version": 2 }, "revision": 19 } }""",
            new { id }
        );
    }

    [Fact]
    public async Task An_update_of_every_noun_leaves_what_is_not_given()
    {
        await using var api = await World.StartAsync();
        foreach (
            var (noun, key) in new[]
            {
                ("actor", "usa"),
                ("source", "copy"),
                ("event", "summit"),
                ("statement", "unsigned"),
                ("appearance", "said"),
                ("evidence", "con"),
                ("review", "review"),
            }
        )
        {
            var pascal = char.ToUpperInvariant(noun[0]) + noun[1..];
            var answer = await api.DataAsync(
                $$"""
                mutation ($id: ID!) {
                  update{{pascal}}(input: { id: $id, version: 1 }) {
                    outcome {{noun}} { version } userErrors { code message path }
                  }
                }
                """,
                new { id = await ReadingTests.IdAsync(api, noun, key) }
            );
            answer
                .ToJsonString()
                .ShouldBe($$$"""{"update{{{pascal}}}":{"outcome":"UNCHANGED","{{{noun}}}":{"version":1},"userErrors":[]}}""");
        }
    }

    [Fact]
    public async Task An_update_with_a_stale_version_is_refused()
    {
        await using var api = await World.StartAsync();
        var id = await ReadingTests.IdAsync(api, "actor", "usa");
        const string update = """
            mutation ($id: ID!, $name: String!) {
              updateActor(input: { id: $id, version: 1, name: $name }) {
                outcome actor { name } revision userErrors { code path }
              }
            }
            """;
        await api.DataAsync(update, new { id, name = "USA" });
        await api.ShouldAnswerAsync(
            update,
            """
            {
              "updateActor": {
                "outcome": null, "actor": null, "revision": null,
                "userErrors": [{ "code": "STALE_VERSION", "path": ["input", "version"] }]
              }
            }
            """,
            new { id, name = "America" }
        );
        await api.ShouldAnswerAsync("""{ actor(key: "usa") { name version } }""", """{ "actor": { "name": "USA", "version": 2 } }""");
    }

    [Fact]
    public async Task Problems_come_as_user_errors_with_their_place_in_the_input()
    {
        await using var api = await World.StartAsync();
        var (usa, unsigned, report) = (
            await ReadingTests.IdAsync(api, "actor", "usa"),
            await ReadingTests.IdAsync(api, "statement", "unsigned"),
            await ReadingTests.IdAsync(api, "source", "report")
        );
        var missing = api.Ids.Next(NodeKind.Actor).ToString();
        await ShouldRefuseAsync(
            api,
            "createActor",
            new { name = " ", aliases = new[] { "a", "" } },
            "REQUIRED input.name",
            "REQUIRED input.aliases.1"
        );
        await ShouldRefuseAsync(
            api,
            "createActor",
            new { name = new string('x', 501), identifiers = new[] { "not an iri" } },
            "TOO_LONG input.name",
            "INVALID_FORMAT input.identifiers.0"
        );
        await ShouldRefuseAsync(api, "createActor", new { name = "a\0b" }, "INVALID_TEXT input.name");
        await ShouldRefuseAsync(
            api,
            "createStatement",
            new
            {
                text = "x",
                language = "not a language",
                prior = 2,
                aboutIds = new[] { usa, report },
            },
            "INVALID_FORMAT input.language",
            "OUT_OF_RANGE input.prior",
            "WRONG_KIND input.aboutIds.1"
        );
        await ShouldRefuseAsync(
            api,
            "createStatement",
            new { text = "x", aboutIds = new[] { "nonsense" } },
            "INVALID_FORMAT input.aboutIds.0"
        );
        await ShouldRefuseAsync(api, "createStatement", new { text = "x", aboutIds = new[] { missing } }, "NOT_FOUND input.aboutIds.0");
        await ShouldRefuseAsync(api, "createSource", new { title = "x", publisherId = unsigned }, "WRONG_KIND input.publisherId");
        await ShouldRefuseAsync(api, "createSource", new { note = "nothing to cite" }, "REQUIRED input.url");
        await ShouldRefuseAsync(api, "createSource", new { url = "file:///etc/passwd" }, "INVALID_FORMAT input.url");
        await ShouldRefuseAsync(
            api,
            "createEvidence",
            new
            {
                basisId = unsigned,
                targetId = unsigned,
                stance = "SUPPORTS",
            },
            "CYCLE input.targetId"
        );
        await ShouldRefuseAsync(
            api,
            "createEvidence",
            new
            {
                basisId = report,
                targetId = unsigned,
                stance = "SUPPORTS",
                anchor = new
                {
                    exact = "not there",
                    start = 0,
                    end = 9,
                },
            },
            "QUOTE_MISMATCH input.anchor"
        );
        await ShouldRefuseAsync(
            api,
            "createEvent",
            new
            {
                name = "x",
                startsOn = "2025-02",
                endsOn = "2024",
                participations = new[] { new { actorId = usa, role = "signed" } },
            },
            "OUT_OF_RANGE input.endsOn",
            "INVALID_FORMAT input.participations.0.role"
        );
        await ShouldRefuseAsync(
            api,
            "createAppearance",
            new { statementId = unsigned, anchor = new { exact = "x", start = 1 } },
            "REQUIRED input.anchor.end",
            "REQUIRED input.anchor"
        );
        await ShouldRefuseAsync(
            api,
            "createReview",
            new
            {
                statementId = unsigned,
                reviewerId = report,
                verdict = "MIXED",
            },
            "WRONG_KIND input.reviewerId"
        );
        await ShouldRefuseAsync(
            api,
            "updateActor",
            new
            {
                id = missing,
                version = 1,
                name = "x",
            },
            "NOT_FOUND input.id"
        );
        await ShouldRefuseAsync(
            api,
            "updateActor",
            new
            {
                id = report,
                version = 1,
                name = "x",
            },
            "WRONG_KIND input.id"
        );
        await ShouldRefuseAsync(api, "updateActor", new { id = "x", version = 1 }, "INVALID_FORMAT input.id");
        await ShouldRefuseAsync(
            api,
            "updateActor",
            new
            {
                id = usa,
                version = 1,
                name = (string?)null,
            },
            "REQUIRED input.name"
        );
        await api.ShouldAnswerAsync("{ ledger { head { revision } } }", """{ "ledger": { "head": { "revision": 18 } } }""");
    }

    [Fact]
    public async Task Half_of_a_surrogate_pair_in_a_literal_is_refused()
    {
        await using var api = await Api.StartAsync();
        await api.ShouldFailAsync(
            "SYNTAX_ERROR",
            "half of a surrogate pair",
            """mutation { createActor(input: { name: "\uD83D" }) { actor { id } userErrors { code path } } }"""
        );
    }

    [Fact]
    public async Task Retraction_needs_a_reason_and_can_be_taken_back()
    {
        await using var api = await World.StartAsync();
        var id = await ReadingTests.IdAsync(api, "source", "report");
        await ShouldRefuseAsync(api, "retract", new { id, reason = " " }, "REQUIRED input.reason");
        await ShouldRefuseAsync(
            api,
            "retract",
            new
            {
                id,
                reason = "x",
                version = 7,
            },
            "STALE_VERSION input.version"
        );
        await api.ShouldAnswerAsync(
            """
            mutation ($id: ID!) {
              correctSource(input: { id: $id, reason: "A number was wrong" }) { outcome source { status statusReason version } }
              retract(input: { id: $id, reason: "The publisher withdrew it", version: 2 }) {
                outcome node { __typename status statusReason version }
              }
              updateSource(input: { id: $id, version: 3, title: "x" }) { userErrors { code path } }
              restore(input: { id: $id }) { outcome node { status statusReason version } }
            }
            """,
            """
            {
              "correctSource": {
                "outcome": "UPDATED", "source": { "status": "CORRECTED", "statusReason": "A number was wrong", "version": 2 }
              },
              "retract": {
                "outcome": "UPDATED",
                "node": {
                  "__typename": "Source", "status": "RETRACTED", "statusReason": "The publisher withdrew it", "version": 3
                }
              },
              "updateSource": { "userErrors": [{ "code": "RETRACTED", "path": ["input", "id"] }] },
              "restore": { "outcome": "UPDATED", "node": { "status": "ACTIVE", "statusReason": null, "version": 4 } }
            }
            """,
            new { id }
        );
        await ShouldRefuseAsync(
            api,
            "correctSource",
            new { id = await ReadingTests.IdAsync(api, "actor", "usa"), reason = "x" },
            "WRONG_KIND input.id"
        );
    }

    [Fact]
    public async Task Evidence_and_its_source_are_entered_in_one_commit()
    {
        await using var api = await World.StartAsync();
        var id = await ReadingTests.IdAsync(api, "statement", "signed");
        const string add = """
            mutation ($id: ID!, $url: String!) {
              addEvidence(
                input: {
                  targetId: $id, stance: SUPPORTS, note: "It shows the signature.",
                  source: { url: $url, title: "A photograph", kind: VIDEO }
                }
              ) {
                outcome revision
                evidence {
                  stance note basis { ... on Source { title kind evidenceCount } }
                  target { ... on Statement { key evidenceCounts { supports } attention } }
                }
                userErrors { code message path }
              }
            }
            """;
        await api.ShouldAnswerAsync(
            add,
            """
            {
              "addEvidence": {
                "outcome": "CREATED", "revision": 19,
                "evidence": {
                  "stance": "SUPPORTS", "note": "It shows the signature.",
                  "basis": { "title": "A photograph", "kind": "VIDEO", "evidenceCount": 1 },
                  "target": { "key": "signed", "evidenceCounts": { "supports": 1 }, "attention": ["UNREVIEWED", "SINGLE_SOURCE"] }
                },
                "userErrors": []
              }
            }
            """,
            new { id, url = "https://example.org/photo" }
        );
        var again = (await api.DataAsync(add, new { id, url = "https://example.org/report" }))["addEvidence"]!;
        again["evidence"]!["basis"]!["title"]!.GetValue<string>().ShouldBe("The report");
        again["evidence"]!["target"]!["evidenceCounts"]!["supports"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public async Task Evidence_that_is_refused_leaves_no_source_behind()
    {
        await using var api = await World.StartAsync();
        var (id, usa) = (await ReadingTests.IdAsync(api, "statement", "signed"), await ReadingTests.IdAsync(api, "actor", "usa"));
        await ShouldRefuseAsync(
            api,
            "addEvidence",
            new
            {
                targetId = usa,
                stance = "SUPPORTS",
                source = new { url = "https://example.org/new" },
            },
            "WRONG_KIND input.targetId"
        );
        await ShouldRefuseAsync(
            api,
            "addEvidence",
            new
            {
                targetId = id,
                stance = "SUPPORTS",
                source = new { url = "nonsense", publisherId = id },
            },
            "INVALID_FORMAT input.source.url",
            "WRONG_KIND input.source.publisherId"
        );
        await ShouldRefuseAsync(api, "addEvidence", new { targetId = id, stance = "SUPPORTS" }, "REQUIRED input.basisId");
        await ShouldRefuseAsync(
            api,
            "addEvidence",
            new
            {
                targetId = id,
                stance = "SUPPORTS",
                basisId = id,
                source = new { title = "x" },
            },
            "OUT_OF_RANGE input.source"
        );
        await api.ShouldAnswerAsync(
            """{ source(url: "https://example.org/new") { id } sources { totalCount } }""",
            """{ "source": null, "sources": { "totalCount": 3 } }"""
        );
    }

    [Fact]
    public async Task Evidence_on_evidence_undercuts_it()
    {
        await using var api = await World.StartAsync();
        var (pro, note) = (await ReadingTests.IdAsync(api, "evidence", "pro"), await ReadingTests.IdAsync(api, "source", "note"));
        await api.ShouldAnswerAsync(
            """
            mutation ($pro: ID!, $note: ID!) {
              addEvidence(input: { basisId: $note, targetId: $pro, stance: REBUTS }) {
                evidence { target { __typename ... on Evidence { key evidenceCounts { rebuts } } } }
              }
            }
            """,
            """
            {
              "addEvidence": {
                "evidence": { "target": { "__typename": "Evidence", "key": "pro", "evidenceCounts": { "rebuts": 1 } } }
              }
            }
            """,
            new { pro, note }
        );
    }

    [Fact]
    public async Task An_appearance_and_its_source_are_entered_in_one_commit()
    {
        await using var api = await World.StartAsync();
        var (statement, actor) = (await ReadingTests.IdAsync(api, "statement", "weak"), await ReadingTests.IdAsync(api, "actor", "uk"));
        await api.ShouldAnswerAsync(
            """
            mutation ($statement: ID!, $actor: ID!) {
              addAppearance(input: {
                statementId: $statement, actorId: $actor, saidOn: "2025-02-11",
                anchor: { exact: "troppo debole", start: 2, end: 15, language: "it" }
                source: { title: "Minutes", key: "minutes", snapshot: { text: "è troppo debole" } }
              }) { outcome appearance { statement { claimant { name } } source { key } anchor { exact } } userErrors { code message path } }
              said: addAppearance(input: { statementId: $statement }) { outcome appearance { source { id } actor { id } } }
            }
            """,
            """
            {
              "addAppearance": {
                "outcome": "CREATED",
                "appearance": {
                  "statement": { "claimant": { "name": "United Kingdom" } }, "source": { "key": "minutes" },
                  "anchor": { "exact": "troppo debole" }
                },
                "userErrors": []
              },
              "said": { "outcome": "CREATED", "appearance": { "source": null, "actor": null } }
            }
            """,
            new { statement, actor }
        );
    }

    [Fact]
    public async Task Parts_in_an_event_are_added_and_taken_away()
    {
        await using var api = await World.StartAsync();
        var (id, actor) = (await ReadingTests.IdAsync(api, "event", "summit"), await ReadingTests.IdAsync(api, "actor", "agency"));
        await api.ShouldAnswerAsync(
            """
            mutation ($id: ID!, $actor: ID!) {
              addParticipation(input: { id: $id, actorId: $actor, role: "REPORTED" }) {
                outcome event { version participations(actor: $actor) { role } }
              }
              twice: addParticipation(input: { id: $id, actorId: $actor, role: "REPORTED" }) { outcome }
              stale: addParticipation(input: { id: $id, actorId: $actor, role: "LEFT", version: 1 }) { userErrors { code path } }
              wrong: addParticipation(input: { id: $id, actorId: $id, role: "LEFT" }) { userErrors { code path } }
              removeParticipation(input: { id: $id, actorId: $actor, role: "REPORTED" }) {
                outcome event { version participations { role } }
              }
            }
            """,
            """
            {
              "addParticipation": { "outcome": "UPDATED", "event": { "version": 2, "participations": [{ "role": "REPORTED" }] } },
              "twice": { "outcome": "UNCHANGED" },
              "stale": { "userErrors": [{ "code": "STALE_VERSION", "path": ["input", "version"] }] },
              "wrong": { "userErrors": [{ "code": "WRONG_KIND", "path": ["input", "actorId"] }] },
              "removeParticipation": { "outcome": "UPDATED", "event": {
                "version": 3,
                "participations": [
                  { "role": "HOSTED" }, { "role": "SIGNED" }, { "role": "DECLINED_TO_SIGN" }, { "role": "DECLINED_TO_SIGN" }
                ]
              } }
            }
            """,
            new { id, actor }
        );
    }

    [Fact]
    public async Task Parts_added_at_the_same_time_without_a_version_are_all_kept()
    {
        const int Callers = 8;
        const int Each = 12;
        await using var api = await World.StartAsync();
        var (id, actorId) = (await ReadingTests.IdAsync(api, "event", "summit"), await ReadingTests.IdAsync(api, "actor", "agency"));
        await Task.WhenAll(
            Enumerable
                .Range(0, Callers)
                .Select(async caller =>
                {
                    for (var i = 0; i < Each; i++)
                        await AddAsync($"ROLE_{caller}_{i}");
                })
        );
        var data = await api.DataAsync(
            "query ($actorId: ID!) { event(key: \"summit\") { version participations(actor: $actorId) { role } } }",
            new { actorId }
        );
        data["event"]!["participations"]!.AsArray().Count.ShouldBe(Callers * Each);
        data["event"]!["version"]!.GetValue<int>().ShouldBe(1 + (Callers * Each));

        async Task AddAsync(string role)
        {
            var input = new
            {
                id,
                actorId,
                role,
            };
            var answer = await api.DataAsync(
                "mutation ($input: AddParticipationInput!) { addParticipation(input: $input) { outcome userErrors { message } } }",
                new { input }
            );
            answer["addParticipation"]!["userErrors"]!.AsArray().ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_mutation_sent_again_with_its_id_is_not_applied_again()
    {
        await using var api = await World.StartAsync();
        var input = new
        {
            targetId = await ReadingTests.IdAsync(api, "statement", "signed"),
            stance = "SUPPORTS",
            source = new { title = "A paper without address" },
            clientMutationId = "7d3",
        };
        const string add = """
            mutation ($input: AddEvidenceInput!) {
              addEvidence(input: $input) { clientMutationId outcome revision evidence { id } userErrors { code } }
            }
            """;
        var first = (await api.DataAsync(add, new { input }))["addEvidence"]!;
        var again = (await api.DataAsync(add, new { input }))["addEvidence"]!;
        first["outcome"]!.GetValue<string>().ShouldBe("CREATED");
        again["outcome"]!.GetValue<string>().ShouldBe("EXISTING");
        again["clientMutationId"]!.GetValue<string>().ShouldBe("7d3");
        (again["evidence"]!["id"]!.GetValue<string>(), again["revision"]!.GetValue<int>()).ShouldBe(
            (first["evidence"]!["id"]!.GetValue<string>(), first["revision"]!.GetValue<int>())
        );
        await api.ShouldAnswerAsync(
            "{ statement(key: \"signed\") { evidenceCounts { supports } } }",
            """{ "statement": { "evidenceCounts": { "supports": 1 } } }"""
        );
    }

    [Fact]
    public async Task An_update_sent_again_with_its_id_is_not_stale()
    {
        await using var api = await World.StartAsync();
        var id = await ReadingTests.IdAsync(api, "actor", "usa");
        const string update = """
            mutation ($id: ID!) {
              updateActor(input: { id: $id, version: 1, name: "USA", clientMutationId: "u1" }) {
                outcome actor { name version } userErrors { code }
              }
            }
            """;
        await api.ShouldAnswerAsync(
            update,
            """{ "updateActor": { "outcome": "UPDATED", "actor": { "name": "USA", "version": 2 }, "userErrors": [] } }""",
            new { id }
        );
        await api.ShouldAnswerAsync(
            update,
            """{ "updateActor": { "outcome": "EXISTING", "actor": { "name": "USA", "version": 2 }, "userErrors": [] } }""",
            new { id }
        );
    }

    [Fact]
    public async Task Another_input_with_a_used_id_is_not_lost()
    {
        await using var api = await Api.StartAsync();
        await api.ShouldAnswerAsync(
            """
            mutation {
              a: createActor(input: { name: "France", clientMutationId: "0" }) { outcome }
              b: createActor(input: { name: "Germany", clientMutationId: "0" }) { outcome }
              c: createActor(input: { name: "France", clientMutationId: "0" }) { outcome }
              d: createStatement(input: { text: "France", clientMutationId: "0" }) { outcome }
            }
            """,
            """
            {
              "a": { "outcome": "CREATED" }, "b": { "outcome": "CREATED" }, "c": { "outcome": "EXISTING" },
              "d": { "outcome": "CREATED" }
            }
            """
        );
        await ShouldRefuseAsync(
            api,
            "createActor",
            new { name = "x", clientMutationId = new string('x', 101) },
            "TOO_LONG input.clientMutationId"
        );
        await ShouldRefuseAsync(api, "createActor", new { name = "x", clientMutationId = "\0" }, "INVALID_TEXT input.clientMutationId");
    }

    [Fact]
    public async Task Mutations_of_one_request_run_one_after_the_other_and_see_each_other()
    {
        await using var api = await Api.StartAsync();
        await api.ShouldAnswerAsync(
            """
            mutation {
              first: createActor(input: { name: "France", key: "france" }) { revision actor { name } }
              refused: createActor(input: { name: "" }) { revision userErrors { code } }
              second: createActor(input: { name: "Germany", key: "france" }) { revision outcome actor { name } }
              third: createActor(input: { name: "Spain" }) { revision }
            }
            """,
            """
            {
              "first": { "revision": 1, "actor": { "name": "France" } },
              "refused": { "revision": null, "userErrors": [{ "code": "REQUIRED" }] },
              "second": { "revision": 1, "outcome": "EXISTING", "actor": { "name": "France" } },
              "third": { "revision": 2 }
            }
            """
        );
    }

    [Fact]
    public async Task The_ledger_names_the_key_with_which_something_was_changed()
    {
        await using var api = await Api.StartAsync();
        await api.DataAsync("""mutation { createActor(input: { name: "France" }) { actor { id } } }""");
        await api.ShouldAnswerAsync(
            "{ ledger { entries { principal } } }",
            $$"""{ "ledger": { "entries": [{ "principal": "key:tests ({{api.Key.Id}})" }] } }"""
        );
    }

    private static async Task<string> CreateAsync(Api api, string noun, object input)
    {
        var field = noun.ToLowerInvariant();
        var payload = (
            await api.DataAsync(
                $$"""
                mutation ($input: Create{{noun}}Input!) {
                  create{{noun}}(input: $input) { outcome {{field}} { id } userErrors { code message path } }
                }
                """,
                new { input }
            )
        )[$"create{noun}"]!;
        payload["userErrors"]!.AsArray().ShouldBeEmpty(payload.ToJsonString());
        payload["outcome"]!.GetValue<string>().ShouldBe("CREATED");
        return payload[field]!["id"]!.GetValue<string>();
    }

    private static async Task ShouldRefuseAsync(Api api, string mutation, object input, params string[] expected)
    {
        var type = char.ToUpperInvariant(mutation[0]) + mutation[1..] + "Input";
        var payload = (
            await api.DataAsync(
                $"mutation ($input: {type}!) {{ {mutation}(input: $input) {{ outcome revision userErrors {{ code message path }} }} }}",
                new { input }
            )
        )[mutation]!;
        payload["outcome"].ShouldBeNull();
        payload["userErrors"]!.AsArray().Select(Short).ShouldBe(expected, ignoreOrder: true, payload.ToJsonString());
    }

    private static string Short(JsonNode? error) =>
        $"{error!["code"]!.GetValue<string>()} {string.Join('.', error["path"]!.AsArray().Select(p => p!.GetValue<string>()))}";
}
