using System.Diagnostics;
using ClaimGraph.Neo4j.Bolt;
using ClaimGraph.Neo4j.Bolt.Messages;

namespace ClaimGraph.Stores.Tests.Neo4j.Bolt;

/// <summary>Answers that are slow, in pieces, nonsense or missing.</summary>
public sealed class AnswerTests
{
    [Fact]
    public async Task A_server_that_never_answers_is_given_up_and_its_connection_with_it()
    {
        await using var server = new FakeServer(
            async peer =>
            {
                await peer.WelcomeAsync();
                await peer.HangAsync();
            },
            peer => peer.AnswerAsync(Asked.One));
        var options = server.Options();
        options.ResponseTimeout = Asked.Moment;
        await using var cypher = BoltDriver.Open(options, TimeProvider.System);
        (await Should.ThrowAsync<StoreUnavailableException>(async () => await Asked.OneAsync(cypher))).Message.ShouldContain("sent nothing for 0.2 s");
        (await Asked.OneAsync(cypher)).ShouldBe(1);
        server.Connections.ShouldBe(2);
    }

    [Fact]
    public async Task Silence_longer_than_the_server_promises_is_noticed()
    {
        await using var server = new FakeServer(async peer =>
        {
            await peer.WelcomeAsync(("hints", new Dictionary<string, object?> { ["connection.recv_timeout_seconds"] = 1L }));
            await peer.HangAsync();
        });
        var watch = Stopwatch.StartNew();
        (await Asked.RefusedAsync(server.Options())).ShouldContain("sent nothing for 1 s");
        watch.Elapsed.ShouldBeInRange(TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Signs_of_life_keep_a_slow_answer_waited_for()
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
        await using var cypher = BoltDriver.Open(options, TimeProvider.System);
        (await Asked.OneAsync(cypher)).ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_that_drips_byte_by_byte_between_signs_of_life_arrives()
    {
        await using var server = new FakeServer(async peer =>
        {
            await peer.WelcomeAsync();
            await peer.ExpectAsync(Signature.Run, Signature.Pull);
            await peer.DripAsync(Peer.Noop, Asked.One[0], Peer.Noop, Peer.Noop, Asked.One[1], Peer.Noop, Asked.One[2]);
        });
        await using var cypher = BoltDriver.Open(server.Options(), TimeProvider.System);
        (await Asked.OneAsync(cypher)).ShouldBe(1);
    }

    [Fact]
    public async Task A_message_may_come_in_chunks_of_one_byte()
    {
        byte[] inPieces = [0, 1, 0xB1, 0, 1, 0x71, 0, 1, 0x91, 0, 1, 0x01, 0, 0];
        await using var server = new FakeServer(peer => peer.AnswerAsync(Asked.One[0], inPieces, Asked.One[2]));
        await using var cypher = BoltDriver.Open(server.Options(), TimeProvider.System);
        (await Asked.OneAsync(cypher)).ShouldBe(1);
    }

    [Theory]
    [InlineData(new byte[] { 0, 2, 0xB1, 0x99, 0, 0 })]
    [InlineData(new byte[] { 0, 2, 0xB0, 0x7E, 0, 0 })]
    [InlineData(new byte[] { 0, 3, 0xB1, 0x71, 0xD6, 0, 0 })]
    [InlineData(new byte[] { 0, 3, 0xB1, 0x71, 0x91, 0, 0 })]
    public async Task Garbage_for_an_answer_ends_the_connection(byte[] garbage)
    {
        await using var server = new FakeServer(peer => peer.AnswerAsync(Asked.One[0], garbage), peer => peer.AnswerAsync(Asked.One));
        await using var cypher = BoltDriver.Open(server.Options(), TimeProvider.System);
        await Should.ThrowAsync<StoreUnavailableException>(async () => await Asked.OneAsync(cypher));
        (await Asked.OneAsync(cypher)).ShouldBe(1);
        server.Connections.ShouldBe(2);
    }
}
