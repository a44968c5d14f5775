using ClaimGraph.Neo4j.Bolt;
using ClaimGraph.Neo4j.Bolt.Messages;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Stores.Tests.Neo4j.Bolt;

/// <summary>What is said at the beginning of transactions, and what becomes of those that fail at any of their messages.</summary>
public sealed class TransactionTests
{
    private readonly List<Dictionary<string, object?>> _begun = [];

    [Fact]
    public async Task Who_asks_for_how_long_and_where_is_said_at_the_beginning()
    {
        await using var server = new FakeServer(ServeAsync);
        var options = server.Options();
        (options.Database, options.TransactionTimeout) = ("claims", TimeSpan.FromSeconds(1.5));
        await using var cypher = BoltDriver.Open(options, TimeProvider.System);
        await Asked.OneAsync(cypher);
        await cypher.CommitAsync(new Query("CREATE ()"));
        foreach (var begun in _begun)
        {
            (begun["db"], begun["tx_timeout"]).ShouldBe(("claims", 1_500L));
            ((Dictionary<string, object?>)begun["tx_metadata"]!)["app"].ShouldBe("ClaimGraph");
        }
        _begun.Select(begun => begun.GetValueOrDefault("mode")).ShouldBe(["r", null]);
    }

    [Fact]
    public async Task What_is_not_set_is_left_to_the_server()
    {
        await using var server = new FakeServer(ServeAsync);
        var options = server.Options();
        options.Database = null;
        await using var cypher = BoltDriver.Open(options, TimeProvider.System);
        await Asked.OneAsync(cypher);
        _begun.ShouldHaveSingleItem().Keys.ShouldBe(["tx_metadata", "mode"]);
    }

    [Fact]
    public async Task What_was_committed_goes_along_until_something_later_takes_its_place()
    {
        await using var server = new FakeServer(ServeAsync);
        await using var cypher = BoltDriver.Open(server.Options(), TimeProvider.System);
        await Asked.OneAsync(cypher);
        await cypher.CommitAsync(new Query("CREATE ()"));
        await Asked.OneAsync(cypher);
        await cypher.CommitAsync(new Query("CREATE ()"));
        await Asked.OneAsync(cypher);
        _begun.Select(Bookmarks).ShouldBe(["", "", "after 2", "after 2", "after 4"]);
    }

    [Fact]
    public async Task Bookmarks_that_the_server_does_not_know_are_forgotten()
    {
        var isNew = false;
        await using var server = new FakeServer(peer => ServeAsync(peer, begun => isNew && Bookmarks(begun).Length > 0 ? "Neo.ClientError.Transaction.InvalidBookmark" : null));
        var options = server.Options();
        options.RetryTime = TimeSpan.FromSeconds(5);
        await using var cypher = BoltDriver.Open(options, TimeProvider.System);
        await cypher.CommitAsync(new Query("CREATE ()"));
        isNew = true;
        (await Asked.OneAsync(cypher)).ShouldBe(1);
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
            for (var i = 0; i < 4; i++) await peer.SendAsync(i < at ? Peer.Success() : i == at ? Peer.Failure("Neo.ClientError.Schema.ConstraintValidationFailed") : Peer.Ignored);
            await peer.ExpectAsync(Signature.Reset);
            await peer.SendAsync(Peer.Success());
            await peer.AnswerOneAsync(Asked.One);
        });
        await using var cypher = BoltDriver.Open(server.Options(), TimeProvider.System);
        (await Should.ThrowAsync<Neo4jException>(() => cypher.CommitAsync(new Query("CREATE ()")))).Code.ShouldEndWith("ConstraintValidationFailed");
        (await Asked.OneAsync(cypher)).ShouldBe(1);
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
        await using var cypher = BoltDriver.Open(server.Options(), TimeProvider.System);
        await Should.ThrowAsync<FormatException>(async () => await cypher.WriteAsync<int>(async transaction =>
        {
            await transaction.RunAsync([new Query("CREATE ()")]);
            throw new FormatException();
        }));
        (await Asked.OneAsync(cypher)).ShouldBe(1);
        server.Connections.ShouldBe(1);
    }

    private Task ServeAsync(Peer peer) => ServeAsync(peer, _ => null);

    /// <summary>Answers statements that read and transactions of one statement, and notes how each begins. A commit gets a bookmark of its own.</summary>
    private async Task ServeAsync(Peer peer, Func<Dictionary<string, object?>, string?> failure)
    {
        await peer.WelcomeAsync();
        while (true)
        {
            var (signature, fields) = await peer.MessageAsync();
            if (signature == Signature.Reset) await peer.SendAsync(Peer.Success());
            if (signature is not (Signature.Run or Signature.Begin)) continue;
            _begun.Add((Dictionary<string, object?>)fields[^1]!);
            var number = _begun.Count;
            await peer.ExpectAsync(signature == Signature.Run ? [Signature.Pull] : [Signature.Run, Signature.Discard, Signature.Commit]);
            if (failure(_begun[^1]) is { } code) await peer.SendAsync(Peer.Failure(code), Peer.Ignored);
            else if (signature == Signature.Run) await peer.SendAsync(Asked.One);
            else await peer.SendAsync(Peer.Success(), Peer.Success(), Peer.Success(), Peer.Success(("bookmark", $"after {number}")));
        }
    }

    private static string Bookmarks(Dictionary<string, object?> begun) => string.Join(", ", (List<object?>?)begun.GetValueOrDefault("bookmarks") ?? []);
}
