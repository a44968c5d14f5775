using ClaimGraph.Neo4j;
using ClaimGraph.Neo4j.Bolt;
using ClaimGraph.Neo4j.Bolt.Messages;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Stores.Tests.Neo4j.Bolt;

/// <summary>Which server gets which request with <c>neo4j://</c>.</summary>
[Collection(OneServer.Name)]
public sealed class RoutingTests
{
    private readonly List<string> _asked = [];
    private string _reader = "",
        _writer = "",
        _router = "";
    private long _secondsToLive = 300;
    private Action? _afterRoute;

    [Fact]
    public async Task Reads_go_to_readers_and_writes_to_the_writer()
    {
        await using var router = Member("router");
        await using var reader = Member("reader");
        await using var writer = Member("writer");
        (_reader, _writer) = (reader.Address, writer.Address);
        await using var driver = BoltDriver.Open(Options(router), TimeProvider.System);
        await ReadAsync(driver);
        await WriteAsync(driver);
        await ReadAsync(driver);
        _asked.ShouldBe(["router route", "reader read", "writer write", "reader read"]);
    }

    [Fact]
    public async Task The_table_is_refreshed_when_it_has_expired()
    {
        await using var member = Member("one");
        (_reader, _writer, _secondsToLive) = (member.Address, member.Address, 10);
        var clock = new ManualClock { ControlsTimers = true };
        await using var driver = BoltDriver.Open(Options(member), clock);
        await ReadAsync(driver);
        clock.Advance(TimeSpan.FromSeconds(9));
        await ReadAsync(driver);
        clock.Advance(TimeSpan.FromSeconds(2));
        await ReadAsync(driver);
        _asked.ShouldBe(["one route", "one read", "one read", "one route", "one read"]);
    }

    [Fact]
    public async Task A_writer_that_is_no_longer_the_leader_is_replaced_after_a_refresh()
    {
        FakeServer? next = null;
        await using var router = Member("router");
        await using var former = new FakeServer(peer =>
            peer.ServeAsync(signature =>
            {
                if (signature != Signature.Commit)
                    return [];
                Note("former write");
                _writer = next!.Address;
                return [Peer.Success(), Peer.Failure("Neo.ClientError.Cluster.NotALeader"), Peer.Ignored, Peer.Ignored];
            })
        );
        await using var latter = next = Member("latter");
        (_reader, _writer) = (router.Address, former.Address);
        await using var driver = BoltDriver.Open(Options(router), TimeProvider.System);
        await WriteAsync(driver);
        _asked.ShouldBe(["router route", "former write", "router route", "latter write"]);
    }

    [Fact]
    public async Task A_reader_that_is_gone_is_not_used_until_the_next_table()
    {
        await using var router = Member("router");
        await using (var gone = Member("gone"))
            (_reader, _writer) = (gone.Address, router.Address);
        await using var driver = BoltDriver.Open(Options(router, () => _reader = router.Address), TimeProvider.System);
        await ReadAsync(driver);
        _asked.ShouldBe(["router route", "router route", "router read"]);
    }

    [Theory]
    [InlineData(nameof(Signature.Run))]
    [InlineData(nameof(Signature.Pull))]
    public async Task A_reader_that_is_lost_inside_a_read_is_replaced_by_another(string at)
    {
        await using var router = Member("router");
        await using var lost = LostAt("lost", at);
        await using var other = Member("other");
        (_reader, _writer) = (lost.Address, router.Address);
        await using var driver = BoltDriver.Open(Options(router, () => _reader = other.Address), TimeProvider.System);
        await ReadAsync(driver);
        _asked.ShouldBe(["router route", "lost lost", "router route", "other read"]);
    }

