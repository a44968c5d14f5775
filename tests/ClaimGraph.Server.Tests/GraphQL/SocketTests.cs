using System.Net.WebSockets;
using System.Text;
using System.Text.Encodings.Web;
using ClaimGraph.Access;
using ClaimGraph.Changes;
using ClaimGraph.GraphQL;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ClaimGraph.Server.Tests.GraphQL;

/// <summary>GraphQL over WebSocket, message by message and close code by close code.</summary>
public class SocketTests
{
    private static readonly LiveOptions Live = new(); // as the API has them unless a test says otherwise
    private const string Subscribe = """{"id":"1","type":"subscribe","payload":{"query":"{ __typename }"}}""";

    [Fact]
    public async Task A_query_gives_one_next_and_then_complete()
    {
        await using var api = await Api.StartAsync();
        await using var client = await SocketClient.StartAsync(api);
        client.Subprotocol.ShouldBe("graphql-transport-ws");
        await client.SendAsync(
            """
            {
              "payload":{
                "variables":{"n":1},"operationName":"B",
                "query":"query A { __typename } query B($n: Int) { actors(first: $n) { totalCount } }"
              },
              "type":"subscribe","id":"ä"
            }
            """
        );
        (await client.ReceiveAsync()).ShouldBe("""{"id":"ä","type":"next","payload":{"data":{"actors":{"totalCount":0}}}}""");
        (await client.ReceiveAsync()).ShouldBe("""{"id":"ä","type":"complete"}""");
    }

    [Fact]
    public async Task A_mutation_gives_one_next_and_then_complete()
    {
        await using var api = await Api.StartAsync();
        await using var client = await SocketClient.StartAsync(api);
        await client.SubscribeAsync("1", """mutation { createActor(input: { name: "France" }) { revision } }""");
        (await client.ReceiveAsync()).ShouldBe("""{"id":"1","type":"next","payload":{"data":{"createActor":{"revision":1}}}}""");
        (await client.ReceiveAsync()).ShouldBe("""{"id":"1","type":"complete"}""");
    }

    [Fact]
    public async Task A_request_that_cannot_run_gives_an_error_and_no_complete()
    {
        await using var api = await Api.StartAsync();
        await using var client = await SocketClient.StartAsync(api);
        await client.SubscribeAsync("1", "{ nothing }");
        await client.ShouldFailAsync("1", "VALIDATION_FAILED", "Cannot query field 'nothing'");
        await client.SubscribeAsync("1", "{");
        await client.ShouldFailAsync("1", "SYNTAX_ERROR", "");
        await client.SendAsync(Subscribe);
        (await client.ReceiveAsync()).ShouldBe("""{"id":"1","type":"next","payload":{"data":{"__typename":"Query"}}}""");
    }

    [Fact]
    public async Task A_ping_is_answered_with_its_payload_before_and_after_the_start()
    {
        await using var api = await Api.StartAsync();
        await using var client = await SocketClient.ConnectAsync(api);
        await client.SendAsync("""{"type":"ping"}""");
        (await client.ReceiveAsync()).ShouldBe("""{"type":"pong"}""");
        await client.SendAsync("""{"type":"connection_init","payload":{}}""");
        (await client.ReceiveAsync()).ShouldBe("""{"type":"connection_ack"}""");
        await client.SendAsync("""{"type":"pong"}""");
        await client.SendAsync("""{"type":"ping","payload":{"n":1}}""");
        (await client.ReceiveAsync()).ShouldBe("""{"type":"pong","payload":{"n":1}}""");
    }

    [Fact]
    public async Task A_quiet_client_is_sent_pings_and_stays_while_it_answers()
    {
        var clock = new ManualClock { ControlsTimers = true };
        await using var api = await Api.StartAsync(clock: clock);
        await using var client = await SocketClient.StartAsync(api);
        clock.Advance(Live.InitTimeout);
        await clock.UntilSetAsync(Live.KeepAlive, 2); // that of the credentials, and that of the pings
        for (var i = 1; i <= 4; i++)
        {
            clock.Advance(Live.KeepAlive);
            (await client.ReceiveAsync()).ShouldBe("""{"type":"ping"}""");
            await client.SendAsync("""{"type":"ping"}""");
            (await client.ReceiveAsync()).ShouldBe("""{"type":"pong"}""");
            await clock.UntilSetAsync(Live.KeepAlive, 2 + 2 * i);
        }
    }

