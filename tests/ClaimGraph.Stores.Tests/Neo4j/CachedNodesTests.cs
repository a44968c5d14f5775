using ClaimGraph.Copying;
using ClaimGraph.Neo4j;
using ClaimGraph.Stores.Tests.Conformance.Evaluation;

namespace ClaimGraph.Stores.Tests.Neo4j;

/// <summary>Nodes that were read are cached. Here and there are two ClaimGraph servers on one database.</summary>
[Collection(OneServer.Name)]
public sealed class CachedNodesTests : IAsyncLifetime
{
    private static readonly TimeSpan Interval = new Neo4jOptions().CacheInterval;

    private readonly ManualClock _clock = new() { ControlsTimers = true };
    private readonly IdSource _ids = new(TimeProvider.System, new Random(1));
    private WatchedDriver _driver = null!;
    private Neo4jStore _here = null!,
        _there = null!;

    public async ValueTask InitializeAsync()
    {
        var options = Neo4jServer.Options();
        await Neo4jServer.EmptyAsync();
        _driver = new WatchedDriver(await Neo4jDriver.ConnectAsync(options, TimeProvider.System));
        _here = await Neo4jStore.OpenAsync(_driver, options, _clock);
        _there = await Neo4jStore.OpenAsync(options, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        if (_here is not null)
            await _here.DisposeAsync();
        if (_there is not null)
            await _there.DisposeAsync();
    }

    [Fact]
    public async Task What_was_read_before_is_not_asked_for_again()
    {
        var id = await CreateAsync(_here, "First");
        (await NameAsync(_here, id)).ShouldBe("First");
        var asked = _driver.Reads;
        (await NameAsync(_here, id)).ShouldBe("First");
        _driver.Reads.ShouldBe(asked);
    }

    [Fact]
    public async Task What_another_server_wrote_is_read_after_the_interval()
    {
        var id = await CreateAsync(_here, "First");
        (await NameAsync(_here, id)).ShouldBe("First");
        await RenameAsync(_there, id, 1, "Second");
        _clock.Advance(Interval);
        (await NameAsync(_here, id)).ShouldBe("Second");
    }

    [Fact]
    public async Task Lists_and_counts_show_what_another_server_wrote_after_the_interval()
    {
        var id = await CreateAsync(_here, "First");
        var list = new ListQuery(NodeKind.Actor, null, OrderBy.Oldest(NodeKind.Actor), PageRequest.First(5));
        var filter = Filter.ForList(NodeKind.Actor, null);
        for (var i = 0; i < 3; i++)
            (await _here.CountAsync(NodeKind.Actor, filter)).ShouldBe(1);
        ((Actor)(await _here.ListAsync(list)).Nodes[0]).Content.Name.ShouldBe("First");
        await RenameAsync(_there, id, 1, "Second");
        await CreateAsync(_there, "Another");
        _clock.Advance(Interval);
        ((Actor)(await _here.ListAsync(list)).Nodes[0]).Content.Name.ShouldBe("Second");
        (await _here.CountAsync(NodeKind.Actor, filter)).ShouldBe(2);
    }

    [Fact]
    public async Task What_another_server_wrote_is_read_after_a_commit_of_our_own()
    {
        var id = await CreateAsync(_here, "First");
        (await NameAsync(_here, id)).ShouldBe("First");
        await RenameAsync(_there, id, 1, "Second");
        await CreateAsync(_here, "Somebody else");
        _clock.Advance(Interval);
        (await NameAsync(_here, id)).ShouldBe("Second");
    }

    [Fact]
    public async Task Derived_values_that_a_commit_of_another_server_changed_are_read_after_the_interval()
    {
        var statement = await EnterAsync(_here, new StatementContent { Text = "It is so" });
        var source = await EnterAsync(_here, new SourceContent { Title = "A source" });
        (await SupportAsync(statement)).ShouldBe(0);
        await EnterAsync(
            _there,
            new EvidenceContent
            {
                Basis = source,
                Target = statement,
                Stance = Stance.Supports,
            }
        );
        _clock.Advance(Interval);
        (await SupportAsync(statement)).ShouldBe(1);
    }

    /// <summary>More nodes in one commit, and more commits, than are invalidated one by one.</summary>
    [Theory]
    [InlineData(1, 1_500)]
    [InlineData(1_100, 1)]
    public async Task However_much_another_server_wrote_it_is_read_after_the_interval(int commits, int size)
    {
        var id = await CreateAsync(_here, "First");
        (await NameAsync(_here, id)).ShouldBe("First");
        await RenameAsync(_there, id, 1, "Second");
        await Task.WhenAll(
            Enumerable
                .Range(0, commits)
                .Select(c =>
                    _there
                        .CommitAsync(
                            Set([.. Enumerable.Range(0, size).Select(i => new Create(_ids.Next(NodeKind.Actor), Content($"{c} {i}")))])
                        )
                        .AsTask()
                )
        );
        await RenameAsync(_there, id, 2, "Third");
        _clock.Advance(Interval);
        (await NameAsync(_here, id)).ShouldBe("Third");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1_000)]
    public async Task An_acknowledged_change_is_seen_by_every_read_that_begins_after_it(int cachedNodes)
    {
        var options = Neo4jServer.Options();
        options.CachedNodes = cachedNodes;
        await using var store = await Neo4jStore.OpenAsync(options, TimeProvider.System);
        var id = await CreateAsync(store, "1");
        var (acknowledged, done) = (1, false);
        var readers = Enumerable
            .Range(0, 3)
            .Select(_ =>
                Task.Run(async () =>
                {
                    while (!Volatile.Read(ref done))
                    {
                        var least = Volatile.Read(ref acknowledged);
                        (await store.GetAsync([id]))[0]!.Version.ShouldBeGreaterThanOrEqualTo(least);
                    }
                })
            )
            .ToArray();
        for (var version = 1; version <= 40; version++)
        {
            await RenameAsync(store, id, version, $"{version + 1}");
            Volatile.Write(ref acknowledged, version + 1);
        }
        Volatile.Write(ref done, true);
        await Task.WhenAll(readers);
        (await NameAsync(store, id)).ShouldBe("41");
    }

