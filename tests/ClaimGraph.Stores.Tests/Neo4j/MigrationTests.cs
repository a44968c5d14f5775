using ClaimGraph.Neo4j;
using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Stores.Tests.Conformance.Evaluation;
using ClaimGraph.Stores.Tests.Sqlite;

namespace ClaimGraph.Stores.Tests.Neo4j;

[Collection(OneServer.Name)]
public sealed class MigrationTests
{
    [Theory]
    [InlineData("SET l.schema = 4 REMOVE l.version", "before its first release")]
    [InlineData("SET l.version = 99", "newer ClaimGraph")]
    public async Task A_database_of_another_form_is_refused(string edit, string told)
    {
        await using var place = new Neo4jPlace();
        await using (var _ = await place.OpenAsync(TimeProvider.System)) { }
        await using (var driver = await Neo4jDriver.ConnectAsync(Neo4jServer.Options(), TimeProvider.System))
            await driver.CommitAsync(new Query($"MATCH (l:Ledger) {edit}"));
        var refused = await Should.ThrowAsync<StoreUnavailableException>(Neo4jStore.OpenAsync(Neo4jServer.Options(), TimeProvider.System));
        refused.Message.ShouldContain(told);
    }

    [Fact]
    public async Task Statements_that_were_entered_before_are_counted_by_kind_and_language()
    {
        var clock = new ManualClock();
        await using var place = new Neo4jPlace();
        await using var store = (Neo4jStore)await place.OpenAsync(clock);
        await RandomGraph.BuildAsync(store, new Dice(3, 60), clock);
        var script = SchemaScript.Of(typeof(Neo4jStore).Assembly).Single(s => s.Number == 11).Text;
        await using (var driver = await Neo4jDriver.ConnectAsync(Neo4jServer.Options(), TimeProvider.System))
        {
            await driver.CommitAsync(new Query("MATCH (t:Tally) WHERE t.metric IN ['STATEMENT_KINDS', 'LANGUAGES'] DELETE t"));
            foreach (var statement in script.Split(";\n", StringSplitOptions.RemoveEmptyEntries))
                await driver.CommitAsync(new Query(statement));
        }
        await using var other = new SqlitePlace();
        await using var replayed = await other.OpenAsync(clock);
        (await store.VerifyAsync(replayed)).Problems.ShouldBeEmpty();
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
        await driver.CommitAsync(new Query("CREATE INDEX of_an_application FOR (n:Node) ON (n._id)"));
        var refused = await Should.ThrowAsync<StoreUnavailableException>(Neo4jStore.OpenAsync(Neo4jServer.Options(), TimeProvider.System));
        refused.Message.ShouldContain("CREATE CONSTRAINT node_number");
        refused.Message.ShouldContain("Neo4j:Prefix");
        await DropSchemaAsync();
    }

    [Fact]
    public async Task Track_records_are_counted_in_a_database_from_before_them()
    {
        var clock = new ManualClock();
        await using var place = new Neo4jPlace();
        await using (var store = await place.OpenAsync(clock))
            await RandomGraph.BuildAsync(store, new Dice(7, 150), clock);
        await using (var driver = await Neo4jDriver.ConnectAsync(Neo4jServer.Options(), TimeProvider.System))
        {
            await driver.CommitAsync(new Query("MATCH (a:Actor) REMOVE a.claimCount, a.mixedClaimCount, a.unsupportedClaimCount"));
            await driver.CommitAsync(new Query("MATCH (s:Source) SET s.supportCount = 7, s.rebutCount = 7"));
            foreach (var statement in SchemaScript.Of(typeof(Neo4jStore).Assembly).Single(s => s.Number == 10).Text.Split(";\n"))
                if (statement.Contains("MATCH", StringComparison.Ordinal))
                    await driver.CommitAsync(new Query(statement[statement.IndexOf("MATCH", StringComparison.Ordinal)..]));
        }
        await using var updated = await Neo4jStore.OpenAsync(Neo4jServer.Options(), clock);
        await using var other = new SqlitePlace();
        await using var replayed = await other.OpenAsync(clock);
        (await updated.VerifyAsync(replayed)).Problems.ShouldBeEmpty();
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
}
