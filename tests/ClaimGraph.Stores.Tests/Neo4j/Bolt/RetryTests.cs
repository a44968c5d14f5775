using ClaimGraph.Neo4j.Bolt;
using ClaimGraph.Neo4j.Bolt.Messages;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Stores.Tests.Neo4j.Bolt;

/// <summary>What is retried, and what is not.</summary>
public sealed class RetryTests
{
    [Fact]
    public async Task A_response_cut_before_its_first_row_is_retried_on_another_connection()
    {
        await using var server = new FakeServer(CutAsync(Asked.One[0], Asked.One[1][..^3]), peer => peer.AnswerAsync(Asked.One));
        var options = server.Options();
        options.RetryTime = TimeSpan.FromSeconds(5);
        await using var driver = BoltDriver.Open(options, TimeProvider.System);
        (await Asked.OneAsync(driver)).ShouldBe(1);
        server.Connections.ShouldBe(2);
    }

    [Fact]
    public async Task A_response_cut_after_a_row_is_not_retried()
    {
        await using var server = new FakeServer(CutAsync(Asked.One[0], Asked.One[1]));
        var options = server.Options();
        options.RetryTime = TimeSpan.FromSeconds(5);
        await using var driver = BoltDriver.Open(options, TimeProvider.System);
        var rows = 0;
        await Should.ThrowAsync<StoreUnavailableException>(async () => await driver.ReadAsync([new Query("RETURN 1", _ => rows++)]));
        (rows, server.Connections).ShouldBe((1, 1));
    }

    [Theory]
    [InlineData("Neo.TransientError.Transaction.DeadlockDetected", 2)]
    [InlineData("Neo.ClientError.Cluster.NotALeader", 2)]
    [InlineData("Neo.TransientError.General.DatabaseUnavailable", 2)]
    [InlineData("Neo.ClientError.Security.AuthorizationExpired", 2)]
    [InlineData("Neo.ClientError.Transaction.InvalidBookmark", 2)]
    [InlineData("Neo.TransientError.Transaction.Terminated", 1)]
    [InlineData("Neo.ClientError.Schema.ConstraintValidationFailed", 1)]
    public async Task Work_is_retried_after_transient_failures_only(string code, int attempts)
    {
        await using var server = new FakeServer(peer => FailThenCommitAsync(peer, code), peer => FailThenCommitAsync(peer, null));
        var options = server.Options();
        options.RetryTime = TimeSpan.FromSeconds(5);
        await using var driver = BoltDriver.Open(options, TimeProvider.System);
        var begun = 0;
        var write = async () =>
            await driver.WriteAsync(async transaction =>
            {
                begun++;
                await transaction.CommitAsync([new Query("CREATE ()")]);
                return 7;
            });
        if (attempts > 1)
            (await write()).ShouldBe(7);
        else
            (await Should.ThrowAsync<Neo4jException>(write)).Code.ShouldBe(code);
        begun.ShouldBe(attempts);
    }

    [Fact]
    public async Task Work_is_retried_when_the_response_to_its_commit_is_lost()
    {
        await using var server = new FakeServer(
            async peer =>
            {
                await peer.WelcomeAsync();
                await peer.ExpectAsync(Signature.Begin, Signature.Run, Signature.Discard, Signature.Commit);
                await peer.SendAsync(Peer.Success(), Peer.Success(), Peer.Success());
            },
            peer => FailThenCommitAsync(peer, null)
        );
        var options = server.Options();
        options.RetryTime = TimeSpan.FromSeconds(5);
        await using var driver = BoltDriver.Open(options, TimeProvider.System);
        (await Asked.CommitAsync(driver), server.Connections).ShouldBe((2, 2));
    }

    [Fact]
    public async Task Transient_failures_are_not_retried_forever()
    {
        var deadlock = Peer.Failure("Neo.TransientError.Transaction.DeadlockDetected");
        await using var server = new FakeServer(peer => peer.AnswerAsync(deadlock, Peer.Ignored));
        var options = server.Options();
        options.RetryTime = Asked.Moment;
        (await Asked.RefusedAsync(options)).ShouldContain("Try again.");
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

    private static Func<Peer, Task> CutAsync(params byte[][] sent) =>
        async peer =>
        {
            await peer.WelcomeAsync();
            await peer.AnswerOneAsync(sent);
        };
}