    [Fact]
    public async Task A_client_that_answers_neither_of_two_pings_is_cut_off()
    {
        var clock = new ManualClock { ControlsTimers = true };
        await using var api = await Api.StartAsync(clock: clock);
        await using var client = await SocketClient.StartAsync(api);
        clock.Advance(Live.InitTimeout);
        for (var i = 1; i <= 2; i++)
        {
            await clock.UntilSetAsync(Live.KeepAlive, 2 * i);
            clock.Advance(Live.KeepAlive);
            (await client.ReceiveAsync()).ShouldBe("""{"type":"ping"}""");
        }
        await clock.UntilSetAsync(Live.KeepAlive, 6);
        clock.Advance(Live.KeepAlive);
        await Should.ThrowAsync<WebSocketException>(client.ReceiveAsync);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"type":7}""")]
    [InlineData("""{"type":"start"}""")]
    [InlineData("""{"type":"next","id":"1","payload":{}}""")]
    [InlineData("""{"type":"connection_ack"}""")]
    [InlineData("""{"type":"ping","payload":[]}""")]
    [InlineData("""{"type":"subscribe","payload":{"query":"{ __typename }"}}""")]
    [InlineData("""{"type":"subscribe","id":"","payload":{"query":"{ __typename }"}}""")]
    [InlineData("""{"type":"subscribe","id":1,"payload":{"query":"{ __typename }"}}""")]
    [InlineData("""{"type":"subscribe","id":"1"}""")]
    [InlineData("""{"type":"subscribe","id":"1","payload":{}}""")]
    [InlineData("""{"type":"subscribe","id":"1","payload":{"query":7}}""")]
    [InlineData("""{"type":"subscribe","id":"1","payload":{"query":"{ __typename }","variables":7}}""")]
    [InlineData("""{"type":"complete"}""")]
    [InlineData("""{"type":"complete","id":"\ud800"}""")]
    public async Task A_message_that_is_none_closes_with_4400(string message)
    {
        await using var api = await Api.StartAsync();
        await using var client = await SocketClient.StartAsync(api);
        await client.SendAsync(message);
        var (code, reason) = await client.ClosureAsync();
        code.ShouldBe(4400);
        reason.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_type_however_long_fits_the_reason()
    {
        await using var api = await Api.StartAsync();
        await using var client = await SocketClient.StartAsync(api);
        await client.SendAsync($$"""{"type":"{{new string('ä', 500)}}"}""");
        (await client.ClosureAsync()).Code.ShouldBe(4400);
    }

    [Fact]
    public async Task Bytes_close_with_4400()
    {
        await using var api = await Api.StartAsync();
        await using var client = await SocketClient.StartAsync(api);
        await client.SendAsync(Encoding.UTF8.GetBytes(Subscribe), WebSocketMessageType.Binary);
        (await client.ClosureAsync()).Code.ShouldBe(4400);
    }

    [Fact]
    public async Task An_operation_before_the_start_closes_with_4401()
    {
        await using var api = await Api.StartAsync();
        await using var client = await SocketClient.ConnectAsync(api);
        await client.SendAsync(Subscribe);
        (await client.ClosureAsync()).ShouldBe((4401, "Unauthorized"));
    }

    [Fact]
    public async Task Wrong_credentials_close_with_4403()
    {
        await using var api = await Api.StartAsync();
        await using var client = await SocketClient.ConnectAsync(api);
        await client.SendAsync("""{"type":"connection_init","payload":{"Authorization":"Bearer wrong"}}""");
        (await client.ClosureAsync()).ShouldBe((4403, "Forbidden"));
    }

    [Theory]
    [InlineData("Authorization", false, "ada")]
    [InlineData("authorization", true, "ada")]
    [InlineData(null, true, "bob")]
    public async Task Credentials_come_in_connection_init_or_in_the_header(string? name, bool isInHeader, string principal)
    {
        await using var api = await Api.StartAsync();
        var (ada, bob) = (await KeyAsync(api, "ada"), await KeyAsync(api, "bob"));
        await using var client = await SocketClient.ConnectAsync(
            api,
            configure: options =>
            {
                if (isInHeader)
                    options.SetRequestHeader("Authorization", $"Bearer {bob.Secret}");
            }
        );
        await client.SendAsync(
            name is null
                ? """{"type":"connection_init","payload":{}}"""
                : $$$"""{"type":"connection_init","payload":{"{{{name}}}":"Bearer {{{ada.Secret}}}"}}"""
        );
        (await client.ReceiveAsync()).ShouldBe("""{"type":"connection_ack"}""");
        await client.SubscribeAsync("1", """mutation { createActor(input: { name: "France" }) { revision } }""");
        await client.NextAsync();
        (await api.Store.ChangesAsync(0, 1)).ShouldHaveSingleItem().Principal.ShouldBe((principal == "ada" ? ada : bob).Key.Principal);
    }

    [Fact]
    public async Task Credentials_that_are_withdrawn_close_a_running_socket_with_4403()
    {
        var clock = new ManualClock { ControlsTimers = true };
        await using var api = await Api.StartAsync(clock: clock);
        var ada = await KeyAsync(api, "ada");
        await using var client = await SocketClient.ConnectAsync(api);
        await client.SendAsync($$$"""{"type":"connection_init","payload":{"Authorization":"Bearer {{{ada.Secret}}}"}}""");
        (await client.ReceiveAsync()).ShouldBe("""{"type":"connection_ack"}""");
        await client.SubscribeAsync("1", "subscription { changes { revision } }");
        await api.Keys.RevokeAsync(ada.Key.Id, TestContext.Current.CancellationToken);
        clock.Advance(Live.KeepAlive);
        (await client.ClosureAsync()).ShouldBe((4403, "Forbidden"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("graphql-ws")]
    public async Task Another_subprotocol_closes_with_4406(string? subprotocol)
    {
        await using var api = await Api.StartAsync();
        await using var client = await ConnectAsync();
        (await client.ClosureAsync()).ShouldBe((4406, "Subprotocol not acceptable"));

        async Task<SocketClient> ConnectAsync()
        {
            // The client of .NET refuses a server that takes none of its subprotocols, so it is said by hand.
            return await SocketClient.ConnectAsync(
                api,
                null,
                options =>
                {
                    if (subprotocol is not null)
                        options.SetRequestHeader("Sec-WebSocket-Protocol", subprotocol);
                }
            );
        }
    }

    [Fact]
    public async Task A_client_that_does_not_start_in_time_is_closed_with_4408()
    {
        var clock = new ManualClock { ControlsTimers = true };
        await using var api = await Api.StartAsync(clock: clock);
        await using var client = await SocketClient.ConnectAsync(api);
        await clock.UntilSetAsync(Live.InitTimeout);
        clock.Advance(Live.InitTimeout);
        (await client.ClosureAsync()).ShouldBe((4408, "Connection initialisation timeout"));
    }

    [Fact]
    public async Task An_id_in_use_closes_with_4409()
    {
        await using var api = await Api.StartAsync();
        await using var client = await SocketClient.StartAsync(api);
        await client.SubscribeAsync("x", "subscription { changes { revision } }");
        await client.SubscribeAsync("x", "subscription { changes { revision } }");
        (await client.ClosureAsync()).ShouldBe((4409, "Subscriber for x already exists"));
    }

    [Fact]
    public async Task A_second_start_closes_with_4429()
    {
        await using var api = await Api.StartAsync();
        await using var client = await SocketClient.StartAsync(api);
        await client.SendAsync("""{"type":"connection_init"}""");
        (await client.ClosureAsync()).ShouldBe((4429, "Too many initialisation requests"));
    }

    [Fact]
    public async Task A_fault_of_the_server_closes_with_4500()
    {
        await using var api = await Api.StartAsync(services: services =>
        {
            services.Configure<ApiAuthenticationOptions>(options => options.TokenScheme = "Broken");
            new AuthenticationBuilder(services).AddScheme<AuthenticationSchemeOptions, BrokenHandler>("Broken", null);
        });
        await using var client = await SocketClient.ConnectAsync(api);
        await client.SendAsync("""{"type":"connection_init","payload":{"Authorization":"Bearer broken"}}""");
        (await client.ClosureAsync()).ShouldBe((4500, "Internal server error"));
    }

    [Fact]
    public async Task A_message_that_is_too_large_closes_with_1009()
    {
        await using var api = await Api.StartAsync(options => options.MaxRequestBytes = 4096);
        await using var client = await SocketClient.StartAsync(api);
        await client.SendAsync(Subscribe + new string(' ', 4096 - Subscribe.Length));
        await client.NextAsync();
        await client.SendAsync(Subscribe + new string(' ', 4097 - Subscribe.Length));
        (await client.ClosureAsync()).Code.ShouldBe(1009);
    }

    [Fact]
    public async Task A_server_that_stops_closes_with_1001_and_completes_nothing()
    {
        await using var api = await Api.StartAsync();
        await using var client = await SocketClient.StartAsync(api);
        await client.SubscribeAsync("1", "subscription { changes(after: 0) { revision } }");
        var stopping = api.StopAsync();
        (await client.ReceiveAsync()).ShouldBeNull();
        (await client.ClosureAsync()).Code.ShouldBe(1001);
        await client.CloseAsync();
        await stopping;
    }

    [Fact]
    public async Task A_client_that_closes_ends_its_subscriptions()
    {
        await using var api = await Api.StartAsync();
        await using var client = await SocketClient.StartAsync(api);
        await client.SubscribeAsync("1", "subscription { changes { revision } }");
        await Until(() => api.Feed.Subscribers == 1);
        await client.CloseAsync();
        await Until(() => api.Feed.Subscribers == 0);
    }

    [Fact]
    public async Task A_client_that_is_gone_ends_its_subscriptions()
    {
        await using var api = await Api.StartAsync();
        await using var client = await SocketClient.StartAsync(api);
        await client.SubscribeAsync("1", "subscription { changes { revision } }");
        await Until(() => api.Feed.Subscribers == 1);
        client.Abort();
        await Until(() => api.Feed.Subscribers == 0);
    }

    [Fact]
    public async Task After_complete_nothing_comes_and_the_id_is_free()
    {
        await using var api = await World.StartAsync();
        await using var client = await SocketClient.StartAsync(api);
        await client.SubscribeAsync("1", "subscription { changes(after: 0) { revision } }");
        await client.NextAsync();
        await client.SendAsync("""{"type":"complete","id":"1"}""");
        await client.SubscribeAsync("1", "{ done: __typename }");
        var last = await client.NextAsync();
        while (last["done"] is null)
            last = await client.NextAsync();
        (await client.ReceiveAsync()).ShouldBe("""{"id":"1","type":"complete"}""");
        await client.SendAsync("""{"type":"complete","id":"1"}"""); // of what is over already
        await client.SubscribeAsync("2", "{ __typename }");
        await client.NextAsync("2");
    }

    [Fact]
    public async Task One_operation_too_many_is_refused_alone()
    {
        await using var api = await Api.StartAsync(options => options.Live.MaxOperations = 2);
        await using var client = await SocketClient.StartAsync(api);
        await client.SubscribeAsync("1", "subscription { changes { revision } }");
        await client.SubscribeAsync("2", "subscription { changes { revision } }");
        await client.SubscribeAsync("3", "{ __typename }");
        await client.ShouldFailAsync("3", "TOO_MANY_OPERATIONS", "At most 2 operations");
        await client.SendAsync("""{"type":"complete","id":"2"}""");
        await client.SubscribeAsync("3", "{ __typename }");
        await client.NextAsync("3");
    }

    [Fact]
    public async Task Who_has_used_up_their_allowance_is_refused_and_a_subscription_is_paid_when_it_begins()
    {
        await using var api = await Api.StartAsync(options => (options.CostPerSecond, options.BurstSeconds) = (10, 30));
        await using var client = await SocketClient.StartAsync(api);
        await client.SubscribeAsync("1", "subscription { changes(after: 0) { revision } }");
        await Until(() => api.Feed.Subscribers == 1);
        await client.SubscribeAsync("2", "subscription { changes(after: 0) { revision } }");
        await client.ShouldFailAsync("2", "RATE_LIMITED", "");
        for (var i = 1; i <= 5; i++)
        {
            await api.Store.CommitAsync(
                new ChangeSet
                {
                    Principal = "test",
                    Operations = [new Create(api.Ids.Next(NodeKind.Actor), new ActorContent { Name = $"{i}" })],
                }
            );
            ((int)(await client.NextAsync())["changes"]!["revision"]!).ShouldBe(i);
        }
    }

    [Fact]
    public async Task A_subscription_that_costs_too_much_is_refused()
    {
        await using var api = await Api.StartAsync(options => options.MaxCost = 1_000);
        await using var client = await SocketClient.StartAsync(api);
        await client.SubscribeAsync(
            "1",
            "subscription { evidenceAdded { evidence { target { ... on Statement { evidence(first: 100) { nodes { id } } } } } } }"
        );
        await client.ShouldFailAsync("1", "COST_TOO_HIGH", "smaller pages");
    }

    [Theory]
    [InlineData("https://elsewhere.example", false)]
    [InlineData("null", false)]
    [InlineData("https://app.example", true)]
    [InlineData("own", true)]
    public async Task Pages_of_other_sites_are_refused_unless_they_are_allowed(string origin, bool allowed)
    {
        await using var api = await Api.StartAsync(options =>
            options.AllowedOrigins = ["https://app.example", "https://desk.example:8443"]
        );
        if (origin == "own")
            origin = api.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);
        var connecting = SocketClient.ConnectAsync(
            api,
            configure: options =>
            {
                options.SetRequestHeader("Origin", origin);
                options.CollectHttpResponseDetails = true;
            }
        );
        if (allowed)
            await (await connecting).DisposeAsync();
        else
            (await Should.ThrowAsync<WebSocketException>(connecting)).Message.ShouldContain("'403'");
    }

    private static async Task<NewKey> KeyAsync(Api api, string name) =>
        await api.Keys.CreateAsync(name, Role.Contributor, null, "tests", TestContext.Current.CancellationToken);

    internal static async Task Until(Func<bool> condition)
    {
        while (!condition())
            await Task.Delay(10, TestContext.Current.CancellationToken);
    }

    private sealed class BrokenHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => throw new InvalidOperationException("broken");
    }
}
