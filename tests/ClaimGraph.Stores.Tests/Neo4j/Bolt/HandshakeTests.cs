using System.Net;
using System.Net.Sockets;
using ClaimGraph.Neo4j;
using ClaimGraph.Neo4j.Bolt.Messages;

namespace ClaimGraph.Stores.Tests.Neo4j.Bolt;

/// <summary>Servers that do not complete the handshake.</summary>
public sealed class HandshakeTests
{
    [Fact]
    public async Task Http_on_the_port_is_recognised()
    {
        await using var server = new FakeServer(peer => peer.SendAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray()));
        (await Asked.RefusedAsync(server.Options())).ShouldContain("answered with HTTP");
    }

    [Theory]
    [InlineData(new byte[] { 0x15, 0x03, 0x03, 0x00, 0x02 }, "bolt+s://")]
    [InlineData(new byte[] { 0, 0, 0, 0 }, "does not support Bolt")]
    [InlineData(new byte[] { 0, 0, 9, 5 }, "not a Bolt version that was proposed")]
    [InlineData(new byte[] { 0x60, 0x60, 0xB0, 0x17 }, "sent back what it received")]
    [InlineData(new byte[] { 0, 0, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF }, "more than 64 bits")]
    [InlineData(new byte[] { 0, 0, 1, 0xFF, 1, 0, 0, 0, 9, 0 }, "does not support Bolt")]
    [InlineData(new byte[] { 0, 0, 4, 5, 0, 1, 0x42, 0, 0 }, "found Integer")]
    [InlineData(new byte[] { 0, 0, 4, 5, 0, 3, 0xB1, 0x70, 0xDF, 0, 0 }, "not a valid marker")]
    public async Task An_invalid_handshake_is_refused(byte[] invalid, string why)
    {
        await using var server = new FakeServer(async peer =>
        {
            await peer.SendAsync(invalid);
            await peer.HangAsync();
        });
        (await Asked.RefusedAsync(server.Options())).ShouldContain(why);
    }

    [Fact]
    public async Task A_refused_connection_names_the_server()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var options = new Neo4jOptions
        {
            Uri = $"bolt://127.0.0.1:{port}",
            Password = "secret",
            RetryTime = TimeSpan.Zero,
        };
        var message = await Asked.RefusedAsync(options);
        message.ShouldContain($"Cannot connect to Neo4j at bolt://127.0.0.1:{port}");
        message.ShouldNotContain("secret");
    }

    [Fact]
    public async Task A_server_that_never_responds_to_the_handshake_times_out()
    {
        var clock = new ManualClock { ControlsTimers = true };
        await using var server = new FakeServer(async peer =>
        {
            await peer.TakeAsync(20);
            clock.Advance(TimeSpan.FromMinutes(1));
            await peer.HangAsync();
        });
        (await Asked.RefusedAsync(server.Options(), clock)).ShouldContain("did not complete the handshake within 60 s");
    }

    [Fact]
    public async Task A_failed_logon_says_what_to_check()
    {
        await using var server = new FakeServer(async peer =>
        {
            await peer.ShakeHandsAsync();
            await peer.ExpectAsync(Signature.Hello, Signature.Logon);
            await peer.SendAsync(Peer.Success(), Peer.Failure("Neo.ClientError.Security.Unauthorized"));
        });
        (await Asked.RefusedAsync(server.Options())).ShouldContain("Check the user and the password.");
    }
}
