using ClaimGraph.Neo4j;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Stores.Tests.Neo4j;

/// <summary>Somebody empties the database of a running store, or puts another ledger in its place.</summary>
[Collection(OneServer.Name)]
public sealed class ReplacedDatabaseTests : IAsyncLifetime
{
    private const string Shorten =
        "MATCH (e:LedgerEntry) WHERE e.revision > 1 DETACH DELETE e WITH count(*) AS c MATCH (l:Ledger) SET l.revision = 1";

    private readonly IdSource _ids = new(TimeProvider.System, Random.Shared);

    public async ValueTask InitializeAsync() => await Neo4jServer.EmptyAsync();

    public ValueTask DisposeAsync() => default;

    [Theory]
    [InlineData("MATCH (n) DETACH DELETE n", true)]
    [InlineData("MATCH (n) DETACH DELETE n", false)]
    [InlineData(Shorten, true)]
    [InlineData(Shorten, false)]
    [InlineData("MATCH (e:LedgerEntry {revision: 3}) SET e.hash = null", true)]
    public async Task A_store_under_which_the_ledger_was_replaced_writes_nothing_until_it_is_opened_anew(string edit, bool commits)
    {
        var options = Neo4jServer.Options();
        await using (var store = await Neo4jStore.OpenAsync(options, TimeProvider.System))
        {
            for (var i = 0; i < 3; i++)
                await store.CommitAsync(Set($"{i}"));
            await EditAsync(edit);
            var told = await Should.ThrowAsync<StoreUnavailableException>(async () =>
            {
                if (commits)
                    await store.CommitAsync(Set("lost"));
                else
                    await store.CheckAsync();
            });
            told.Message.ShouldContain("emptied or replaced");
            await Should.ThrowAsync<StoreUnavailableException>(async () => await store.CommitAsync(Set("lost, too")));
            await Should.ThrowAsync<StoreUnavailableException>(async () => await store.CheckAsync());
            await Should.ThrowAsync<StoreUnavailableException>(async () => await store.HeadAsync());
        }
        (await CountAsync("MATCH (n:Actor) WHERE n.name STARTS WITH 'lost' RETURN count(*)")).ShouldBe(0);
        await EditAsync("MATCH (n) DETACH DELETE n");
        await using var again = await Neo4jStore.OpenAsync(options, TimeProvider.System);
        await again.CheckAsync();
        (await again.CommitAsync(Set("first"))).Revision.ShouldBe(1);
    }

    [Fact]
    public async Task Reads_notice_it_too()
    {
        await using var store = await Neo4jStore.OpenAsync(Neo4jServer.Options(), TimeProvider.System);
        var id = (await store.CommitAsync(Set("cached"))).Results[0].Node.Id;
        await EditAsync("MATCH (n) DETACH DELETE n");
        await Should.ThrowAsync<StoreUnavailableException>(async () =>
        {
            for (var i = 0; i < 100; i++, await Task.Delay(20, TestContext.Current.CancellationToken))
                await store.GetAsync([id]);
        });
    }

    [Fact]
    public async Task Commits_of_other_servers_are_no_replacement()
    {
        await using var one = await Neo4jStore.OpenAsync(Neo4jServer.Options(), TimeProvider.System);
        await using var other = await Neo4jStore.OpenAsync(Neo4jServer.Options(), TimeProvider.System);
        for (var i = 0; i < 10; i++)
        {
            await (i % 3 == 0 ? one : other).CommitAsync(Set($"{i}"));
            await one.CheckAsync();
        }
        (await one.HeadAsync()).IsSame(await other.HeadAsync()).ShouldBeTrue();
    }

    private static async Task EditAsync(string cypher)
    {
        await using var driver = await Neo4jDriver.ConnectAsync(Neo4jServer.Options(), TimeProvider.System);
        await driver.CommitAsync(new Query(cypher));
    }

    private static async Task<long> CountAsync(string cypher)
    {
        await using var driver = await Neo4jDriver.ConnectAsync(Neo4jServer.Options(), TimeProvider.System);
        var count = 0L;
        await driver.ReadAsync([new Query(cypher, row => count = row.Long())]);
        return count;
    }

    private ChangeSet Set(string name) =>
        new() { Principal = "desk", Operations = [new Create(_ids.Next(NodeKind.Actor), new ActorContent { Name = name })] };
}
