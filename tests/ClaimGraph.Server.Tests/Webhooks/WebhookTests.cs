using System.Text.Json.Nodes;
using StandardWebhooks;

namespace ClaimGraph.Server.Tests.Webhooks;

/// <summary>Webhooks are told of events: signed, in order, at least once.</summary>
public sealed class WebhookTests
{
    [Fact]
    public async Task Event_is_sent_as_the_specification_has_it()
    {
        await using var api = await HookedApi.StartAsync();
        var (id, secret) = await api.CreateAsync();
        var actor = await api.ActorAsync("France");
        var message = (await api.Target.UntilAsync(1))[0];
        secret.ShouldMatch("^whsec_[A-Za-z0-9+/]{43}=$");
        message.IsSignedWith(secret).ShouldBeTrue();
        message.IsSignedWith("whsec_" + Convert.ToBase64String(new byte[32])).ShouldBeFalse();
        (message with { Body = message.Body.Replace("France", "Spain", StringComparison.Ordinal) + " " })
            .IsSignedWith(secret)
            .ShouldBeFalse();
        message.Id.ShouldBe($"msg_{id[3..]}_1");
        message.Headers["Content-Type"].ToString().ShouldBe("application/json");
        var expected = $$$$"""
            {"type":"changes","timestamp":"{{{{message.Json["data"]!["changes"]!["recordedAt"]}}}}","revision":1,"data":{"changes":
            {"revision":1,"recordedAt":"{{{{message.Json["timestamp"]}}}}","principal":"{{{{api.Api.Key.Principal}}}}","reason":null,
            "changes":[{"action":"CREATE","nodeId":"{{{{actor}}}}","node":{"__typename":"Actor"}}]}}}
            """;
        message.Body.ShouldBe(expected.ReplaceLineEndings(""));
        var webhook = await api.UntilAsync(id, w => w["position"]!.GetValue<int>() == 1);
        var delivery = webhook["deliveries"]!.AsArray().ShouldHaveSingleItem()!;
        (delivery["key"]!.GetValue<string>(), delivery["status"]!.GetValue<int>(), delivery["outcome"]!.GetValue<string>()).ShouldBe(
            ("1", 204, "DELIVERED")
        );
    }

