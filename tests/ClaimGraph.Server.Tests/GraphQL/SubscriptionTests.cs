using System.Text.Json.Nodes;
using ClaimGraph.Changes;
using ClaimGraph.GraphQL;

namespace ClaimGraph.Server.Tests.GraphQL;

/// <summary>What subscriptions tell, and that none of it is lost or told twice.</summary>
public class SubscriptionTests
{
    [Fact]
    public async Task Changes_tell_who_when_why_and_what()
    {
        await using var api = await World.StartAsync();
        await using var client = await SocketClient.StartAsync(api);
        var id = await IdAsync(api, "statement", "weak");
        await client.SubscribeAsync(
            "1",
            """
            subscription {
              changes {
                revision recordedAt principal reason changes { action nodeId node { ... on Statement { status } } before after }
              }
            }
            """
        );
        await SocketTests.Until(() => api.Feed.Subscribers == 1);
        var revision = await RetractAsync(api, id);

        var happened = (await client.NextAsync())["changes"]!;
        ((long)happened["revision"]!, (string)happened["principal"]!, (string)happened["reason"]!).ShouldBe(
            (revision, api.Key.Principal, "Wrong.")
        );
        var entry = (await api.Store.ChangesAsync(revision - 1, 1))[0];
        ((DateTime)happened["recordedAt"]!).ToUniversalTime().ShouldBe(entry.RecordedAt.UtcDateTime);
        var change = happened["changes"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)change["action"]!, (string)change["nodeId"]!, (string)change["node"]!["status"]!).ShouldBe(("RETRACT", id, "RETRACTED"));
        ((string)change["before"]!, (string)change["after"]!).ShouldBe((entry.Changes[0].Before, entry.Changes[0].After));
    }

    [Theory]
    [InlineData("{}", 4)]
    [InlineData("{ kinds: [ACTOR] }", 2)]
    [InlineData("{ kinds: [ACTOR], actions: [UPDATE] }", 1)]
    [InlineData("{ actions: [RETRACT] }", 0)]
    [InlineData("{ principals: [\"bob\"] }", 1)]
    [InlineData("{ principals: [\"bob\"], kinds: [STATEMENT] }", 0)]
    [InlineData("{ nodes: [\"{actor}\"] }", 2)]
    [InlineData("{ kinds: [] }", 0)]
    public async Task Changes_are_filtered_on_the_server(string filter, int expected)
    {
        await using var api = await Api.StartAsync();
        var actor = api.Ids.Next(NodeKind.Actor);
        await CommitAsync(api, new Create(actor, new ActorContent { Name = "France" }), "ada");
        await CommitAsync(api, new Update(actor, 1, new ActorContent { Name = "The French Republic" }), "bob");
        await CommitAsync(api, new Create(api.Ids.Next(NodeKind.Statement), new StatementContent { Text = "France signed" }), "ada");
        await CommitAsync(api, new Create(api.Ids.Next(NodeKind.Event), new EventContent { Name = "The summit" }), "ada");

        var ofActor = filter.Replace("{actor}", actor.ToString(), StringComparison.Ordinal);
        var query = $"subscription {{ changes(after: 0, filter: {ofActor}) {{ revision }} }}";
        (await CollectAsync(api, query, expected)).Count.ShouldBe(expected);
    }

    [Fact]
    public async Task A_statement_changes_with_what_is_linked_to_it()
    {
        await using var api = await World.StartAsync();
        var all = await CollectAsync(
            api,
            $$"""
            subscription { statementChanged(id: "{{await IdAsync(
                api,
                "statement",
                "unsigned"
            )}}", after: 0) { revision statement { key } change { action } links { action node { __typename ... on Node { key } } } } }
            """,
            7
        );
        all.Select(e => e["statementChanged"]!)
            .Select(e =>
                $"{e["statement"]!["key"]} {e["change"]?["action"]} "
                + string.Join(',', e["links"]!.AsArray().Select(l => $"{l!["action"]} {l["node"]!["key"]}"))
            )
            .ShouldBe([
                "unsigned CREATE ",
                "unsigned  CREATE said",
                "unsigned  CREATE pro",
                "unsigned  CREATE pro-copy",
                "unsigned  CREATE con",
                "unsigned  CREATE undercut",
                "unsigned  CREATE review",
            ]);
    }

    [Fact]
    public async Task A_statement_changes_when_evidence_on_it_is_withdrawn()
    {
        await using var api = await World.StartAsync();
        await using var client = await SocketClient.StartAsync(api);
        await client.SubscribeAsync(
            "1",
            $$"""
            subscription { statementChanged(id: "{{await IdAsync(
                api,
                "statement",
                "unsigned"
            )}}") { statement { evidenceCounts { supports } } change { action } links { action node { key } } } }
            """
        );
        await SocketTests.Until(() => api.Feed.Subscribers == 1);
        await RetractAsync(api, await IdAsync(api, "evidence", "pro"));
        (await client.NextAsync())
            .ToJsonString()
            .ShouldBe(
                """{"statementChanged":{"statement":{"evidenceCounts":{"supports":1}},"change":null,"links":[{"action":"RETRACT","node":"""
                    + """{"key":"pro"}}]}}"""
            );
    }

    [Theory]
    [InlineData("source", "note", "RETRACTED_BASIS")] // the basis of evidence on it
    [InlineData("statement", "signed", "CONTESTED")] // the basis of what undercuts evidence on it
    public async Task A_statement_changes_when_what_is_computed_of_it_does_however_far_off_the_cause(
        string kind,
        string key,
        string attention
    )
    {
        await using var api = await World.StartAsync();
        await using var client = await SocketClient.StartAsync(api);
        var cause = await IdAsync(api, kind, key);
        await client.SubscribeAsync(
            "1",
            $$"""
            subscription { statementChanged(id: "{{await IdAsync(api, "statement", "unsigned")}}") {
              reason statement { attention } change { action } links { action } causes { action node { id } }
            } }
            """
        );
        await SocketTests.Until(() => api.Feed.Subscribers == 1);
        await RetractAsync(api, cause);
        var told = (await client.NextAsync())["statementChanged"]!;
        told["statement"]!["attention"]!.AsArray().Select(a => (string?)a).ShouldContain(attention);
        told.AsObject().Remove("statement");
        told.ToJsonString()
            .ShouldBe($$$"""{"reason":"Wrong.","change":null,"links":[],"causes":[{"action":"RETRACT","node":{"id":"{{{cause}}}"}}]}""");
    }

    [Fact]
    public async Task What_changes_nothing_of_a_statement_is_not_told()
    {
        await using var api = await World.StartAsync();
        await using var client = await SocketClient.StartAsync(api);
        await client.SubscribeAsync(
            "1",
            $$"""subscription { statementChanged(id: "{{await IdAsync(api, "statement", "signed")}}") { revision } }"""
        );
        await SocketTests.Until(() => api.Feed.Subscribers == 1);
        await RetractAsync(api, await IdAsync(api, "source", "note")); // changes "unsigned"
        await RetractAsync(api, await IdAsync(api, "event", "summit"));
        var weak = await RetractAsync(api, await IdAsync(api, "statement", "weak"));
        ((long)(await client.NextAsync())["statementChanged"]!["revision"]!).ShouldBe(weak);
    }

    [Fact]
    public async Task Evidence_and_reviews_are_told_when_they_are_entered_and_pass_the_filter()
    {
        await using var api = await World.StartAsync();
        await RetractAsync(api, await IdAsync(api, "evidence", "pro"));
        async Task Told(string field, string list, string filter, params string[] keys) =>
            (
                await CollectAsync(
                    api,
                    $"subscription {{ {field}(after: 0{filter}) {{ {list} {{ key }} changes {{ action }} }} }}",
                    keys.Length
                )
            )
                .SelectMany(e => e[field]![list]!.AsArray())
                .Select(n => (string)n!["key"]!)
                .ShouldBe(keys);
        await Told("evidenceAdded", "evidence", "", "pro", "pro-copy", "con", "undercut", "context");
        await Told("evidenceAdded", "evidence", ", filter: { stance: { eq: REBUTS } }", "con", "undercut");
        await Told(
            "evidenceAdded",
            "evidence",
            $", filter: {{ target: {{ eq: \"{await IdAsync(api, "statement", "signed")}\" }} }}",
            "context"
        );
        await Told("reviewPublished", "reviews", "", "review");
        await Told("reviewPublished", "reviews", ", filter: { verdict: { eq: MIXED } }");
    }

    [Fact]
    public async Task Records_that_are_entered_together_are_one_event()
    {
        await using var api = await Api.StartAsync();
        var (source, statement) = (api.Ids.Next(NodeKind.Source), api.Ids.Next(NodeKind.Statement));
        await api.Store.CommitAsync(
            new ChangeSet
            {
                Principal = "test",
                Operations =
                [
                    new Create(source, new SourceContent { Title = "A" }),
                    new Create(statement, new StatementContent { Text = "B" }),
                    new Create(
                        api.Ids.Next(NodeKind.Evidence),
                        new EvidenceContent
                        {
                            Basis = source,
                            Target = statement,
                            Stance = Stance.Supports,
                        }
                    ),
                    new Create(
                        api.Ids.Next(NodeKind.Evidence),
                        new EvidenceContent
                        {
                            Basis = source,
                            Target = statement,
                            Stance = Stance.Context,
                        }
                    ),
                ],
            }
        );
        (await CollectAsync(api, "subscription { evidenceAdded(after: 0) { revision evidence { stance } } }", 1))
            .ShouldHaveSingleItem()
            .ToJsonString()
            .ShouldBe("""{"evidenceAdded":{"revision":1,"evidence":[{"stance":"SUPPORTS"},{"stance":"CONTEXT"}]}}""");
    }

    [Fact]
    public async Task Who_comes_back_loses_nothing_and_sees_nothing_twice()
    {
        await using var api = await Api.StartAsync(options => options.Live.RecentEntries = 3);
        var writing = Task.Run(
            async () =>
            {
                for (var i = 0; i < 200; i++)
                    await CommitAsync(api, new Create(api.Ids.Next(NodeKind.Actor), new ActorContent { Name = $"{i}" }));
            },
            TestContext.Current.CancellationToken
        );
        var seen = new List<long>();
        for (var visit = 1; seen.Count < 200; visit++)
        {
            await using var client = await SocketClient.StartAsync(api);
            await client.SubscribeAsync(
                "1",
                "subscription ($after: Int) { changes(after: $after) { revision } }",
                new { after = seen.LastOrDefault() }
            );
            for (var i = 0; i < visit * 7 && seen.Count < 200; i++)
                seen.Add((long)(await client.NextAsync())["changes"]!["revision"]!);
            client.Abort();
        }
        await writing;
        seen.ShouldBe(Enumerable.Range(1, 200).Select(i => (long)i));
    }

    [Fact]
    public async Task Every_server_on_a_store_tells_the_same()
    {
        await using var one = await Api.StartAsync(options => options.Live.PollInterval = TimeSpan.FromMilliseconds(20));
        await using var other = await one.BesideAsync(options => options.Live.PollInterval = TimeSpan.FromMilliseconds(20));
        await using var here = await SocketClient.StartAsync(one);
        await using var there = await SocketClient.StartAsync(other);
        foreach (var client in new[] { here, there })
            await client.SubscribeAsync("1", "subscription { changes(after: 0) { revision principal changes { nodeId after } } }");
        for (var i = 0; i < 20; i++)
        {
            var by = i % 3 == 0 ? other : one;
            await by.DataAsync("mutation ($name: String!) { createActor(input: { name: $name }) { revision } }", new { name = $"{i}" });
            (await here.NextAsync()).ToJsonString().ShouldBe((await there.NextAsync()).ToJsonString());
        }
    }

    [Fact]
    public async Task Who_is_told_of_a_commit_of_another_server_sees_what_it_wrote()
    {
        await using var one = await World.StartAsync();
        await using var other = await one.BesideAsync(options => options.Live.PollInterval = TimeSpan.FromMilliseconds(10));
        var (statement, note) = (await IdAsync(one, "statement", "unsigned"), await IdAsync(one, "source", "note"));
        await using var client = await SocketClient.StartAsync(other);
        await client.SubscribeAsync(
            "1",
            $$"""subscription { statementChanged(id: "{{statement}}") { revision statement { attention } } }"""
        );
        await SocketTests.Until(() => other.Feed.Subscribers == 1);
        for (var i = 0; i < 10; i++)
        {
            await other.DataAsync($$"""{ node(id: "{{statement}}") { ... on Statement { attention } } }"""); // it is kept in memory there
            var isRetracted = i % 2 == 0;
            await one.DataAsync(
                isRetracted
                    ? $$"""mutation { retract(input: { id: "{{note}}", reason: "Wrong." }) { revision } }"""
                    : $$"""mutation { restore(input: { id: "{{note}}" }) { revision } }"""
            );
            (await client.NextAsync())["statementChanged"]!["statement"]!["attention"]!
                .AsArray()
                .Any(a => (string?)a == "RETRACTED_BASIS")
                .ShouldBe(isRetracted);
        }
    }

    [Fact]
    public async Task Who_does_not_read_holds_nobody_up_and_loses_nothing()
    {
        const string Subscription = "subscription { changes(after: 0) { revision changes { after } } }";
        await using var api = await Api.StartAsync(options =>
            (options.Live.RecentEntries, options.Live.PollInterval, options.Live.KeepAlive, options.Live.SendTimeout) = (
                4,
                TimeSpan.FromMilliseconds(10),
                TimeSpan.FromHours(1),
                TimeSpan.FromMinutes(10)
            )
        );
        await using var slow = await SocketClient.StartAsync(api);
        await slow.SubscribeAsync("1", Subscription);
        await using var quick = await SocketClient.StartAsync(api);
        await quick.SubscribeAsync("1", Subscription);
        // Far more than what the sockets of the system hold.
        for (var i = 1; i <= 300; i++)
        {
            await CommitAsync(
                api,
                new Create(
                    api.Ids.Next(NodeKind.Source),
                    new SourceContent
                    {
                        Title = $"{i}",
                        Snapshot = new Snapshot { Text = new string('x', 50_000) },
                    }
                )
            );
            ((int)(await quick.NextAsync())["changes"]!["revision"]!).ShouldBe(i);
        }
        for (var i = 1; i <= 300; i++)
            ((int)(await slow.NextAsync())["changes"]!["revision"]!).ShouldBe(i);
    }

    [Fact]
    public async Task The_ledger_is_read_only_while_somebody_follows()
    {
        WatchedStore? store = null;
        var (clock, interval) = (new ManualClock { ControlsTimers = true }, new LiveOptions().PollInterval);
        await using var api = await Api.StartAsync(wrap: inner => store = new WatchedStore(inner), clock: clock);
        await using (var client = await SocketClient.StartAsync(api))
        {
            store!.Calls.ShouldBeEmpty();
            await client.SubscribeAsync("1", "subscription { changes { revision } }");
            await clock.UntilSetAsync(interval);
            for (var polls = 1; polls <= 3; polls++)
            {
                await SocketTests.Until(() => store.Calls.Count(c => c == "Changes") >= polls);
                clock.Advance(interval);
            }
            await client.CloseAsync();
        }
        await SocketTests.Until(() => clock.Timers == 0);
        var before = store.Calls.Count;
        clock.Advance(10 * interval);
        store.Calls.Count.ShouldBe(before);
    }

    [Fact]
    public async Task A_store_that_fails_ends_the_subscription_with_its_error_and_the_client_goes_on_from_where_it_was()
    {
        WatchedStore? store = null;
        await using var api = await Api.StartAsync(wrap: inner => store = new WatchedStore(inner));
        await CommitAsync(api, new Create(api.Ids.Next(NodeKind.Actor), new ActorContent { Name = "A" }));
        await using var client = await SocketClient.StartAsync(api);
        store!.Failure = call =>
            call.StartsWith("Get", StringComparison.Ordinal) ? new StoreUnavailableException("The store is away.") : null;
        await client.SubscribeAsync("1", "subscription { changes(after: 0) { changes { node { id } } } }");
        await client.ShouldFailAsync("1", "STORE_UNAVAILABLE", "The store is away.");
        store.Failure = _ => null;
        await client.SubscribeAsync("1", "subscription { changes(after: 0) { revision changes { node { id } } } }");
        ((int)(await client.NextAsync())["changes"]!["revision"]!).ShouldBe(1);
    }

    [Theory]
    [InlineData(
        "subscription { changes(after: 99) { revision } }",
        "INVALID_ARGUMENT",
        "There is no revision 99 yet; the newest revision is 0."
    )]
    [InlineData("subscription { changes(after: -1) { revision } }", "INVALID_ARGUMENT", "after is negative; use a revision, 0 or more.")]
    [InlineData(
        "subscription { statementChanged(id: \"x\") { revision } }",
        "INVALID_ARGUMENT",
        "is not a valid id; use the id of a record as the API returns it"
    )]
    [InlineData(
        "subscription { changes(filter: { nodes: [\"x\"] }) { revision } }",
        "VALIDATION_FAILED",
        "is not a valid id; use the id of a record as the API returns it"
    )]
    [InlineData("subscription { changes { revision } evidenceAdded { revision } }", "VALIDATION_FAILED", "one root field")]
    [InlineData(
        "subscription { ...A } fragment A on Subscription { a: changes { revision } b: changes { revision } }",
        "VALIDATION_FAILED",
        "one"
    )]
    [InlineData("subscription { __typename }", "VALIDATION_FAILED", "exactly one root field")]
    [InlineData("subscription { __schema { description } }", "VALIDATION_FAILED", "Cannot query field '__schema' on type 'Subscription'.")]
    [InlineData(
        "subscription ($no: Boolean = false) { changes @include(if: $no) { revision } }",
        "VALIDATION_FAILED",
        "exactly one root field"
    )]
    public async Task A_subscription_that_cannot_run_is_refused(string query, string code, string message)
    {
        await using var api = await Api.StartAsync();
        await using var client = await SocketClient.StartAsync(api);
        await client.SubscribeAsync("1", query);
        await client.ShouldFailAsync("1", code, message);
    }

    [Fact]
    public async Task A_subscription_has_no_answer_in_JSON()
    {
        await using var api = await Api.StartAsync();
        var (response, _) = await api.PostAsync("""{"query":"subscription { changes { revision } }"}""");
        ((int)response.StatusCode).ShouldBe(406);
        await api.ShouldFailAsync("NOT_ACCEPTABLE", "text/event-stream", "subscription { changes { revision } }");
    }

    /// <summary>So many events as are expected of a subscription, and those that come beside them while another one reads up to the end
    /// of the ledger.</summary>
    private static async Task<List<JsonNode>> CollectAsync(Api api, string query, int expected)
    {
        var end = (await api.Store.HeadAsync()).Revision;
        await using var client = await SocketClient.StartAsync(api);
        await client.SubscribeAsync("1", query);
        await client.SubscribeAsync("all", "subscription { changes(after: 0) { revision } }");
        var events = new List<JsonNode>();
        for (var all = 0L; all < end || events.Count < expected; )
        {
            var message = JsonNode.Parse((await client.ReceiveAsync())!)!;
            message["payload"]!["errors"].ShouldBeNull(message.ToJsonString());
            if ((string?)message["id"] == "1")
                events.Add(message["payload"]!["data"]!);
            else
                all = (long)message["payload"]!["data"]!["changes"]!["revision"]!;
        }
        await client.SendAsync("""{"type":"ping"}""");
        while (await client.ReceiveAsync() is { } rest && JsonNode.Parse(rest)! is var last && (string?)last["type"] != "pong")
            events.Add(last["payload"]!["data"]!);
        return events;
    }

    private static async Task<string> IdAsync(Api api, string field, string key) =>
        (string)(await api.DataAsync($"{{ {field}(key: \"{key}\") {{ id }} }}"))[field]!["id"]!;

    private static async Task<long> RetractAsync(Api api, string id) =>
        (long)
            (await api.DataAsync("mutation ($id: ID!) { retract(input: { id: $id, reason: \"Wrong.\" }) { revision } }", new { id }))[
                "retract"
            ]!["revision"]!;

    private static async Task<long> CommitAsync(Api api, Operation operation, string principal = "test") =>
        (await api.Store.CommitAsync(new ChangeSet { Principal = principal, Operations = [operation] })).Revision;
}
