using ClaimGraph.Neo4j;
using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Stores.Tests.Conformance.Evaluation;

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
