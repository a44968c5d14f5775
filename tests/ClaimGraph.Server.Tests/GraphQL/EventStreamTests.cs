using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ClaimGraph.Access;
using ClaimGraph.GraphQL;

namespace ClaimGraph.Server.Tests.GraphQL;

/// <summary>GraphQL over server-sent events, in distinct connections mode.</summary>
public class EventStreamTests
{
    private static readonly TimeSpan KeepAlive = new LiveOptions().KeepAlive; // unless a test says otherwise

    [Fact]
    public async Task A_query_is_one_next_and_complete()
    {
        await using var api = await Api.StartAsync();
        using var response = await PostAsync(api, """{"query":"{ __typename }"}""");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/event-stream");
        response.Headers.CacheControl!.NoCache.ShouldBeTrue();
        Api.WithoutCost(await response.Content.ReadAsStringAsync())
            .ShouldBe(":\n\nevent: next\ndata: {\"data\":{\"__typename\":\"Query\"}}\n\nevent: complete\ndata:\n\n");
    }

    [Fact]
    public async Task A_mutation_is_sent_by_POST_only()
    {
        await using var api = await Api.StartAsync();
        const string Mutation = "mutation { createActor(input: { name: \\\"A\\\" }) { revision } }";
        using var get = await SendAsync(
            api,
            new HttpRequestMessage(
                HttpMethod.Get,
                "/graphql?query=" + Uri.EscapeDataString(Mutation.Replace("\\", "", StringComparison.Ordinal))
            )
        );
        ((int)get.StatusCode).ShouldBe(405);
        using var post = await PostAsync(api, $$"""{"query":"{{Mutation}}"}""");
        Api.WithoutCost(await post.Content.ReadAsStringAsync()).ShouldContain("data: {\"data\":{\"createActor\":{\"revision\":1}}}");
    }

    [Fact]
    public async Task A_document_that_cannot_run_is_told_in_the_stream()
    {
        await using var api = await Api.StartAsync();
        using var response = await PostAsync(api, """{"query":"subscription { nothing }"}""");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var text = await response.Content.ReadAsStringAsync();
        text.ShouldContain("event: next\ndata: {\"errors\":[{\"message\":\"Cannot query field 'nothing'");
        text.ShouldEndWith("\n\nevent: complete\ndata:\n\n");
    }

    [Theory]
    [InlineData("{", 400)]
    [InlineData("{}", 422)]
    public async Task A_body_that_is_no_request_is_refused_as_JSON(string body, int status)
    {
        await using var api = await Api.StartAsync();
        using var response = await PostAsync(api, body);
        ((int)response.StatusCode).ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/graphql-response+json");
    }

    [Fact]
    public async Task A_subscription_by_GET_goes_on_after_the_last_event_that_was_seen()
    {
        await using var api = await World.StartAsync();
        var url = "/graphql?query=" + Uri.EscapeDataString("subscription { changes(after: 3) { revision } }");
        await using (var events = await ReadAsync(api, url))
        {
            (await events.NextAsync()).ShouldBe(("4", """{"data":{"changes":{"revision":4}}}"""));
            (await events.NextAsync()).Id.ShouldBe("5");
        }
        await using (var events = await ReadAsync(api, url, lastEventId: "5"))
            (await events.NextAsync()).Id.ShouldBe("6");
        using var refused = await SendAsync(api, new HttpRequestMessage(HttpMethod.Get, url) { Headers = { { "Last-Event-ID", "x" } } });
        ((int)refused.StatusCode).ShouldBe(422);
    }

    [Fact]
    public async Task A_quiet_stream_has_comments()
    {
        var clock = new ManualClock { ControlsTimers = true };
        await using var api = await Api.StartAsync(clock: clock);
        await using var events = await ReadAsync(api, "/graphql?query=" + Uri.EscapeDataString("subscription { changes { revision } }"));
        for (var i = 1; i <= 3; i++)
        {
            (await events.LineAsync()).ShouldBe(":");
            (await events.LineAsync()).ShouldBe("");
            await clock.UntilSetAsync(KeepAlive, 2 * i); // those of the credentials and of the comments
            clock.Advance(KeepAlive);
        }
    }

    [Fact]
    public async Task A_client_that_is_gone_ends_its_subscription()
    {
        await using var api = await Api.StartAsync();
        await using (await ReadAsync(api, "/graphql?query=" + Uri.EscapeDataString("subscription { changes { revision } }")))
            await SocketTests.Until(() => api.Feed.Subscribers == 1);
        await SocketTests.Until(() => api.Feed.Subscribers == 0);
    }

