using ClaimGraph.Neo4j;
using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Stores.Tests.Conformance.Evaluation;
using ClaimGraph.Stores.Tests.Sqlite;

namespace ClaimGraph.Stores.Tests.Neo4j;

[Collection(OneServer.Name)]
public sealed class MigrationTests
{
    [Fact]
    public async Task Counts_of_a_database_without_them_are_made_when_it_is_opened()
    {
        var clock = new ManualClock();
        await using var place = new Neo4jPlace();
        RandomGraph graph;
        await using (var store = await place.OpenAsync(clock))
        {
            var dice = Dice.OfSize(200, 201).Generate(new CsCheck.PCG(3, 1), null, out _);
            graph = await RandomGraph.BuildAsync(store, dice, clock);
        }
        await using (var driver = await Neo4jDriver.ConnectAsync(Neo4jServer.Options(), TimeProvider.System))
        {
            await driver.CommitAsync(new Query("MATCH (t:Tally) DETACH DELETE t"));
            await driver.CommitAsync(
                new Query("MATCH (n:Node) SET n.supportsByMonth = null, n.rebutsByMonth = null, n.usesByMonth = null")
            );
            await driver.CommitAsync(new Query("MATCH (e:Evidence) WHERE NOT e.basisRetracted REMOVE e.basisRetracted"));
            await driver.CommitAsync(new Query("MATCH (l:Ledger) SET l.schema = 1"));
        }
        await using var opened = await place.OpenAsync(clock);
        await ShouldCountAsync(opened, [.. (await opened.GetAsync([.. graph.Ids])).OfType<Node>()]);
        Operation[] retracted = [.. graph.Of(NodeKind.Evidence).Take(9).Select(id => new SetStatus(id, RecordStatus.Retracted))];
        // On top of those counts.
        await opened.CommitAsync(
            new ChangeSet
            {
                Principal = "test",
                Reason = "wrong",
                Operations = retracted,
            }
        );
        await ShouldCountAsync(opened, [.. (await opened.GetAsync([.. graph.Ids])).OfType<Node>()]);
    }

    [Fact]
    public async Task Several_servers_that_start_at_once_on_an_empty_database_all_work()
    {
        for (var round = 0; round < 2; round++)
        {
            await Neo4jServer.EmptyAsync();
            await DropSchemaAsync();
            var options = Neo4jServer.Options();
            var stores = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Neo4jStore.OpenAsync(options, TimeProvider.System)));
            var ids = new IdSource(TimeProvider.System, Random.Shared);
            foreach (var store in stores)
                await store.CommitAsync(
                    new ChangeSet
                    {
                        Principal = "desk",
                        Operations = [new Create(ids.Next(NodeKind.Actor), new ActorContent { Name = "A" })],
                    }
                );
            (await stores[0].HeadAsync()).Revision.ShouldBe(stores.Length);
            await using var other = new SqlitePlace();
            await using var replayed = await other.OpenAsync(TimeProvider.System);
            (await stores[0].VerifyAsync(replayed)).Problems.ShouldBeEmpty();
            foreach (var store in stores)
                await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task What_is_in_the_way_of_a_constraint_is_named()
    {
        await Neo4jServer.EmptyAsync();
        await DropSchemaAsync();
        await using var driver = await Neo4jDriver.ConnectAsync(Neo4jServer.Options(), TimeProvider.System);
        await driver.CommitAsync(new Query("CREATE INDEX of_an_application FOR (n:Node) ON (n.id)"));
        var refused = await Should.ThrowAsync<StoreUnavailableException>(Neo4jStore.OpenAsync(Neo4jServer.Options(), TimeProvider.System));
        refused.Message.ShouldContain("CREATE CONSTRAINT node_id");
        refused.Message.ShouldContain("Neo4j:Prefix");
        await DropSchemaAsync();
    }

    private static async Task DropSchemaAsync()
    {
        await using var driver = await Neo4jDriver.ConnectAsync(Neo4jServer.Options(), TimeProvider.System);
        var drops = new List<string>();
        await driver.ReadAsync([new Query("SHOW CONSTRAINTS YIELD name", row => drops.Add($"DROP CONSTRAINT {row.Text()}"))]);
        foreach (var drop in drops)
            await driver.CommitAsync(new Query(drop));
        drops.Clear();
        await driver.ReadAsync([
            new Query("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name", row => drops.Add($"DROP INDEX {row.Text()}")),
        ]);
        foreach (var drop in drops)
            await driver.CommitAsync(new Query(drop));
    }

    private static async Task ShouldCountAsync(IClaimStore store, Node[] nodes)
    {
        var (naive, query) = (new Naive(nodes), new RandomQuery(new Dice(5, 0), nodes));
        for (var i = 0; i < 60; i++)
        {
            foreach (var field in (Field[])[Fields.Statement.Verdict, Fields.Evidence.Stance])
            {
                var filter = query.Since(field.Kind);
                (await store.DistributionAsync(field, filter, 10)).ShouldBe(naive.Distribution(field, filter, 10), $"{field} of {filter}");
                (await store.CountAsync(field.Kind, filter)).ShouldBe(naive.Passing(field.Kind, filter).Count());
            }
            var evidence = query.Since(NodeKind.Evidence);
            foreach (var (via, named) in new[] { (Fields.Evidence.Basis, NodeKind.Source), (Fields.Evidence.Target, NodeKind.Statement) })
                (await store.RankAsync(via, named, evidence, 5)).ShouldBe(naive.Rank(via, named, evidence, 5));
        }
    }
}
