using ClaimGraph.Neo4j.Bolt;
using ClaimGraph.Neo4j.Bolt.Messages;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Stores.Tests.Neo4j.Bolt;

/// <summary>When a connection is reused, reset or replaced.</summary>
public sealed class PoolTests
{
    [Fact]
    public async Task A_failure_at_run_or_at_pull_is_thrown_and_the_connection_reset()
    {
        await using var server = new FakeServer(async peer =>
        {
            await peer.WelcomeAsync();
            await peer.AnswerOneAsync(Peer.Failure("Neo.ClientError.Statement.SyntaxError"), Peer.Ignored);
            await peer.ExpectAsync(Signature.Reset);
            await peer.SendAsync(Peer.Success());
            await peer.AnswerOneAsync(Asked.One[0], Asked.One[1], Peer.Failure("Neo.ClientError.Statement.ArithmeticError"));
            await peer.ExpectAsync(Signature.Reset);
            await peer.SendAsync(Peer.Success());
            await peer.AnswerOneAsync(Asked.One);
        });
        var options = server.Options();
        options.MaxConnections = 1;
        await using var driver = BoltDriver.Open(options, TimeProvider.System);
        (await Should.ThrowAsync<Neo4jException>(async () => await Asked.OneAsync(driver))).Code.ShouldEndWith("SyntaxError");
        (await Should.ThrowAsync<Neo4jException>(async () => await Asked.OneAsync(driver))).Code.ShouldEndWith("ArithmeticError");
        (await Asked.OneAsync(driver)).ShouldBe(1);
        server.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task A_connection_that_cannot_be_reset_is_replaced()
    {
        await using var server = new FakeServer(
            async peer =>
            {
                await peer.WelcomeAsync();
                await peer.AnswerOneAsync(Peer.Failure("Neo.ClientError.Statement.SyntaxError"), Peer.Ignored);
                await peer.ExpectAsync(Signature.Reset);
                await peer.SendAsync(Peer.Failure("Neo.DatabaseError.General.UnknownError"));
                await peer.HangAsync();
            },
            peer => peer.AnswerAsync(Asked.One)
        );
        var options = server.Options();
        options.MaxConnections = 1;
        await using var driver = BoltDriver.Open(options, TimeProvider.System);
        await Should.ThrowAsync<Neo4jException>(async () => await Asked.OneAsync(driver));
        (await Asked.OneAsync(driver)).ShouldBe(1);
        server.Connections.ShouldBe(2);
    }

    [Fact]
    public async Task A_connection_closed_while_idle_is_replaced_unnoticed()
    {
        await using var server = new FakeServer(
            async peer =>
            {
                await peer.WelcomeAsync();
                await peer.AnswerOneAsync(Asked.One);
            },
            peer => peer.AnswerAsync(Asked.One)
        );
        await using var driver = BoltDriver.Open(server.Options(), TimeProvider.System);
        (await Asked.OneAsync(driver)).ShouldBe(1);
        await Task.Delay(Asked.Moment);
        (await Asked.OneAsync(driver)).ShouldBe(1);
        server.Connections.ShouldBe(2);
    }

    [Fact]
    public async Task A_connection_that_was_idle_for_long_is_tested_and_an_old_one_replaced()
    {
        await using var server = new FakeServer(
            async peer =>
            {
                await peer.WelcomeAsync();
                await peer.AnswerOneAsync(Asked.One);
                await peer.ExpectAsync(Signature.Reset);
                await peer.SendAsync(Peer.Success());
                await peer.AnswerOneAsync(Asked.One);
                await peer.ExpectAsync(Signature.Goodbye);
            },
            peer => peer.AnswerAsync(Asked.One)
        );
        var (options, clock) = (server.Options(), new ManualClock { ControlsTimers = true });
        (options.LivenessCheckAfter, options.ConnectionLifetime) = (TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10));
        await using var driver = BoltDriver.Open(options, clock);
        await Asked.OneAsync(driver);
        clock.Advance(TimeSpan.FromMinutes(2));
        await Asked.OneAsync(driver);
        server.Connections.ShouldBe(1);
        clock.Advance(TimeSpan.FromMinutes(10));
        await Asked.OneAsync(driver);
        server.Connections.ShouldBe(2);
    }

    [Fact]
    public async Task Waiting_too_long_for_a_connection_is_reported()
    {
        var (clock, asked) = (new ManualClock { ControlsTimers = true }, new TaskCompletionSource());
        await using var server = new FakeServer(async peer =>
        {
            await peer.WelcomeAsync();
            await peer.ExpectAsync(Signature.Run);
            asked.SetResult();
            await peer.HangAsync();
        });
        var options = server.Options();
        options.MaxConnections = 1;
        await using var driver = BoltDriver.Open(options, clock);
        using var enough = new CancellationTokenSource();
        var first = driver.ReadAsync([new Query("RETURN 1")], enough.Token).AsTask();
        await asked.Task;
        var second = Asked.OneAsync(driver);
        clock.Advance(options.AcquisitionTimeout);
        (await Should.ThrowAsync<StoreUnavailableException>(second)).Message.ShouldContain("were in use for 10 s");
        await enough.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(first);
    }

    [Fact]
    public async Task Cancelling_returns_at_once_and_leaves_the_connection_usable()
    {
        using var soon = new CancellationTokenSource();
        await using var server = new FakeServer(async peer =>
        {
            await peer.WelcomeAsync();
            await peer.AnswerOneAsync(Asked.One[0], Asked.One[1][..2]);
            soon.CancelAfter(Asked.Moment);
            await peer.ExpectAsync(Signature.Reset);
            await peer.SendAsync(Asked.One[1][2..], Peer.Ignored, Peer.Success());
            await peer.AnswerOneAsync(Asked.One);
        });
        var options = server.Options();
        options.MaxConnections = 1;
        await using var driver = BoltDriver.Open(options, TimeProvider.System);
        var query = new Query("RETURN 1", _ => Assert.Fail("No row is complete."));
        await Should.ThrowAsync<OperationCanceledException>(async () => await driver.ReadAsync([query], soon.Token));
        (await Asked.OneAsync(driver)).ShouldBe(1);
        server.Connections.ShouldBe(1);
    }
}