    [Fact]
    public async Task Credentials_that_are_withdrawn_end_a_running_stream()
    {
        var clock = new ManualClock { ControlsTimers = true };
        await using var api = await Api.StartAsync(clock: clock);
        var key = await api.Keys.CreateAsync("ada", Role.Reader, null, "tests", TestContext.Current.CancellationToken);
        await using var events = await ReadAsync(
            api,
            "/graphql?query=" + Uri.EscapeDataString("subscription { changes { revision } }"),
            key: key.Secret
        );
        await SocketTests.Until(() => api.Feed.Subscribers == 1);
        await api.Keys.RevokeAsync(key.Key.Id, TestContext.Current.CancellationToken);
        clock.Advance(KeepAlive);
        (await events.NextAsync()).Data.ShouldBe(
            """{"errors":[{"message":"The key is wrong, expired or revoked. """
                + """It is sent as 'Authorization: Bearer cg_…'.","extensions":{"code":"UNAUTHENTICATED"}}]}"""
        );
        (await events.RestAsync()).ShouldBe("\nevent: complete\ndata:\n\n");
        await SocketTests.Until(() => api.Feed.Subscribers == 0);
    }

    [Fact]
    public async Task Credentials_that_expire_end_a_stream_that_is_never_quiet()
    {
        var clock = new ManualClock { ControlsTimers = true };
        await using var api = await Api.StartAsync(clock: clock);
        var key = await api.Keys.CreateAsync(
            "ada",
            Role.Reader,
            clock.GetUtcNow() + KeepAlive,
            "tests",
            TestContext.Current.CancellationToken
        );
        await using var events = await ReadAsync(
            api,
            "/graphql?query=" + Uri.EscapeDataString("subscription { changes { revision } }"),
            key: key.Secret
        );
        using var ended = new CancellationTokenSource();
        var writing = Task.Run(
            async () =>
            {
                while (!ended.IsCancellationRequested)
                    await api.DataAsync("mutation { createActor(input: { name: \"A\" }) { revision } }");
            },
            TestContext.Current.CancellationToken
        );
        var last = (await events.NextAsync()).Data;
        clock.Advance(KeepAlive);
        do last = (await events.NextAsync()).Data;
        while (!last.Contains("errors", StringComparison.Ordinal));
        await ended.CancelAsync();
        await writing;
        last.ShouldContain("UNAUTHENTICATED");
    }

    [Fact]
    public async Task A_server_that_stops_ends_the_stream_without_complete()
    {
        await using var api = await Api.StartAsync();
        await using var events = await ReadAsync(api, "/graphql?query=" + Uri.EscapeDataString("subscription { changes { revision } }"));
        await SocketTests.Until(() => api.Feed.Subscribers == 1);
        await api.StopAsync();
        (await events.LineAsync()).ShouldBe(":");
        (await events.LineAsync()).ShouldBe("");
        (await events.LineAsync()).ShouldBeNull();
    }

    private static Task<HttpResponseMessage> PostAsync(Api api, string body) =>
        SendAsync(
            api,
            new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = new StringContent(body, Encoding.UTF8, "application/json") }
        );

    private static Task<HttpResponseMessage> SendAsync(Api api, HttpRequestMessage request)
    {
        request.Headers.Accept.ParseAdd("text/event-stream");
        return api.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static async Task<Events> ReadAsync(Api api, string url, string? lastEventId = null, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);
        var response = await SendAsync(api, request);
        return new Events(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
    }

    private sealed class Events(HttpResponseMessage response, StreamReader reader) : IAsyncDisposable
    {
        public async Task<string?> LineAsync() => await reader.ReadLineAsync();

        public Task<string> RestAsync() => reader.ReadToEndAsync();

        public async Task<(string? Id, string Data)> NextAsync()
        {
            var id = (string?)null;
            while (await LineAsync() is { } line)
            {
                if (line.StartsWith("id: ", StringComparison.Ordinal))
                    id = line[4..];
                if (line.StartsWith("data: ", StringComparison.Ordinal))
                    return (id, line[6..]);
            }
            throw new EndOfStreamException();
        }

        public ValueTask DisposeAsync()
        {
            reader.Dispose();
            response.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