    [Fact]
    public async Task Events_come_in_the_order_of_the_ledger_and_each_once()
    {
        await using var api = await HookedApi.StartAsync();
        await api.ActorAsync("before");
        await api.CreateAsync();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => api.ActorAsync($"Actor {i}")));
        (await api.Target.UntilAsync(20)).Select(m => m.Revision).ShouldBe(Enumerable.Range(2, 20));
    }

    [Fact]
    public async Task Filter_and_document_choose_what_is_sent()
    {
        await using var api = await HookedApi.StartAsync();
        var actor = await api.ActorAsync("France");
        await api.CreateAsync($$""", filter: { kinds: [ACTOR], actions: [UPDATE], nodes: ["{{actor}}"] }""");
        var document = "subscription { statementChanged(id: \\\"key:s\\\") { statement { text } } }";
        await api.Api.DataAsync("""mutation { createStatement(input: { text: "A", language: "en", key: "s" }) { outcome } }""");
        await api.CreateAsync($$""", document: "{{document}}" """);
        await api.ActorAsync("Spain");
        await api.Api.DataAsync($$"""mutation { updateActor(input: { id: "{{actor}}", version: 1, description: "x" }) { outcome } }""");
        await api.Api.DataAsync("""mutation { updateStatement(input: { id: "key:s", version: 1, prior: 0.4 }) { outcome } }""");
        var messages = await api.Target.UntilAsync(2);
        messages.Select(m => m.Revision).Order().ShouldBe([4, 5]);
        messages.Single(m => m.Revision == 5).Json["data"]!.ToJsonString().ShouldBe("""{"statementChanged":{"statement":{"text":"A"}}}""");
        messages.Single(m => m.Revision == 5).Json["type"]!.GetValue<string>().ShouldBe("statementChanged");
    }

    [Fact]
    public async Task Target_that_fails_is_tried_again_and_gets_the_same_message()
    {
        await using var api = await HookedApi.StartAsync();
        api.Target.Answer = (number, _) => Task.FromResult(number < 3 ? 503 : 200);
        var (id, secret) = await api.CreateAsync();
        await api.ActorAsync("France");
        await api.ActorAsync("Spain");
        var messages = await api.Target.UntilAsync(4);
        messages.Select(m => m.Revision).ShouldBe([1, 1, 1, 2]);
        messages.Take(3).Select(m => (m.Id, m.Body)).Distinct().Count().ShouldBe(1);
        messages.ShouldAllBe(m => m.IsSignedWith(secret));
        var webhook = await api.UntilAsync(id, w => w["position"]!.GetValue<int>() == 2);
        webhook["deliveries"]!
            .AsArray()
            .Select(d => $"{d!["key"]} {d["attempt"]} {d["status"]} {d["outcome"]}")
            .ShouldBe(["2 1 200 DELIVERED", "1 3 200 DELIVERED", "1 2 503 FAILED", "1 1 503 FAILED"]);
        webhook["deliveries"]![2]!["error"]!.GetValue<string>().ShouldBe("The target answered 503.");
    }

    [Fact]
    public async Task What_is_never_taken_becomes_a_dead_letter_and_can_be_sent_again()
    {
        await using var api = await HookedApi.StartAsync();
        api.Target.Answer = (number, _) => Task.FromResult(number <= 3 ? 500 : 200);
        var (id, _) = await api.CreateAsync();
        await api.ActorAsync("France");
        await api.ActorAsync("Spain");
        (await api.Target.UntilAsync(4)).Select(m => m.Revision).ShouldBe([1, 1, 1, 2]);
        var webhook = await api.UntilAsync(id, w => w["position"]!.GetValue<int>() == 2);
        var letter = webhook["deadLetters"]!.AsArray().ShouldHaveSingleItem()!;
        letter.ToJsonString().ShouldBe("""{"key":"1","revision":1,"attempts":3,"error":"The target answered 500."}""");
        var payload = await api.MutateAsync("replayWebhook", $"id: \"{id}\"", "deadLetters");
        payload["deadLetters"]!.GetValue<int>().ShouldBe(1);
        var again = (await api.Target.UntilAsync(5))[4];
        (again.Revision, again.Id, again.Body).ShouldBe((1, api.Target.Messages[0].Id, api.Target.Messages[0].Body));
        await api.UntilAsync(id, w => w["deadLetters"]!.AsArray().Count == 0);
    }

    [Fact]
    public async Task Replay_sends_all_events_after_a_revision_again()
    {
        await using var api = await HookedApi.StartAsync();
        var (id, _) = await api.CreateAsync();
        foreach (var name in new[] { "France", "Spain", "Italy" })
            await api.ActorAsync(name);
        await api.Target.UntilAsync(3);
        await api.MutateAsync("replayWebhook", $"id: \"{id}\", after: 1");
        (await api.Target.UntilAsync(5)).Select(m => m.Revision).ShouldBe([1, 2, 3, 2, 3]);
        (await api.ProblemAsync("replayWebhook", $"id: \"{id}\", after: 9")).ShouldBe(
            "input.after: There is no revision 9 yet; the newest revision is 3. (OUT_OF_RANGE)"
        );
    }

    [Fact]
    public async Task Target_that_is_gone_is_told_nothing_more_until_an_admin_says_so()
    {
        await using var api = await HookedApi.StartAsync();
        api.Target.Answer = (number, _) => Task.FromResult(number == 1 ? 410 : 200);
        var (id, _) = await api.CreateAsync();
        await api.ActorAsync("France");
        var webhook = await api.UntilAsync(id, w => w["state"]!.GetValue<string>() == "PAUSED");
        webhook["stateReason"]!.GetValue<string>().ShouldBe("The target answered 410 (Gone): it wants no more.");
        await api.ActorAsync("Spain");
        api.Target.Messages.Count.ShouldBe(1);
        await api.MutateAsync("updateWebhook", $"id: \"{id}\", active: true");
        (await api.Target.UntilAsync(3)).Select(m => m.Revision).ShouldBe([1, 1, 2]);
    }

    [Fact]
    public async Task Retry_after_is_honoured()
    {
        await using var api = await HookedApi.StartAsync(o => o.LongestRetry = TimeSpan.FromHours(1));
        api.Target.Answer = (number, http) =>
        {
            http.Response.Headers.RetryAfter = "600";
            return Task.FromResult(429);
        };
        var (id, _) = await api.CreateAsync();
        await api.ActorAsync("France");
        var webhook = await api.UntilAsync(id, w => w["retryAt"] is not null);
        var retry = DateTimeOffset.Parse(webhook["retryAt"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);
        (retry - TimeProvider.System.GetUtcNow()).ShouldBeGreaterThan(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task Slow_target_holds_up_no_other()
    {
        await using var api = await HookedApi.StartAsync();
        await using var other = await Receiver.StartAsync();
        var release = new TaskCompletionSource();
        api.Target.Answer = async (_, _) =>
        {
            await release.Task;
            return 200;
        };
        await api.CreateAsync();
        (await api.MutateAsync("createWebhook", $$"""name: "other", url: "{{other.Url}}" """))["userErrors"]!.AsArray().ShouldBeEmpty();
        for (var i = 0; i < 5; i++)
            await api.ActorAsync($"Actor {i}");
        (await other.UntilAsync(5)).Select(m => m.Revision).ShouldBe([1, 2, 3, 4, 5]);
        api.Target.Messages.Count.ShouldBeLessThanOrEqualTo(1);
        release.SetResult();
        (await api.Target.UntilAsync(5)).Select(m => m.Revision).ShouldBe([1, 2, 3, 4, 5]);
    }

    [Fact]
    public async Task Target_that_does_not_answer_in_time_has_failed()
    {
        await using var api = await HookedApi.StartAsync(o => o.Timeout = TimeSpan.FromMilliseconds(200));
        var release = new TaskCompletionSource();
        api.Target.Answer = async (number, _) =>
        {
            if (number == 1)
                await release.Task;
            return 200;
        };
        var (id, _) = await api.CreateAsync();
        await api.ActorAsync("France");
        var webhook = await api.UntilAsync(id, w => w["position"]!.GetValue<int>() == 1);
        release.SetResult();
        webhook["deliveries"]!.AsArray()[^1]!["error"]!.GetValue<string>().ShouldBe("The target did not answer within 0.2 s.");
    }

    [Fact]
    public async Task After_a_rotation_both_secrets_sign_for_a_while()
    {
        await using var api = await HookedApi.StartAsync(o => o.RotationOverlap = TimeSpan.FromHours(1));
        var (id, old) = await api.CreateAsync();
        var payload = await api.MutateAsync("rotateWebhookSecret", $"id: \"{id}\"", "secret");
        var next = payload["secret"]!.GetValue<string>();
        next.ShouldNotBe(old);
        await api.ActorAsync("France");
        var message = (await api.Target.UntilAsync(1))[0];
        // The package signs as the specification has it, but of several signatures it does not compare the last.
        message
            .Headers["webhook-signature"]
            .ToString()
            .Split(' ')
            .ShouldBe(new[] { next, old }.Select(secret => new StandardWebhook(secret).Sign(message.Id, message.SentAt, message.Body)));
        message.IsSignedWith(next).ShouldBeTrue();
    }

    [Fact]
    public async Task Once_the_time_is_up_only_the_new_secret_signs()
    {
        await using var api = await HookedApi.StartAsync(o => o.RotationOverlap = TimeSpan.FromMilliseconds(1));
        var (id, old) = await api.CreateAsync();
        var next = (await api.MutateAsync("rotateWebhookSecret", $"id: \"{id}\"", "secret"))["secret"]!.GetValue<string>();
        await api.ActorAsync("France");
        var message = (await api.Target.UntilAsync(1))[0];
        message.IsSignedWith(old).ShouldBeFalse();
        message.IsSignedWith(next).ShouldBeTrue();
    }

    [Fact]
    public async Task Ping_is_sent_and_shown()
    {
        await using var api = await HookedApi.StartAsync();
        var (id, secret) = await api.CreateAsync();
        var sent = (await api.MutateAsync("pingWebhook", $"id: \"{id}\"", "messageId"))["messageId"]!.GetValue<string>();
        var message = (await api.Target.UntilAsync(1))[0];
        message.Id.ShouldBe(sent);
        message.IsSignedWith(secret).ShouldBeTrue();
        (message.Json["type"]!.GetValue<string>(), message.Json["data"]!.ToJsonString()).ShouldBe(("ping", "{}"));
        await api.UntilAsync(id, w => w["deliveries"]!.AsArray() is [{ } only] && only["messageId"]!.GetValue<string>() == sent);
    }

    [Fact]
    public async Task Changed_webhook_goes_on_where_it_was_and_a_deleted_one_ends()
    {
        await using var api = await HookedApi.StartAsync();
        await using var other = await Receiver.StartAsync();
        var (id, _) = await api.CreateAsync();
        await api.ActorAsync("France");
        await api.UntilAsync(id, w => w["position"]!.GetValue<int>() == 1);
        await api.MutateAsync("updateWebhook", $$"""id: "{{id}}", active: false""");
        await api.ActorAsync("Spain");
        await api.MutateAsync("updateWebhook", $$"""id: "{{id}}", active: true, url: "{{other.Url}}" """);
        (await other.UntilAsync(1))[0].Revision.ShouldBe(2);
        (await api.MutateAsync("deleteWebhook", $"id: \"{id}\""))["webhook"]!["id"]!.GetValue<string>().ShouldBe(id);
        (await api.Api.DataAsync("{ webhooks { id } }"))["webhooks"]!.AsArray().ShouldBeEmpty();
        (await api.ProblemAsync("deleteWebhook", $"id: \"{id}\"")).ShouldBe("input.id: There is no webhook with this id. (NOT_FOUND)");
    }

    [Fact]
    public async Task Two_servers_of_one_store_send_each_event_once()
    {
        await using var api = await HookedApi.StartAsync();
        await using var second = await api.BesideAsync();
        await api.CreateAsync();
        for (var i = 0; i < 20; i++)
            await api.ActorAsync($"Actor {i}");
        (await api.Target.UntilAsync(20)).Select(m => m.Revision).ShouldBe(Enumerable.Range(1, 20));
    }

    [Theory]
    [InlineData(
        """name: "", url: "https://example.org" """,
        "input.name: The name is required. It says what the webhook is for. (REQUIRED)"
    )]
    [InlineData("""name: "x", url: "ftp://example.org" """, "input.url: 'ftp://example.org' is not valid; use an http or https address")]
    [InlineData("""name: "x", url: "https://a:b@example.org" """, "input.url: 'https://a:b@example.org' is not valid; use an http or")]
    [InlineData(
        """name: "x", url: "https://example.org", document: "{ overview { counts { actors } } }" """,
        "input.document: This is not a subscription; write: subscription { … }. (INVALID_FORMAT)"
    )]
    [InlineData(
        """name: "x", url: "https://example.org", document: "subscription { changes { nonsense } }" """,
        "input.document: Cannot query field 'nonsense' on type 'ChangesEvent'."
    )]
    [InlineData(
        """name: "x", url: "https://example.org", document: "subscription { changes { revision } }", filter: { kinds: [ACTOR] }""",
        "input.document: Give a filter or a document; in a document, the filter is an argument of the subscription. (INCONSISTENT)"
    )]
    [InlineData(
        """name: "x", url: "https://example.org", after: 1""",
        "input.after: There is no revision 1 yet; the newest revision is 0."
    )]
    public async Task Wrong_input_is_told(string input, string message)
    {
        await using var api = await HookedApi.StartAsync();
        (await api.ProblemAsync("createWebhook", input)).ShouldStartWith(message);
    }

    [Fact]
    public async Task Targets_must_be_public_unless_the_server_allows_others()
    {
        await using var api = await HookedApi.StartAsync(o => o.AllowPrivateTargets = false);
        (await api.ProblemAsync("createWebhook", """name: "x", url: "http://example.org" """)).ShouldStartWith(
            "input.url: 'http://example.org' is not valid; use an https address of at most 2,048 characters, without user, port"
        );
        foreach (var host in new[] { "localhost", "127.0.0.1", "[::1]", "10.0.0.1" })
        {
            var payload = await api.MutateAsync("createWebhook", $$"""name: "x", url: "https://{{host}}/" """);
            var id = payload["webhook"]!["id"]!.GetValue<string>();
            await api.MutateAsync("pingWebhook", $"id: \"{id}\"");
            var webhook = await api.UntilAsync(id, w => w["deliveries"]!.AsArray().Count > 0);
            webhook["deliveries"]![0]!["error"]!
                .GetValue<string>()
                .ShouldBe($"'{host.Trim('[', ']')}' does not lead to the public internet, or not to a port of the web.");
        }
    }

    [Fact]
    public async Task Without_a_folder_for_secrets_there_are_no_webhooks()
    {
        await using var api = await HookedApi.StartAsync(o => o.Secrets = null);
        (await api.ProblemAsync("createWebhook", """name: "x", url: "https://example.org" """)).ShouldStartWith(
            "input: This server cannot keep secrets of webhooks; set Webhooks:Secrets"
        );
    }

    [Fact]
    public async Task Secrets_are_kept_encrypted()
    {
        await using var api = await HookedApi.StartAsync();
        var (id, secret) = await api.CreateAsync();
        var kept = (await api.Api.Store.Followers.FindAsync(id)).ShouldNotBeNull();
        kept.Settings.ShouldNotContain(secret["whsec_".Length..]);
        JsonNode.Parse(kept.Settings)!["Secret"]!.GetValue<string>().ShouldStartWith("CfDJ8");
    }
}
