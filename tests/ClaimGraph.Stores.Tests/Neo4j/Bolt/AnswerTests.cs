using ClaimGraph.Neo4j.Bolt;
using ClaimGraph.Neo4j.Bolt.Messages;

namespace ClaimGraph.Stores.Tests.Neo4j.Bolt;

/// <summary>Responses that are slow, fragmented, invalid or missing.</summary>
public sealed class AnswerTests
{
    [Fact]
    public async Task A_server_that_never_responds_times_out_and_its_connection_is_replaced()
    {
        var clock = new ManualClock { ControlsTimers = true };
        await using var server = new FakeServer(
            async peer =>
            {
                await peer.WelcomeAsync();
                await peer.ExpectAsync(Signature.Run, Signature.Pull);
                await peer.StaySilentAsync(clock, TimeSpan.FromMinutes(1));
            },
            peer => peer.AnswerAsync(Asked.One)
        );
        await using var driver = BoltDriver.Open(server.Options(), clock);
        var silence = await Should.ThrowAsync<StoreUnavailableException>(async () => await Asked.OneAsync(driver));
        silence.Message.ShouldContain("sent nothing for 60 s");
        (await Asked.OneAsync(driver)).ShouldBe(1);
        server.Connections.ShouldBe(2);
    }

    [Fact]
    public async Task The_shorter_timeout_that_a_server_recommends_applies()
    {
        var clock = new ManualClock { ControlsTimers = true };
        await using var server = new FakeServer(async peer =>
        {
            await peer.WelcomeAsync(("hints", new Dictionary<string, object?> { ["connection.recv_timeout_seconds"] = 20L }));
            await peer.ExpectAsync(Signature.Run, Signature.Pull);
            await peer.StaySilentAsync(clock, TimeSpan.FromSeconds(20));
        });
        (await Asked.RefusedAsync(server.Options(), clock)).ShouldContain("sent nothing for 20 s");
    }

    [Fact]
    public async Task A_slow_response_with_signs_of_life_does_not_time_out()
    {
        await using var server = new FakeServer(async peer =>
        {
            await peer.WelcomeAsync();
            await peer.ExpectAsync(Signature.Run, Signature.Pull);
            for (var i = 0; i < 12; i++)
            {
                await Task.Delay(50);
                await peer.SendAsync(Peer.Noop);
            }
            await peer.SendAsync(Asked.One);
        });
        var options = server.Options();
        options.ResponseTimeout = Asked.Moment;
        await using var driver = BoltDriver.Open(options, TimeProvider.System);
        (await Asked.OneAsync(driver)).ShouldBe(1);
    }

    [Fact]
    public async Task A_response_that_arrives_byte_by_byte_between_signs_of_life_is_read()
    {
        await using var server = new FakeServer(async peer =>
        {
            await peer.WelcomeAsync();
            await peer.ExpectAsync(Signature.Run, Signature.Pull);
            await peer.DripAsync(Peer.Noop, Asked.One[0], Peer.Noop, Peer.Noop, Asked.One[1], Peer.Noop, Asked.One[2]);
        });
        await using var driver = BoltDriver.Open(server.Options(), TimeProvider.System);
        (await Asked.OneAsync(driver)).ShouldBe(1);
    }

    [Fact]
    public async Task A_message_in_chunks_of_one_byte_is_read()
    {
        byte[] inPieces = [0, 1, 0xB1, 0, 1, 0x71, 0, 1, 0x91, 0, 1, 0x01, 0, 0];
        await using var server = new FakeServer(peer => peer.AnswerAsync(Asked.One[0], inPieces, Asked.One[2]));
        await using var driver = BoltDriver.Open(server.Options(), TimeProvider.System);
        (await Asked.OneAsync(driver)).ShouldBe(1);
    }

    [Theory]
    [InlineData(new byte[] { 0, 2, 0xB1, 0x99, 0, 0 })]
    [InlineData(new byte[] { 0, 2, 0xB0, 0x7E, 0, 0 })]
    [InlineData(new byte[] { 0, 3, 0xB1, 0x71, 0xD6, 0, 0 })]
    [InlineData(new byte[] { 0, 3, 0xB1, 0x71, 0x91, 0, 0 })]
    public async Task An_invalid_response_ends_the_connection(byte[] garbage)
    {
        await using var server = new FakeServer(peer => peer.AnswerAsync(Asked.One[0], garbage), peer => peer.AnswerAsync(Asked.One));
        await using var driver = BoltDriver.Open(server.Options(), TimeProvider.System);
        await Should.ThrowAsync<StoreUnavailableException>(async () => await Asked.OneAsync(driver));
        (await Asked.OneAsync(driver)).ShouldBe(1);
        server.Connections.ShouldBe(2);
    }
}