    [Theory]
    [InlineData(nameof(Signature.Begin))]
    [InlineData(nameof(Signature.Run))]
    [InlineData(nameof(Signature.Commit))]
    public async Task A_writer_that_is_lost_inside_a_transaction_is_replaced_by_another(string at)
    {
        await using var router = Member("router");
        await using var lost = LostAt("lost", at);
        await using var other = Member("other");
        (_reader, _writer) = (router.Address, lost.Address);
        await using var driver = BoltDriver.Open(Options(router, () => _writer = other.Address), TimeProvider.System);
        await WriteAsync(driver);
        _asked.ShouldBe(["router route", "lost lost", "router route", "other write"]);
    }

    [Fact]
    public async Task Of_two_readers_the_one_that_is_left_is_used_without_a_new_table()
    {
        await using var router = Member("router");
        await using var left = Member("left");
        var gone = Member("gone");
        (_reader, _writer) = ($"{gone.Address},{left.Address}", router.Address);
        await gone.DisposeAsync();
        await using var driver = BoltDriver.Open(Options(router), TimeProvider.System);
        await ReadAsync(driver);
        await ReadAsync(driver);
        _asked.ShouldBe(["router route", "left read", "left read"]);
    }

    [Fact]
    public async Task Without_readers_the_table_is_asked_for_until_there_are_some()
    {
        await using var member = Member("one");
        var tables = 0;
        _writer = member.Address;
        await using var driver = BoltDriver.Open(Options(member, () => _reader = ++tables == 2 ? member.Address : ""), TimeProvider.System);
        await ReadAsync(driver);
        _asked.ShouldBe(["one route", "one route", "one route", "one read"]);
    }

    [Fact]
    public async Task Without_a_writer_reads_go_on_and_writes_wait_for_one()
    {
        await using var member = Member("one");
        var tables = 0;
        _reader = member.Address;
        await using var driver = BoltDriver.Open(Options(member, () => _writer = ++tables == 2 ? member.Address : ""), TimeProvider.System);
        await ReadAsync(driver);
        await WriteAsync(driver);
        _asked.ShouldBe(["one route", "one read", "one route", "one route", "one write"]);
    }

    [Fact]
    public async Task A_cluster_that_gets_no_writer_is_reported_when_the_time_is_up()
    {
        await using var member = Member("one");
        _reader = member.Address;
        var options = Options(member);
        options.RetryTime = Asked.Moment;
        await using var driver = BoltDriver.Open(options, TimeProvider.System);
        (await Should.ThrowAsync<StoreUnavailableException>(() => WriteAsync(driver))).Message.ShouldContain("no server for writes");
    }

    [Theory]
    [InlineData("Neo.ClientError.Database.DatabaseNotFound")]
    [InlineData("Neo.ClientError.Security.Unauthorized")]
    [InlineData("Neo.ClientError.Security.Forbidden")]
    [InlineData("Neo.ClientError.Statement.ArgumentError")]
    public async Task A_refusal_that_another_router_would_repeat_is_reported_at_once(string code)
    {
        await using var first = Member("first");
        await using var second = new FakeServer(peer => peer.ServeAsync(signature => Refuse(signature)));
        await using var third = Member("third");
        (_router, _reader, _writer, _secondsToLive) = ($"{second.Address},{third.Address}", third.Address, third.Address, 10);
        var clock = new ManualClock { ControlsTimers = true };
        await using var driver = BoltDriver.Open(Options(first), clock);
        await ReadAsync(driver);
        clock.Advance(TimeSpan.FromSeconds(11));
        var refused = await Should.ThrowAsync<ClaimGraphException>(() => ReadAsync(driver));
        refused.Message.ShouldContain(code);
        _asked.ShouldBe(["first route", "third read", "second route"]);

        byte[][] Refuse(Signature signature)
        {
            if (signature != Signature.Route)
                return [];
            Note("second route");
            return [Peer.Failure(code)];
        }
    }

