using ClaimGraph.Neo4j;
using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Reading;

namespace ClaimGraph.Stores.Tests.Neo4j;

/// <summary>
/// Small commits leave their words to be indexed later, which searches do not show. The clock of this store stands still, so that nothing
/// is indexed after a delay.
/// </summary>
[Collection(OneServer.Name)]
public sealed class WordIndexTests : IAsyncLifetime
{
    private readonly ManualClock _clock = new() { ControlsTimers = true };
    private readonly IdSource _ids = new(TimeProvider.System, new Random(1));
    private WatchedDriver _driver = null!;
    private Neo4jStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        await Neo4jServer.EmptyAsync();
        _driver = new WatchedDriver(await Neo4jDriver.ConnectAsync(Neo4jServer.Options(), TimeProvider.System));
        _store = await Neo4jStore.OpenAsync(_driver, Neo4jServer.Options(), _clock);
    }

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
            await _store.DisposeAsync();
    }

    [Fact]
    public async Task A_search_indexes_what_commits_left()
    {
        var ids = new List<NodeId>();
        for (var i = 0; i < 3; i++)
            ids.Add(await EnterAsync(new ActorContent { Name = $"Alpha {i}" }));
        (await WaitingAsync()).ShouldBe(3);
        (await FindAsync("alpha")).ShouldBe(ids);
        (await WaitingAsync()).ShouldBe(0);
        const string Indexed = "MATCH (n:Actor) WHERE n.words STARTS WITH 'alpha' AND n.unindexedWords IS NULL RETURN count(*)";
        (await LongsAsync(Indexed)).ShouldBe([3]);
    }

    [Fact]
    public async Task A_search_that_follows_no_commit_indexes_nothing()
    {
        await EnterAsync(new ActorContent { Name = "Alpha" });
        for (var i = 0; i < 3; i++)
            await FindAsync("alpha");
        _driver.Indexings.ShouldBe(1);
    }

    [Fact]
    public async Task What_waits_is_replaced_and_withdrawn_by_later_commits()
    {
        var changed = await EnterAsync(new ActorContent { Name = "Alpha" });
        var withdrawn = await EnterAsync(new ActorContent { Name = "Alpha" });
        await CommitAsync(new Update(changed, 1, new ActorContent { Name = "Beta" }));
        await CommitAsync(new SetStatus(withdrawn, RecordStatus.Retracted));
        (await FindAsync("alpha")).ShouldBeEmpty();
        (await FindAsync("beta")).ShouldBe([changed]);
        await CommitAsync(new SetStatus(changed, RecordStatus.Retracted));
        (await FindAsync("beta")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Statements_are_found_by_words_in_which_they_were_said_a_moment_ago()
    {
        var statement = await EnterAsync(new StatementContent { Text = "They did not sign" });
        var source = await EnterAsync(new SourceContent { Title = "A source" });
        (await FindAsync("firmato")).ShouldBeEmpty();
        var anchor = new QuoteAnchor { Exact = "Non hanno firmato" };
        await EnterAsync(
            new AppearanceContent
            {
                Statement = statement,
                Source = source,
                Anchor = anchor,
            }
        );
        (await FindAsync("firmato")).ShouldBe([statement]);
    }

    [Fact]
    public async Task A_commit_of_many_nodes_is_indexed_with_it_whatever_waited()
    {
        var early = await EnterAsync(new ActorContent { Name = "Alpha" });
        await CommitAsync([
            new Update(early, 1, new ActorContent { Name = "Beta" }),
            .. Enumerable.Range(0, 150).Select(i => new Create(_ids.Next(NodeKind.Actor), new ActorContent { Name = $"Gamma {i}" })),
        ]);
        (await WaitingAsync()).ShouldBe(1); // of the first commit
        (await FindAsync("alpha")).ShouldBeEmpty();
        (await FindAsync("beta")).ShouldBe([early]);
        (await FindAsync("gamma")).Count.ShouldBe(150);
    }

    [Fact]
    public async Task What_a_process_that_ended_early_left_is_found_by_the_next()
    {
        var id = await EnterAsync(new ActorContent { Name = "Alpha" });
        await using var next = await Neo4jStore.OpenAsync(Neo4jServer.Options(), TimeProvider.System);
        (await FindAsync("alpha", next)).ShouldBe([id]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_another_process_left_is_found_after_the_interval(bool isCached)
    {
        var (options, clock) = (Neo4jServer.Options(), new ManualClock { ControlsTimers = true });
        if (!isCached)
            options.CachedNodes = 0;
        await using var other = await Neo4jStore.OpenAsync(options, clock);
        (await FindAsync("alpha", other)).ShouldBeEmpty();
        var id = await EnterAsync(new ActorContent { Name = "Alpha" });
        if (isCached)
            clock.Advance(options.CacheInterval);
        (await FindAsync("alpha", other)).ShouldBe([id]);
    }

    [Fact]
    public async Task A_quarter_of_a_second_after_a_commit_its_words_are_indexed_without_a_search()
    {
        await EnterAsync(new ActorContent { Name = "Alpha" });
        _clock.Advance(TimeSpan.FromMilliseconds(249));
        _driver.Waiting.ShouldBe(0);
        (await WaitingAsync()).ShouldBe(1);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await UntilAsync(() => _driver.Indexings == 1 && _driver.Waiting == 0);
        (await WaitingAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Closing_the_store_leaves_nothing()
    {
        var store = await Neo4jStore.OpenAsync(Neo4jServer.Options(), _clock);
        await EnterAsync(new ActorContent { Name = "Alpha" }, store);
        (await WaitingAsync()).ShouldBe(1);
        await store.DisposeAsync();
        (await WaitingAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Closing_the_store_does_not_wait_for_a_server_that_is_away()
    {
        var driver = new WatchedDriver(await Neo4jDriver.ConnectAsync(Neo4jServer.Options(), TimeProvider.System));
        var store = await Neo4jStore.OpenAsync(driver, Neo4jServer.Options(), _clock);
        var id = await EnterAsync(new ActorContent { Name = "Alpha" }, store);
        using (await driver.HoldAsync())
        {
            var closing = store.DisposeAsync().AsTask();
            await UntilAsync(() =>
            {
                _clock.Advance(TimeSpan.FromSeconds(1));
                return closing.IsCompleted;
            });
            await closing;
        }
        await using var next = await Neo4jStore.OpenAsync(Neo4jServer.Options(), TimeProvider.System);
        (await FindAsync("alpha", next)).ShouldBe([id]);
    }

    [Fact]
    public async Task A_search_fails_where_the_index_cannot_be_brought_up_to_date_and_the_next_tries_again()
    {
        var id = await EnterAsync(new ActorContent { Name = "Alpha" });
        _driver.Refusal = new StoreUnavailableException("The server is away.");
        await Should.ThrowAsync<StoreUnavailableException>(() => FindAsync("alpha"));
        _driver.Refusal = null;
        (await FindAsync("alpha")).ShouldBe([id]);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var tries = 0; !condition(); tries++)
        {
            tries.ShouldBeLessThan(30_000);
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }

    private async Task<NodeId> EnterAsync(Content content, Neo4jStore? store = null)
    {
        var id = _ids.Next(content.Kind);
        await (store ?? _store).CommitAsync(new ChangeSet { Principal = "test", Operations = [new Create(id, content)] });
        return id;
    }

    private async Task CommitAsync(params Operation[] operations) =>
        await _store.CommitAsync(
            new ChangeSet
            {
                Principal = "test",
                Reason = "test",
                Operations = operations,
            }
        );

    private async Task<List<NodeId>> FindAsync(string words, Neo4jStore? store = null)
    {
        var hits = await (store ?? _store).SearchAsync(new SearchQuery(words, [NodeKind.Actor, NodeKind.Statement], 200));
        return [.. hits.Select(h => h.Id).Order()];
    }

    /// <summary>The number of nodes whose words wait.</summary>
    private async Task<long> WaitingAsync() => (await LongsAsync($"{LedgerCypher.MatchHead} RETURN size(coalesce(l.unindexed, []))"))[0];

    private async Task<List<long>> LongsAsync(string cypher)
    {
        var values = new List<long>();
        await _driver.ReadAsync([new Query(cypher, row => values.Add(row.Long()))]);
        return values;
    }
}
