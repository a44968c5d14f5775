using ClaimGraph.Neo4j;
using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Stores.Tests.Conformance.Evaluation;

namespace ClaimGraph.Stores.Tests.Neo4j;

/// <summary>Cypher refuses some operations on values of a wrong type. Whatever somebody wrote into the database, nothing fails.</summary>
[Collection(OneServer.Name)]
public sealed class WrongTypeTests
{
    private static readonly object[] Wrong = [7L, -1L, 1L << 58, 1.5, "x", "", true, new long[] { 1 }, new[] { "a" }, new CypherDate(9)];

    private readonly ManualClock _clock = new();
    private readonly Dice _dice = new(11, 80);

    [Fact]
    public async Task Values_of_a_wrong_type_fail_no_read_and_no_commit()
    {
        await using var place = new Neo4jPlace();
        Node[] nodes;
        await using (var built = await place.OpenAsync(_clock))
            nodes = [.. await (await RandomGraph.BuildAsync(built, _dice, _clock)).NodesAsync()];
        await DamageAsync();
        await using var store = await place.OpenAsync(_clock);
        var query = new RandomQuery(_dice, nodes);
        for (var i = 0; i < 30; i++)
            await ReadAsync(store, query);
        foreach (var node in nodes)
            await CommitAsync(store, node);
    }

    private static async Task DamageAsync()
    {
        await using var driver = await Neo4jDriver.ConnectAsync(Neo4jServer.Options(), TimeProvider.System);
        var (damage, at) = (new List<object?>(), 0);
        await driver.ReadAsync([
            new Query(
                """
                MATCH (n) WHERE n:Node OR n:Tally
                RETURN elementId(n), CASE WHEN n:Tally THEN ['n', 'days'] ELSE [k IN keys(n) WHERE k <> '_id'] END ORDER BY n._id
                """,
                row =>
                {
                    var (id, names) = (row.Text(), row.Texts());
                    var (name, value) = (names[at % names.Length], Wrong[at++ % Wrong.Length]);
                    damage.Add(
                        new List<object?>
                        {
                            id,
                            new Dictionary<string, object?> { [name] = value },
                        }
                    );
                }
            ),
        ]);
        await driver.CommitAsync(
            new Query(
                "UNWIND $damage AS row MATCH (n) WHERE elementId(n) = row[0] SET n += row[1]",
                new Dictionary<string, object?> { ["damage"] = damage }
            )
        );
    }

    private async Task ReadAsync(IClaimStore store, RandomQuery query)
    {
        await store.ListAsync(query.List());
        var (link, via, group, time) = (query.Link(), query.Via(), query.Group(), query.Time());
        await store.LinksAsync(link, query.Nodes(link.Via));
        await store.CountLinksAsync(via, query.Filter(via.Kind), query.Nodes(via));
        await store.CountAsync(group.Kind, query.Filter(group.Kind));
        await store.DistributionAsync(group, query.Filter(group.Kind), 5);
        await store.GroupsAsync(query.Groups());
        await store.TimeSeriesAsync(time, DatePrecision.Day, query.Filter(time.Kind));
        await store.RankAsync(via, via.Targets.Count == 0 ? NodeKind.Actor : _dice.Pick(via.Targets), query.Filter(via.Kind), 5);
        await store.DistributionAsync(Fields.Statement.Verdict, query.Since(NodeKind.Statement), 5);
        foreach (var (by, named) in new[] { (Fields.Evidence.Basis, NodeKind.Source), (Fields.Evidence.Target, NodeKind.Statement) })
            await store.RankAsync(by, named, query.Since(NodeKind.Evidence), 5);
    }

    /// <summary>What cannot be read is refused as missing; evidence on what can be read is counted there.</summary>
    private async Task CommitAsync(IClaimStore store, Node node)
    {
        var ids = new IdSource(_clock, Random.Shared);
        var (source, statement) = (ids.Next(NodeKind.Source), ids.Next(NodeKind.Statement));
        Operation[] operations = node switch
        {
            Source => [Said(statement), Argues(ids, node.Id, statement)],
            Statement => [new Create(source, new SourceContent { Title = "Report" }), Argues(ids, source, node.Id)],
            _ => [new SetStatus(node.Id, RecordStatus.Retracted)],
        };
        try
        {
            await store.CommitAsync(
                new ChangeSet
                {
                    Principal = "desk",
                    Reason = "wrong",
                    Operations = operations,
                }
            );
        }
        catch (RefusedException refused)
        {
            refused.Message.ShouldNotBeEmpty();
        }
    }

    private static Create Said(NodeId id) => new(id, new StatementContent { Text = $"It was said {id}.", Language = "en" });

    private static Create Argues(IdSource ids, NodeId basis, NodeId target) =>
        new(
            ids.Next(NodeKind.Evidence),
            new EvidenceContent
            {
                Basis = basis,
                Target = target,
                Stance = Stance.Supports,
            }
        );
}