    [Fact]
    public async Task Bookmarks_that_a_router_does_not_know_are_dropped_at_once()
    {
        var tables = 0;
        FakeServer? member = null;
        await using var server = member = new FakeServer(peer =>
            peer.ServeAsync(signature =>
                signature == Signature.Route && ++tables == 2
                    ? [Peer.Failure("Neo.ClientError.Transaction.InvalidBookmark")]
                    : Answer("one", member!, signature)
            )
        );
        (_reader, _writer, _secondsToLive) = (server.Address, server.Address, 0);
        await using var driver = BoltDriver.Open(Options(server), TimeProvider.System);
        await WriteAsync(driver);
        await ReadAsync(driver);
        (tables, _asked).ShouldSatisfyAllConditions(
            t => t.tables.ShouldBe(3),
            t => t._asked.ShouldBe(["one route", "one write", "one route", "one read"])
        );
    }

    [Fact]
    public async Task A_refused_table_is_reported_with_the_reason()
    {
        await using var server = new FakeServer(peer =>
            peer.ServeAsync(signature => signature == Signature.Route ? [Peer.Failure("Neo.ClientError.Database.DatabaseNotFound")] : [])
        );
        await using var driver = BoltDriver.Open(Options(server), TimeProvider.System);
        var refused = await Should.ThrowAsync<StoreUnavailableException>(() => ReadAsync(driver));
        refused.Message.ShouldContain("Check the name of the database");
    }

    [Fact]
    public async Task A_real_single_server_is_router_reader_and_writer()
    {
        var options = Neo4jServer.Options();
        options.Uri = options.Uri.Replace("bolt://", "neo4j://", StringComparison.Ordinal);
        await using var driver = await BoltDriver.ConnectAsync(options, TimeProvider.System);
        await ReadAsync(driver);
        await driver.WriteAsync(async transaction =>
        {
            await transaction.RunAsync([new Query("CREATE (:BoltTest)")]);
            return 0;
        });
    }

    private Neo4jOptions Options(FakeServer server, Action? afterRoute = null)
    {
        _afterRoute = afterRoute;
        var options = server.Options();
        options.Uri = $"neo4j://{server.Address}";
        options.RetryTime = TimeSpan.FromSeconds(5);
        return options;
    }

    private FakeServer Member(string name)
    {
        FakeServer? server = null;
        return server = new FakeServer(peer => peer.ServeAsync(signature => Answer(name, server!, signature)));
    }

    private byte[][] Answer(string name, FakeServer server, Signature signature)
    {
        switch (signature)
        {
            case Signature.Route:
                Note($"{name} route");
                var table = Table(server.Address);
                _afterRoute?.Invoke();
                return [table];
            case Signature.Pull:
                Note($"{name} read");
                return Asked.One;
            case Signature.Commit:
                Note($"{name} write");
                return [Peer.Success(), Peer.Success(), Peer.Success(), Peer.Success(("bookmark", "b"))];
            default:
                return [];
        }
    }

    private byte[] Table(string router) =>
        Peer.Success(
            (
                "rt",
                new Dictionary<string, object?>
                {
                    ["ttl"] = _secondsToLive,
                    ["servers"] = new List<object?>
                    {
                        Role("ROUTE", _router.Length > 0 ? _router : router),
                        Role("READ", _reader),
                        Role("WRITE", _writer),
                    },
                }
            )
        );

    private static Dictionary<string, object?> Role(string role, string addresses) =>
        new() { ["role"] = role, ["addresses"] = addresses.Split(',', StringSplitOptions.RemoveEmptyEntries).Cast<object?>().ToList() };

    /// <summary>A server that goes away when it receives a message.</summary>
    private FakeServer LostAt(string name, string at) =>
        new(async peer =>
        {
            await peer.WelcomeAsync();
            while ($"{await peer.NextAsync()}" != at)
                continue;
            Note($"{name} lost");
        });

    private void Note(string what)
    {
        lock (_asked)
            _asked.Add(what);
    }

    private static async Task ReadAsync(BoltDriver driver) => (await Asked.OneAsync(driver)).ShouldBe(1);

    private static Task WriteAsync(BoltDriver driver) => driver.CommitAsync(new Query("CREATE ()"));
}
