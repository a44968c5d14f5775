using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;

namespace ClaimGraph.Server.Tests.Cli;

/// <summary>What stands between the server and its clients: proxies, and clients that are slow on purpose.</summary>
public sealed class ProxyTests : IDisposable
{
    private const string Head =
        "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n";

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("127.0.0.1, ::1", 200)]
    [InlineData("10.0.0.0/8", 429)]
    public async Task Clients_behind_a_trusted_proxy_have_allowances_of_their_own(string proxies, int second)
    {
        _folder.Write(
            "appsettings.json",
            $$"""{ "Proxies": "{{proxies}}", "GraphQL": { "AnonymousCostPerSecond": 10, "BurstSeconds": 10 } }"""
        );
        await using var server = await _folder.ServeAsync("--sample false");
        (await AskAsync(server, "203.0.113.1")).ShouldBe(200);
        (await AskAsync(server, "203.0.113.1")).ShouldBe(429);
        (await AskAsync(server, "203.0.113.2")).ShouldBe(second);
    }

    [Fact]
    public async Task A_proxy_that_is_not_an_address_is_refused_at_the_start()
    {
        _folder.Write("appsettings.json", """{ "Proxies": ["10.0.0.1", "nginx"] }""");
        (await _folder.RunAsync("serve")).ShouldBe(
            (
                1,
                "",
                "claimgraph: Proxies in appsettings.json: 'nginx' is not valid; use addresses like 10.0.0.1 and networks like 10.0.0.0/8.\n"
            )
        );
    }

    [Fact]
    public async Task A_body_that_drips_is_cut_off_and_delays_nobody()
    {
        await using var server = await _folder.ServeAsync("--sample false");
        using var slow = new TcpClient();
        await slow.ConnectAsync(IPAddress.Loopback, server.Http.BaseAddress!.Port, TestContext.Current.CancellationToken);
        var stream = slow.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(Head), TestContext.Current.CancellationToken);
        var answer = new byte[1_000];
        var reading = stream.ReadAsync(answer, TestContext.Current.CancellationToken).AsTask();
        while (!reading.IsCompleted)
        {
            (await AskAsync(server, "203.0.113.1")).ShouldBe(200);
            try
            {
                await stream.WriteAsync("{"u8.ToArray(), TestContext.Current.CancellationToken);
            }
            catch (IOException)
            {
                break; // cut off
            }
            await Task.WhenAny(reading, Task.Delay(500, TestContext.Current.CancellationToken));
        }
        if (reading.IsCompletedSuccessfully)
            Encoding.ASCII.GetString(answer, 0, await reading).ShouldContain("too slowly");
    }

    [Fact]
    public async Task A_body_that_stays_away_is_answered_with_408()
    {
        await using var server = await _folder.ServeAsync("--sample false");
        using var slow = new TcpClient();
        await slow.ConnectAsync(IPAddress.Loopback, server.Http.BaseAddress!.Port, TestContext.Current.CancellationToken);
        await slow.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Head + "{\"query\":"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(slow.GetStream());
        var answer = await reader.ReadToEndAsync(TestContext.Current.CancellationToken); // to the end: the connection is closed
        answer.ShouldStartWith("HTTP/1.1 408 Request Timeout\r\n");
        answer.ShouldContain("\r\nConnection: close\r\n");
        answer.ShouldContain("The body arrived too slowly. Send the request again with its whole body at once.");
        answer.ShouldContain(
            """
            "extensions":{"code":"REQUEST_TIMEOUT"}
            """
        );
    }

    private static async Task<int> AskAsync(RunningServer server, string client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql");
        request.Content = JsonContent.Create(new { query = "{ statements(first: 10) { nodes { id } } }" });
        request.Headers.Add("X-Forwarded-For", client);
        return (int)(await server.Http.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode;
    }
}
