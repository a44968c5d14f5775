using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ClaimGraph.Neo4j;
using ClaimGraph.Neo4j.Bolt;
using ClaimGraph.Neo4j.Bolt.Messages;
using ClaimGraph.Neo4j.Wire;

namespace ClaimGraph.Stores.Tests.Neo4j.Bolt;

/// <summary>Servers that misbehave, byte by byte.</summary>
public sealed class ScriptedServerTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(200);

    private static readonly byte[][] One = [Peer.Success(), Peer.Record(1L), Peer.Success()];

    [Fact]
    public async Task Http_on_the_port_is_recognised()
    {
        await using var server = new FakeServer(peer => peer.SendAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray()));
        (await RefusedAsync(server.Options())).ShouldContain("answers with HTTP");
    }

    [Theory]
    [InlineData(new byte[] { 0x15, 0x03, 0x03, 0x00, 0x02 }, "bolt+s://")]
    [InlineData(new byte[] { 0, 0, 0, 0 }, "speaks no version")]
    [InlineData(new byte[] { 0, 0, 9, 5 }, "no version of Bolt that was proposed")]
    [InlineData(new byte[] { 0x60, 0x60, 0xB0, 0x17 }, "only repeats")]
    [InlineData(new byte[] { 0, 0, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF }, "no end")]
    [InlineData(new byte[] { 0, 0, 1, 0xFF, 1, 0, 0, 0, 9, 0 }, "speaks no version")]
    [InlineData(new byte[] { 0, 0, 4, 5, 0, 1, 0x42, 0, 0 }, "found Integer")]
    [InlineData(new byte[] { 0, 0, 4, 5, 0, 3, 0xB1, 0x70, 0xDF, 0, 0 }, "begins no value")]
    public async Task Nonsense_for_a_greeting_is_refused(byte[] nonsense, string why)
    {
        await using var server = new FakeServer(async peer =>
        {
            await peer.SendAsync(nonsense);
            await peer.HangAsync();
        });
        (await RefusedAsync(server.Options())).ShouldContain(why);
    }

    [Fact]
    public async Task A_refused_connection_names_the_server()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var options = new Neo4jOptions { Uri = $"bolt://127.0.0.1:{port}", Password = "secret", RetryTime = TimeSpan.Zero };
        var message = await RefusedAsync(options);
        message.ShouldContain($"bolt://127.0.0.1:{port} cannot be reached");
        message.ShouldNotContain("secret");
    }

    [Fact]
    public async Task A_server_that_never_greets_is_given_up()
    {
        await using var server = new FakeServer(peer => peer.HangAsync());
        var options = server.Options();
        options.ConnectTimeout = Moment;
        (await RefusedAsync(options)).ShouldContain("did not let this program in within 0.2 s");
    }

    [Fact]
    public async Task A_server_that_never_answers_is_given_up_and_its_connection_with_it()
    {
        await using var server = new FakeServer(
            async peer =>
            {
                await peer.WelcomeAsync();
                await peer.HangAsync();
            },
            peer => peer.AnswerAsync(One));
        var options = server.Options();
        options.ResponseTimeout = Moment;
        await using var cypher = BoltCypher.Open(options);
        (await Should.ThrowAsync<StoreUnavailableException>(async () => await OneAsync(cypher))).Message.ShouldContain("said nothing for 0.2 s");
        (await OneAsync(cypher)).ShouldBe(1);
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
        (await RefusedAsync(server.Options())).ShouldContain("said nothing for 1 s");
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
            await peer.SendAsync(One);
        });
        var options = server.Options();
        options.ResponseTimeout = Moment;
        await using var cypher = BoltCypher.Open(options);
        (await OneAsync(cypher)).ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_that_drips_byte_by_byte_between_signs_of_life_arrives()
    {
        await using var server = new FakeServer(async peer =>
        {
            await peer.WelcomeAsync();
            await peer.ExpectAsync(Signature.Run, Signature.Pull);
            await peer.DripAsync(Peer.Noop, One[0], Peer.Noop, Peer.Noop, One[1], Peer.Noop, One[2]);
        });
        await using var cypher = BoltCypher.Open(server.Options());
        (await OneAsync(cypher)).ShouldBe(1);
    }

    [Fact]
    public async Task A_message_may_come_in_chunks_of_one_byte()
    {
        byte[] inPieces = [0, 1, 0xB1, 0, 1, 0x71, 0, 1, 0x91, 0, 1, 0x01, 0, 0];
        await using var server = new FakeServer(peer => peer.AnswerAsync(One[0], inPieces, One[2]));
        await using var cypher = BoltCypher.Open(server.Options());
        (await OneAsync(cypher)).ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_cut_before_its_first_row_is_asked_for_again_on_another_connection()
    {
        await using var server = new FakeServer(CutAsync(One[0], One[1][..^3]), peer => peer.AnswerAsync(One));
        var options = server.Options();
        options.RetryTime = TimeSpan.FromSeconds(5);
        await using var cypher = BoltCypher.Open(options);
        (await OneAsync(cypher)).ShouldBe(1);
        server.Connections.ShouldBe(2);
    }

    [Fact]
    public async Task An_answer_cut_after_a_row_is_not_repeated()
    {
        await using var server = new FakeServer(CutAsync(One[0], One[1]));
        var options = server.Options();
        options.RetryTime = TimeSpan.FromSeconds(5);
        await using var cypher = BoltCypher.Open(options);
        var rows = 0;
        await Should.ThrowAsync<StoreUnavailableException>(async () => await cypher.ReadAsync([new Query("RETURN 1", _ => rows++)]));
        (rows, server.Connections).ShouldBe((1, 1));
    }

    [Theory]
    [InlineData(new byte[] { 0, 2, 0xB1, 0x99, 0, 0 })]
    [InlineData(new byte[] { 0, 2, 0xB0, 0x7E, 0, 0 })]
    [InlineData(new byte[] { 0, 3, 0xB1, 0x71, 0xD6, 0, 0 })]
    [InlineData(new byte[] { 0, 3, 0xB1, 0x71, 0x91, 0, 0 })]
    public async Task Garbage_for_an_answer_ends_the_connection(byte[] garbage)
    {
        await using var server = new FakeServer(peer => peer.AnswerAsync(One[0], garbage), peer => peer.AnswerAsync(One));
        await using var cypher = BoltCypher.Open(server.Options());
        await Should.ThrowAsync<StoreUnavailableException>(async () => await OneAsync(cypher));
        (await OneAsync(cypher)).ShouldBe(1);
        server.Connections.ShouldBe(2);
    }

    [Fact]
    public async Task A_failure_at_the_greeting_says_what_to_check()
    {
        await using var server = new FakeServer(async peer =>
        {
            await peer.ShakeHandsAsync();
            await peer.ExpectAsync(Signature.Hello, Signature.Logon);
            await peer.SendAsync(Peer.Success(), Peer.Failure("Neo.ClientError.Security.Unauthorized"));
        });
        (await RefusedAsync(server.Options())).ShouldContain("Check the user and the password.");
    }

    [Fact]
    public async Task A_failure_at_run_or_at_pull_is_thrown_and_the_connection_reset()
    {
        await using var server = new FakeServer(async peer =>
        {
            await peer.WelcomeAsync();
            await peer.ExpectAsync(Signature.Run, Signature.Pull);
            await peer.SendAsync(Peer.Failure("Neo.ClientError.Statement.SyntaxError"), Peer.Ignored);
            await peer.ExpectAsync(Signature.Reset);
            await peer.SendAsync(Peer.Success());
            await peer.ExpectAsync(Signature.Run, Signature.Pull);
            await peer.SendAsync(One[0], One[1], Peer.Failure("Neo.ClientError.Statement.ArithmeticError"));
            await peer.ExpectAsync(Signature.Reset);
            await peer.SendAsync(Peer.Success());
            await peer.ExpectAsync(Signature.Run, Signature.Pull);
            await peer.SendAsync(One);
        });
        var options = server.Options();
        options.MaxConnections = 1;
        await using var cypher = BoltCypher.Open(options);
        (await Should.ThrowAsync<Neo4jException>(async () => await OneAsync(cypher))).Code.ShouldEndWith("SyntaxError");
        (await Should.ThrowAsync<Neo4jException>(async () => await OneAsync(cypher))).Code.ShouldEndWith("ArithmeticError");
        (await OneAsync(cypher)).ShouldBe(1);
        server.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task A_connection_that_cannot_be_reset_is_replaced()
    {
        await using var server = new FakeServer(
            async peer =>
            {
                await peer.WelcomeAsync();
                await peer.ExpectAsync(Signature.Run, Signature.Pull);
                await peer.SendAsync(Peer.Failure("Neo.ClientError.Statement.SyntaxError"), Peer.Ignored);
                await peer.ExpectAsync(Signature.Reset);
                await peer.SendAsync(Peer.Failure("Neo.DatabaseError.General.UnknownError"));
                await peer.HangAsync();
            },
            peer => peer.AnswerAsync(One));
        var options = server.Options();
        options.MaxConnections = 1;
        await using var cypher = BoltCypher.Open(options);
        await Should.ThrowAsync<Neo4jException>(async () => await OneAsync(cypher));
        (await OneAsync(cypher)).ShouldBe(1);
        server.Connections.ShouldBe(2);
    }

    [Theory]
    [InlineData("Neo.TransientError.Transaction.DeadlockDetected", 2)]
    [InlineData("Neo.ClientError.Cluster.NotALeader", 2)]
    [InlineData("Neo.TransientError.General.DatabaseUnavailable", 2)]
    [InlineData("Neo.ClientError.Security.AuthorizationExpired", 2)]
    [InlineData("Neo.TransientError.Transaction.Terminated", 1)]
    [InlineData("Neo.ClientError.Schema.ConstraintValidationFailed", 1)]
    public async Task Work_is_begun_again_after_failures_that_pass_and_no_others(string code, int attempts)
    {
        await using var server = new FakeServer(peer => FailThenCommitAsync(peer, code), peer => FailThenCommitAsync(peer, null));
        var options = server.Options();
        options.RetryTime = TimeSpan.FromSeconds(5);
        await using var cypher = BoltCypher.Open(options);
        var begun = 0;
        var write = async () => await cypher.WriteAsync(async transaction =>
        {
            begun++;
            await transaction.CommitAsync([new Query("CREATE ()")]);
            return 7;
        });
        if (attempts > 1) (await write()).ShouldBe(7);
        else (await Should.ThrowAsync<Neo4jException>(write)).Code.ShouldBe(code);
        begun.ShouldBe(attempts);
    }

    [Fact]
    public async Task Work_is_begun_again_when_the_answer_to_its_commit_is_lost()
    {
        await using var server = new FakeServer(
            async peer =>
            {
                await peer.WelcomeAsync();
                await peer.ExpectAsync(Signature.Begin, Signature.Run, Signature.Discard, Signature.Commit);
                await peer.SendAsync(Peer.Success(), Peer.Success(), Peer.Success());
            },
            peer => FailThenCommitAsync(peer, null));
        var options = server.Options();
        options.RetryTime = TimeSpan.FromSeconds(5);
        await using var cypher = BoltCypher.Open(options);
        var begun = 0;
        await cypher.WriteAsync(async transaction =>
        {
            begun++;
            await transaction.CommitAsync([new Query("CREATE ()")]);
            return 0;
        });
        (begun, server.Connections).ShouldBe((2, 2));
    }

    [Fact]
    public async Task Transient_failures_without_end_are_given_up()
    {
        await using var server = new FakeServer(peer => peer.AnswerAsync(Peer.Failure("Neo.TransientError.Transaction.DeadlockDetected"), Peer.Ignored));
        var options = server.Options();
        options.RetryTime = Moment;
        await using var cypher = BoltCypher.Open(options);
        (await Should.ThrowAsync<StoreUnavailableException>(async () => await OneAsync(cypher))).Message.ShouldContain("may succeed when tried again");
    }

    [Fact]
    public async Task A_connection_closed_while_idle_is_replaced_unnoticed()
    {
        await using var server = new FakeServer(
            async peer =>
            {
                await peer.WelcomeAsync();
                await peer.ExpectAsync(Signature.Run, Signature.Pull);
                await peer.SendAsync(One);
            },
            peer => peer.AnswerAsync(One));
        await using var cypher = BoltCypher.Open(server.Options());
        (await OneAsync(cypher)).ShouldBe(1);
        await Task.Delay(Moment);
        (await OneAsync(cypher)).ShouldBe(1);
        server.Connections.ShouldBe(2);
    }

    [Fact]
    public async Task A_connection_long_idle_gives_a_sign_of_life_and_an_old_one_is_replaced()
    {
        await using var server = new FakeServer(
            async peer =>
            {
                await peer.WelcomeAsync();
                await peer.ExpectAsync(Signature.Run, Signature.Pull);
                await peer.SendAsync(One);
                await peer.ExpectAsync(Signature.Reset);
                await peer.SendAsync(Peer.Success());
                await peer.ExpectAsync(Signature.Run, Signature.Pull);
                await peer.SendAsync(One);
                await peer.ExpectAsync(Signature.Goodbye);
            },
            peer => peer.AnswerAsync(One));
        var (options, clock) = (server.Options(), new LeapingClock());
        (options.LivenessCheckAfter, options.ConnectionLifetime) = (TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10));
        await using var cypher = BoltCypher.Open(options, clock);
        await OneAsync(cypher);
        clock.Leap(TimeSpan.FromMinutes(2));
        await OneAsync(cypher);
        server.Connections.ShouldBe(1);
        clock.Leap(TimeSpan.FromMinutes(10));
        await OneAsync(cypher);
        server.Connections.ShouldBe(2);
    }

    [Fact]
    public async Task Who_waits_too_long_for_a_connection_is_told_so()
    {
        await using var server = new FakeServer(async peer =>
        {
            await peer.WelcomeAsync();
            await peer.HangAsync();
        });
        var options = server.Options();
        (options.MaxConnections, options.AcquisitionTimeout) = (1, Moment);
        await using var cypher = BoltCypher.Open(options);
        using var enough = new CancellationTokenSource();
        var first = cypher.ReadAsync([new Query("RETURN 1")], enough.Token).AsTask();
        (await Should.ThrowAsync<StoreUnavailableException>(async () => await OneAsync(cypher))).Message.ShouldContain("stayed in use for 0.2 s");
        await enough.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(first);
    }

    [Fact]
    public async Task Cancelling_returns_at_once_and_leaves_the_connection_usable()
    {
        await using var server = new FakeServer(async peer =>
        {
            await peer.WelcomeAsync();
            await peer.ExpectAsync(Signature.Run, Signature.Pull);
            await peer.SendAsync(One[0], One[1][..2]);
            await peer.ExpectAsync(Signature.Reset);
            await peer.SendAsync(One[1][2..], Peer.Ignored, Peer.Success());
            await peer.ExpectAsync(Signature.Run, Signature.Pull);
            await peer.SendAsync(One);
        });
        var options = server.Options();
        options.MaxConnections = 1;
        await using var cypher = BoltCypher.Open(options);
        using var soon = new CancellationTokenSource(Moment);
        await Should.ThrowAsync<OperationCanceledException>(async () => await cypher.ReadAsync([new Query("RETURN 1", _ => Assert.Fail("No row is whole."))], soon.Token));
        (await OneAsync(cypher)).ShouldBe(1);
        server.Connections.ShouldBe(1);
    }

    private static async Task FailThenCommitAsync(Peer peer, string? code)
    {
        await peer.WelcomeAsync();
        if (code is not null)
        {
            await peer.ExpectAsync(Signature.Begin, Signature.Run, Signature.Discard, Signature.Commit);
            await peer.SendAsync(Peer.Success(), Peer.Failure(code), Peer.Ignored, Peer.Ignored);
            await peer.ExpectAsync(Signature.Reset);
            await peer.SendAsync(Peer.Success());
        }
        await peer.ExpectAsync(Signature.Begin, Signature.Run, Signature.Discard, Signature.Commit);
        await peer.SendAsync(Peer.Success(), Peer.Success(), Peer.Success(), Peer.Success(("bookmark", "b1")));
        await peer.HangAsync();
    }

    private static Func<Peer, Task> CutAsync(params byte[][] sent) => async peer =>
    {
        await peer.WelcomeAsync();
        await peer.ExpectAsync(Signature.Run, Signature.Pull);
        await peer.SendAsync(sent);
    };

    private static async Task<long> OneAsync(BoltCypher cypher)
    {
        var one = 0L;
        await cypher.ReadAsync([new Query("RETURN 1", row => one = row.Long())]);
        return one;
    }

    private static async Task<string> RefusedAsync(Neo4jOptions options)
    {
        await using var cypher = BoltCypher.Open(options);
        return (await Should.ThrowAsync<StoreUnavailableException>(async () => await OneAsync(cypher))).Message;
    }
}
