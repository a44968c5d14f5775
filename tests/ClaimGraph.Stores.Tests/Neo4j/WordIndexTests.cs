using ClaimGraph.Neo4j;
using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Stores.Tests.Neo4j.Bolt;

namespace ClaimGraph.Stores.Tests.Neo4j;

/// <summary>Small commits leave their words to be indexed later; whoever searches does not notice. The timers of this store stand still, so that nothing happens later by itself.</summary>
[Collection(OneServer.Name)]
public sealed class WordIndexTests : IAsyncLifetime
{
    private readonly LeapingClock _clock = new() { HoldsTimers = true };
    private readonly IdSource _ids = new(TimeProvider.System, new Random(1));
    private WatchedCypher _cypher = null!;
    private Neo4jStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        await Neo4jServer.EmptyAsync();
        _cypher = new WatchedCypher(await Neo4jDriver.ConnectAsync(Neo4jServer.Options(), TimeProvider.System));
        _store = await Neo4jStore.OpenAsync(_cypher, Neo4jServer.Options(), _clock);
    }

    public async ValueTask DisposeAsync()
    {
        if (_store is not null) await _store.DisposeAsync();
    }

    [Fact]
    public async Task A_search_takes_into_the_index_what_commits_left()
    {
        var ids = new List<NodeId>();
        for (var i = 0; i < 3; i++) ids.Add(await EnterAsync(new ActorContent { Name = $"Alpha {i}" }));
        (await WaitingAsync()).ShouldBe(3);
        (await FindAsync("alpha")).ShouldBe(ids);
        (await WaitingAsync()).ShouldBe(0);
        (await LongsAsync("MATCH (n:Actor) WHERE n.words STARTS WITH 'alpha' AND n.unindexedWords IS NULL RETURN count(*)")).ShouldBe([3]);
    }

    [Fact]
    public async Task A_search_that_follows_no_commit_indexes_nothing()
    {
        await EnterAsync(new ActorContent { Name = "Alpha" });
        for (var i = 0; i < 3; i++) await FindAsync("alpha");
        _cypher.Indexings.ShouldBe(1);
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
        await EnterAsync(new AppearanceContent { Statement = statement, Source = source, Anchor = new QuoteAnchor { Exact = "Non hanno firmato" } });
        (await FindAsync("firmato")).ShouldBe([statement]);
    }

    [Fact]
    public async Task A_commit_of_many_nodes_is_indexed_with_it_whatever_waited()
    {
        var early = await EnterAsync(new ActorContent { Name = "Alpha" });
        await CommitAsync([new Update(early, 1, new ActorContent { Name = "Beta" }),
            .. Enumerable.Range(0, 150).Select(i => new Create(_ids.Next(NodeKind.Actor), new ActorContent { Name = $"Gamma {i}" }))]);
        (await WaitingAsync()).ShouldBe(1);          // of the first commit
        (await FindAsync("alpha")).ShouldBeEmpty();
        (await FindAsync("beta")).ShouldBe([early]);
        (await FindAsync("gamma")).Count.ShouldBe(150);
    }

    [Fact]
    public async Task What_a_process_left_that_ended_in_the_middle_is_found_by_the_next()
    {
        var id = await EnterAsync(new ActorContent { Name = "Alpha" });
        await using var next = await Neo4jStore.OpenAsync(Neo4jServer.Options(), TimeProvider.System);
        (await FindAsync("alpha", next)).ShouldBe([id]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_another_process_left_is_found_after_the_interval(bool keepsNodes)
    {
        var options = Neo4jServer.Options();
        if (!keepsNodes) options.CachedNodes = 0;
        await using var other = await Neo4jStore.OpenAsync(options, _clock);
        (await FindAsync("alpha", other)).ShouldBeEmpty();
        var id = await EnterAsync(new ActorContent { Name = "Alpha" });
        if (keepsNodes) _clock.Leap(options.CacheInterval);
        (await FindAsync("alpha", other)).ShouldBe([id]);
    }

    [Fact]
    public async Task Soon_after_a_commit_its_words_are_indexed_without_a_search()
    {
        await using var store = await Neo4jStore.OpenAsync(Neo4jServer.Options(), TimeProvider.System);
        await EnterAsync(new ActorContent { Name = "Alpha" }, store);
        for (var tries = 0; tries < 100 && await WaitingAsync() > 0; tries++) await Task.Delay(50);
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
        var cypher = new WatchedCypher(await Neo4jDriver.ConnectAsync(Neo4jServer.Options(), TimeProvider.System));
        var store = await Neo4jStore.OpenAsync(cypher, Neo4jServer.Options(), _clock);
        var id = await EnterAsync(new ActorContent { Name = "Alpha" }, store);
        using (await cypher.HoldAsync())
        {
            _clock.HoldsTimers = false;
            await store.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }
        await using var next = await Neo4jStore.OpenAsync(Neo4jServer.Options(), TimeProvider.System);
        (await FindAsync("alpha", next)).ShouldBe([id]);
    }

    [Fact]
    public async Task A_search_fails_where_the_index_cannot_be_brought_up_to_date_and_the_next_tries_again()
    {
        var id = await EnterAsync(new ActorContent { Name = "Alpha" });
        _cypher.Refusal = new StoreUnavailableException("The server is away.");
        await Should.ThrowAsync<StoreUnavailableException>(() => FindAsync("alpha"));
        _cypher.Refusal = null;
        (await FindAsync("alpha")).ShouldBe([id]);
    }

    private async Task<NodeId> EnterAsync(Content content, Neo4jStore? store = null)
    {
        var id = _ids.Next(content.Kind);
        await (store ?? _store).CommitAsync(new ChangeSet { Principal = "test", Operations = [new Create(id, content)] });
        return id;
    }

    private async Task CommitAsync(params Operation[] operations) => await _store.CommitAsync(new ChangeSet { Principal = "test", Reason = "test", Operations = operations });

    private async Task<List<NodeId>> FindAsync(string words, Neo4jStore? store = null) =>
        [.. (await (store ?? _store).SearchAsync(new SearchQuery(words, [NodeKind.Actor, NodeKind.Statement], 200))).Select(h => h.Id).Order()];

    private async Task<long> WaitingAsync() => (await LongsAsync("MATCH (l:Ledger {name: 'ledger'}) RETURN size(coalesce(l.unindexed, []))"))[0];

    private async Task<List<long>> LongsAsync(string cypher)
    {
        var values = new List<long>();
        await _cypher.ReadAsync([new Query(cypher, row => values.Add(row.Long()))]);
        return values;
    }
}
