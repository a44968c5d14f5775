using ClaimGraph.Neo4j.Bolt;
using ClaimGraph.Neo4j.Bolt.Messages;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Stores.Tests.Neo4j.Bolt;

/// <summary>How transactions begin, and how they fail at each of their messages.</summary>
public sealed class TransactionTests
{
    private readonly List<Dictionary<string, object?>> _begun = [];

    [Fact]
    public async Task Application_timeout_and_database_are_sent_at_the_beginning()
    {
        await using var server = new FakeServer(ServeAsync);
        var options = server.Options();
        (options.Database, options.TransactionTimeout) = ("claims", TimeSpan.FromSeconds(1.5));
        await using var driver = BoltDriver.Open(options, TimeProvider.System);
        await Asked.OneAsync(driver);
        await driver.CommitAsync(new Query("CREATE ()"));
        foreach (var begun in _begun)
        {
            (begun["db"], begun["tx_timeout"]).ShouldBe(("claims", 1_500L));
            ((Dictionary<string, object?>)begun["tx_metadata"]!)["app"].ShouldBe("ClaimGraph");
        }
        _begun.Select(begun => begun.GetValueOrDefault("mode")).ShouldBe(["r", null]);
    }

    [Fact]
    public async Task Options_that_are_not_set_are_left_to_the_server()
    {
        await using var server = new FakeServer(ServeAsync);
        var options = server.Options();
        options.Database = null;
        await using var driver = BoltDriver.Open(options, TimeProvider.System);
        await Asked.OneAsync(driver);
        _begun.ShouldHaveSingleItem().Keys.ShouldBe(["tx_metadata", "mode"]);
    }

    [Fact]
    public async Task Bookmarks_are_sent_until_a_later_commit_replaces_them()
    {
        await using var server = new FakeServer(ServeAsync);
        await using var driver = BoltDriver.Open(server.Options(), TimeProvider.System);
        await Asked.OneAsync(driver);
        await driver.CommitAsync(new Query("CREATE ()"));
        await Asked.OneAsync(driver);
        await driver.CommitAsync(new Query("CREATE ()"));
        await Asked.OneAsync(driver);
        _begun.Select(Bookmarks).ShouldBe(["", "", "after 2", "after 2", "after 4"]);
    }

    [Fact]
    public async Task Bookmarks_that_the_server_does_not_know_are_dropped()
    {
        var isNew = false;
        const string Invalid = "Neo.ClientError.Transaction.InvalidBookmark";
        await using var server = new FakeServer(peer => ServeAsync(peer, begun => isNew && Bookmarks(begun).Length > 0 ? Invalid : null));
        var options = server.Options();
        options.RetryTime = TimeSpan.FromSeconds(5);
        await using var driver = BoltDriver.Open(options, TimeProvider.System);
        await driver.CommitAsync(new Query("CREATE ()"));
        isNew = true;
        (await Asked.OneAsync(driver)).ShouldBe(1);
        _begun.Select(Bookmarks).ShouldBe(["", "after 1", ""]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_failure_at_any_message_of_a_transaction_is_thrown_and_the_connection_reset(int at)
    {
        await using var server = new FakeServer(async peer =>
        {
            await peer.WelcomeAsync();
            await peer.ExpectAsync(Signature.Begin, Signature.Run, Signature.Discard, Signature.Commit);
            var failure = Peer.Failure("Neo.ClientError.Schema.ConstraintValidationFailed");
            for (var i = 0; i < 4; i++)
                await peer.SendAsync(
                    i < at ? Peer.Success()
                    : i == at ? failure
                    : Peer.Ignored
                );
            await peer.ExpectAsync(Signature.Reset);
            await peer.SendAsync(Peer.Success());
            await peer.AnswerOneAsync(Asked.One);
        });
        await using var driver = BoltDriver.Open(server.Options(), TimeProvider.System);
        var thrown = await Should.ThrowAsync<Neo4jException>(() => driver.CommitAsync(new Query("CREATE ()")));
        thrown.Code.ShouldEndWith("ConstraintValidationFailed");
        (await Asked.OneAsync(driver)).ShouldBe(1);
        server.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task A_transaction_that_is_not_committed_is_reset_before_the_connection_is_used_again()
    {
        await using var server = new FakeServer(async peer =>
        {
            await peer.WelcomeAsync();
            await peer.ExpectAsync(Signature.Begin, Signature.Run, Signature.Discard);
            await peer.SendAsync(Peer.Success(), Peer.Success(), Peer.Success());
            await peer.ExpectAsync(Signature.Reset);
            await peer.SendAsync(Peer.Success());
            await peer.AnswerOneAsync(Asked.One);
        });
        await using var driver = BoltDriver.Open(server.Options(), TimeProvider.System);
        await Should.ThrowAsync<FormatException>(async () =>
            await driver.WriteAsync<int>(async transaction =>
            {
                await transaction.RunAsync([new Query("CREATE ()")]);
                throw new FormatException();
            })
        );
        (await Asked.OneAsync(driver)).ShouldBe(1);
        server.Connections.ShouldBe(1);
    }

    private Task ServeAsync(Peer peer) => ServeAsync(peer, _ => null);

    /// <summary>
    /// Responds to read queries and to transactions of one query, and records how each begins. Each commit gets a new bookmark.
    /// </summary>
    private async Task ServeAsync(Peer peer, Func<Dictionary<string, object?>, string?> failure)
    {
        await peer.WelcomeAsync();
        while (true)
        {
            var (signature, fields) = await peer.MessageAsync();
            if (signature == Signature.Reset)
                await peer.SendAsync(Peer.Success());
            if (signature is not (Signature.Run or Signature.Begin))
                continue;
            _begun.Add((Dictionary<string, object?>)fields[^1]!);
            var number = _begun.Count;
            await peer.ExpectAsync(signature == Signature.Run ? [Signature.Pull] : [Signature.Run, Signature.Discard, Signature.Commit]);
            if (failure(_begun[^1]) is { } code)
                await peer.SendAsync(Peer.Failure(code), Peer.Ignored);
            else if (signature == Signature.Run)
                await peer.SendAsync(Asked.One);
            else
                await peer.SendAsync(Peer.Success(), Peer.Success(), Peer.Success(), Peer.Success(("bookmark", $"after {number}")));
        }
    }

    private static string Bookmarks(Dictionary<string, object?> begun) =>
        string.Join(", ", (List<object?>?)begun.GetValueOrDefault("bookmarks") ?? []);
}
