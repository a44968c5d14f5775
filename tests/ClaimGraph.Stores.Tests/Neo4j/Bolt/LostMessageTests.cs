using ClaimGraph.Neo4j;
using ClaimGraph.Neo4j.Bolt;
using ClaimGraph.Neo4j.Bolt.Messages;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Stores.Tests.Neo4j.Bolt;

/// <summary>Servers that go away at each step, and requests or responses that are lost while the connection stays open.</summary>
public sealed class LostMessageTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Work_is_done_again_when_the_server_goes_away_before_it_has_answered_everything(int answers)
    {
        await using var server = new FakeServer(
            async peer =>
            {
                await peer.WelcomeAsync();
                await peer.ExpectAsync(Signature.Begin, Signature.Run, Signature.Discard, Signature.Commit);
                for (var i = 0; i < answers; i++)
                    await peer.SendAsync(Peer.Success());
            },
            CommitAsync
        );
        await using var driver = BoltDriver.Open(Retrying(server), TimeProvider.System);
        (await Asked.CommitAsync(driver), server.Connections).ShouldBe((2, 2));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_server_that_goes_away_between_the_round_trips_of_a_transaction_gets_it_from_its_beginning(int answers)
    {
        await using var server = new FakeServer(
            async peer =>
            {
                await peer.WelcomeAsync();
                await peer.ExpectAsync(Signature.Begin, Signature.Run, Signature.Discard);
                await peer.SendAsync(Peer.Success(), Peer.Success(), Peer.Success());
                await peer.ExpectAsync(Signature.Run, Signature.Discard, Signature.Commit);
                for (var i = 0; i < answers; i++)
                    await peer.SendAsync(Peer.Success());
            },
            async peer =>
            {
                await peer.WelcomeAsync();
                await peer.ExpectAsync(Signature.Begin, Signature.Run, Signature.Discard);
                await peer.SendAsync(Peer.Success(), Peer.Success(), Peer.Success());
                await peer.ExpectAsync(Signature.Run, Signature.Discard, Signature.Commit);
                await peer.SendAsync(Peer.Success(), Peer.Success(), Peer.Success(("bookmark", "b1")));
                await peer.HangAsync();
            }
        );
        await using var driver = BoltDriver.Open(Retrying(server), TimeProvider.System);
        var begun = 0;
        await driver.WriteAsync(async transaction =>
        {
            begun++;
            await transaction.RunAsync([new Query("CREATE ()")]);
            await transaction.CommitAsync([new Query("CREATE ()")]);
            return 0;
        });
        begun.ShouldBe(2);
    }

    [Theory]
    [InlineData("Neo.TransientError.General.DatabaseUnavailable", 2)]
    [InlineData("Neo.ClientError.Schema.ConstraintValidationFailed", 1)]
    public async Task A_commit_that_fails_with_an_answer_is_repeated_only_if_that_can_help(string code, int attempts)
    {
        await using var server = new FakeServer(
            async peer =>
            {
                await peer.WelcomeAsync();
                await peer.ExpectAsync(Signature.Begin, Signature.Run, Signature.Discard, Signature.Commit);
                await peer.SendAsync(Peer.Success(), Peer.Success(), Peer.Success(), Peer.Failure(code));
            },
            CommitAsync
        );
        await using var driver = BoltDriver.Open(Retrying(server), TimeProvider.System);
        var write = () => driver.CommitAsync(new Query("CREATE ()"));
        if (attempts == 1)
            (await Should.ThrowAsync<Neo4jException>(write)).Code.ShouldBe(code);
        else
            await write();
        server.Connections.ShouldBe(attempts);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_connection_that_ends_while_it_is_opened_is_opened_again(int steps)
    {
        await using var server = new FakeServer(
            async peer =>
            {
                if (steps > 0)
                    await peer.ShakeHandsAsync();
                if (steps > 1)
                    await peer.ExpectAsync(Signature.Hello);
            },
            peer => peer.AnswerAsync(Asked.One)
        );
        await using var driver = BoltDriver.Open(Retrying(server), TimeProvider.System);
        (await Asked.OneAsync(driver)).ShouldBe(1);
        server.Connections.ShouldBe(2);
    }

    [Fact]
    public async Task A_request_of_which_the_server_knows_nothing_is_sent_again()
    {
        await using var server = new FakeServer(HangAsync, KnowsAsync(nothing: true), peer => peer.AnswerAsync(Asked.One));
        await using var driver = BoltDriver.Open(Retrying(server), TimeProvider.System);
        (await Asked.OneAsync(driver)).ShouldBe(1);
        server.Connections.ShouldBe(3);
    }

    [Fact]
    public async Task A_server_that_is_at_work_is_waited_for()
    {
        await using var server = new FakeServer(
            async peer =>
            {
                await peer.WelcomeAsync(("connection_id", "bolt-1"));
                await peer.ExpectAsync(Signature.Run, Signature.Pull);
                await Task.Delay(TimeSpan.FromSeconds(5));
                await peer.SendAsync(Asked.One);
                await peer.HangAsync();
            },
            KnowsAsync(nothing: false)
        );
        await using var driver = BoltDriver.Open(server.Options(), TimeProvider.System);
        (await Asked.OneAsync(driver)).ShouldBe(1);
        server.Connections.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task A_server_that_opens_no_connection_any_longer_counts_as_lost()
    {
        await using var server = new FakeServer(HangAsync, peer => peer.HangAsync());
        await using var driver = BoltDriver.Open(server.Options(), TimeProvider.System);
        var told = await Should.ThrowAsync<StoreUnavailableException>(() => Asked.OneAsync(driver));
        told.Message.ShouldContain("The server stopped responding.");
    }

    [Fact]
    public async Task What_has_waited_for_its_turn_is_not_repeated_for_as_long_again()
    {
        var deadlock = Peer.Failure("Neo.TransientError.Transaction.DeadlockDetected");
        await using var server = new FakeServer(peer =>
            peer.ServeAsync(s => s == Signature.Commit ? [deadlock, Peer.Ignored, Peer.Ignored, Peer.Ignored] : [])
        );
        var options = server.Options();
        options.RetryTime = TimeSpan.FromMinutes(5);
        await using var driver = BoltDriver.Open(options, TimeProvider.System);
        var begun = 0;
        await Should.ThrowAsync<StoreUnavailableException>(async () =>
            await driver.WriteAsync(
                async transaction =>
                {
                    begun++;
                    await transaction.CommitAsync([new Query("CREATE ()")]);
                    return 0;
                },
                waited: TimeSpan.FromMinutes(5)
            )
        );
        begun.ShouldBe(1);
    }

    private static Neo4jOptions Retrying(FakeServer server)
    {
        var options = server.Options();
        options.RetryTime = TimeSpan.FromSeconds(30);
        return options;
    }

    private static async Task CommitAsync(Peer peer)
    {
        await peer.WelcomeAsync();
        await peer.ExpectAsync(Signature.Begin, Signature.Run, Signature.Discard, Signature.Commit);
        await peer.SendAsync(Peer.Success(), Peer.Success(), Peer.Success(), Peer.Success(("bookmark", "b1")));
        await peer.HangAsync();
    }

    private static async Task HangAsync(Peer peer)
    {
        await peer.WelcomeAsync(("connection_id", "bolt-1"));
        await peer.ExpectAsync(Signature.Run, Signature.Pull);
        await peer.HangAsync();
    }

    /// <summary>Answers the question whether the server is at work for another connection.</summary>
    private static Func<Peer, Task> KnowsAsync(bool nothing) =>
        peer => peer.AnswerAsync(nothing ? [Peer.Success(), Peer.Success()] : [Peer.Success(), Peer.Record("bolt-1"), Peer.Success()]);
}
