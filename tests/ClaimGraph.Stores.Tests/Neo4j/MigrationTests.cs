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
            graph = await RandomGraph.BuildAsync(store, Dice.OfSize(200, 201).Generate(new CsCheck.PCG(3, 1), null, out _), clock);
        await using (var cypher = await Neo4jDriver.ConnectAsync(Neo4jServer.Options(), TimeProvider.System))
        {
            await cypher.CommitAsync(new Query("MATCH (t:Tally) DETACH DELETE t"));
            await cypher.CommitAsync(new Query("MATCH (n:Node) SET n.supportsByMonth = null, n.rebutsByMonth = null, n.usesByMonth = null"));
            await cypher.CommitAsync(new Query("MATCH (l:Ledger) SET l.schema = 1"));
        }
        await using var opened = await place.OpenAsync(clock);
        await ShouldCountAsync(opened, [.. (await opened.GetAsync([.. graph.Ids])).OfType<Node>()]);
        Operation[] retracted = [.. graph.Of(NodeKind.Evidence).Take(9).Select(id => new SetStatus(id, RecordStatus.Retracted))];
        await opened.CommitAsync(new ChangeSet { Principal = "test", Reason = "wrong", Operations = retracted });       // on top of them
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
            (await store.RankAsync(Fields.Evidence.Basis, NodeKind.Source, evidence, 5)).ShouldBe(naive.Rank(Fields.Evidence.Basis, NodeKind.Source, evidence, 5));
            (await store.RankAsync(Fields.Evidence.Target, NodeKind.Statement, evidence, 5)).ShouldBe(naive.Rank(Fields.Evidence.Target, NodeKind.Statement, evidence, 5));
        }
    }
}