    [Fact]
    public async Task What_a_commit_leaves_in_memory_is_what_stands_in_the_database()
    {
        await RandomGraph.BuildAsync(_here, new Dice(7, 200), new ManualClock());
        var options = Neo4jServer.Options();
        options.CachedNodes = 0;
        await using var bare = await Neo4jStore.OpenAsync(options, TimeProvider.System);
        var missed = _here.Lookups.Misses;
        var comparison = await StoreComparison.RunAsync(_here, bare);
        comparison.Kinds.ShouldAllBe(k => k.Different == null);
        _here.Lookups.Misses.ShouldBe(missed); // all nodes were in the cache
    }

    /// <summary>A commit may take nodes from the cache only if they are as they are in the database under its lock.</summary>
    [Fact]
    public async Task Commits_of_two_servers_to_one_node_lose_nothing()
    {
        var statement = await EnterAsync(_here, new StatementContent { Text = "It is so" });
        var here = await EnterAsync(_here, new SourceContent { Title = "Here" });
        var there = await EnterAsync(_there, new SourceContent { Title = "There" });
        for (var i = 0; i < 20; i++)
        {
            var (store, source) = i % 2 == 0 ? (_here, here) : (_there, there);
            await EnterAsync(
                store,
                new EvidenceContent
                {
                    Basis = source,
                    Target = statement,
                    Stance = Stance.Supports,
                    Anchor = new QuoteAnchor { Exact = $"{i}" },
                }
            );
        }
        _clock.Advance(Interval);
        (await SupportAsync(statement)).ShouldBe(20);
        var stale = Set(new Update(statement, 2, new StatementContent { Text = "It is not so" }));
        (await Should.ThrowAsync<RefusedException>(async () => await _there.CommitAsync(stale))).Message.ShouldContain("version");
    }

    private Task<NodeId> CreateAsync(Neo4jStore store, string name) => EnterAsync(store, Content(name));

    private async Task<NodeId> EnterAsync(Neo4jStore store, Content content)
    {
        var id = _ids.Next(content.Kind);
        await store.CommitAsync(Set(new Create(id, content)));
        return id;
    }

    private async Task<int> SupportAsync(NodeId statement) => ((Statement)(await _here.GetAsync([statement]))[0]!).Derived.SupportCount;

    private static async Task RenameAsync(Neo4jStore store, NodeId id, int version, string name) =>
        await store.CommitAsync(Set(new Update(id, version, Content(name))));

    private static async Task<string> NameAsync(Neo4jStore store, NodeId id) => ((Actor)(await store.GetAsync([id]))[0]!).Content.Name;

    private static ActorContent Content(string name) => new() { Name = name };

    private static ChangeSet Set(params Operation[] operations) => new() { Principal = "test", Operations = operations };
}
