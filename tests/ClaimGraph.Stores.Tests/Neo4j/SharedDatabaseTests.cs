using ClaimGraph.Neo4j;
using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Stores.Tests.Sqlite;

namespace ClaimGraph.Stores.Tests.Neo4j;

/// <summary>Applications and people write to the database, too.</summary>
[Collection(OneServer.Name)]
public sealed class SharedDatabaseTests : IAsyncLifetime
{
    private readonly IdSource _ids = new(TimeProvider.System, Random.Shared);
    private readonly List<string> _told = [];

    public async ValueTask InitializeAsync() => await Neo4jServer.EmptyAsync();

    public ValueTask DisposeAsync() => default;

    [Theory]
    [InlineData("CREATE (:Node:Statement {_id: 4, text: 'by hand', createdAt: 0})", NodeKind.Statement)]
    [InlineData("CREATE (:Event {_id: 7, createdAt: 5, name: 'of an application'})", NodeKind.Event)]
    [InlineData("CREATE (:Event {_id: 'seven', createdAt: 'today'})", NodeKind.Event)]
    [InlineData("CREATE (:Event)", NodeKind.Event)]
    [InlineData("CREATE (:Node:Event {id: 7, createdAt: 5, name: 'of an application'})", NodeKind.Event)]
    [InlineData("MATCH (n:Statement) WITH n ORDER BY n._id LIMIT 1 SET n.verdict = 'RATHER_TRUE'", NodeKind.Statement)]
    [InlineData("MATCH (n:Statement) WITH n ORDER BY n._id LIMIT 1 SET n.version = 'one'", NodeKind.Statement)]
    [InlineData("MATCH (n:Statement) WITH n ORDER BY n._id LIMIT 1 REMOVE n.createdBy", NodeKind.Statement)]
    [InlineData("MATCH (n:Statement) WITH n ORDER BY n._id LIMIT 1 SET n.topics = 7", NodeKind.Statement)]
    public async Task What_cannot_be_read_is_skipped_and_told_once(string edit, NodeKind kind)
    {
        await using var store = await OpenAsync();
        for (var i = 0; i < 8; i++)
            await store.CommitAsync(Set(new StatementContent { Text = $"{i}", Language = "en" }, new EventContent { Name = $"{i}" }));
        await EditAsync(edit);
        await using var fresh = await OpenAsync();
        var (own, seen) = (edit.StartsWith("MATCH", StringComparison.Ordinal) ? 7 : 8, new List<NodeId>());
        for (Cursor? after = null; ; )
        {
            var page = await fresh.ListAsync(new ListQuery(kind, null, OrderBy.Oldest(kind), PageRequest.First(3, after)));
            page.Nodes.Count.ShouldBe(Math.Min(3, own - seen.Count));
            seen.AddRange(page.Nodes.Select(n => n.Id));
            if (!page.HasNext)
                break;
            after = Cursor.Of(page.Nodes[^1], OrderBy.Oldest(kind));
        }
        seen.Count.ShouldBe(own);
        seen.Distinct().Count().ShouldBe(own);
        await fresh.GetAsync(seen);
        await fresh.DistributionAsync(Fields.Statement.Verdict, null, 10);
        await fresh.DistributionAsync(Fields.Statement.Language, null, 10);
        await fresh.TimeSeriesAsync(Fields.CreatedAt(NodeKind.Statement), DatePrecision.Day, null);
        await fresh.SearchAsync(new SearchQuery("5", [NodeKind.Statement, NodeKind.Event], 10));
        await fresh.CommitAsync(Set(new StatementContent { Text = "more", Language = "en" }));
        _told.Distinct().Count().ShouldBe(_told.Count);
        // A value is told of with its node, and where values are counted; what lacks a label, when the store is opened and when it is met.
        var told = _told.Count(t => !t.StartsWith("Creating", StringComparison.Ordinal));
        told.ShouldBeInRange(
            1,
            edit.Contains("verdict", StringComparison.Ordinal) || edit.Contains("{_id", StringComparison.Ordinal) ? 2 : 1
        );
    }

    [Fact]
    public async Task Stores_with_different_prefixes_in_one_database_do_not_see_each_other()
    {
        for (var round = 0; round < 2; round++)
        {
            await using var plain = await OpenAsync();
            await using var other = await OpenAsync("Other_");
            await plain.CommitAsync(Set(new StatementContent { Text = $"here {round}", Language = "en" }));
            var source = _ids.Next(NodeKind.Source);
            var evidence = new EvidenceContent
            {
                Basis = source,
                Target = _ids.Next(NodeKind.Statement),
                Stance = Stance.Supports,
            };
            await other.CommitAsync(
                new ChangeSet
                {
                    Principal = "desk",
                    Operations =
                    [
                        new Create(
                            source,
                            new SourceContent
                            {
                                Title = "there",
                                Snapshot = new Snapshot { Text = "There it is." },
                            }
                        ),
                        new Create(evidence.Target, new StatementContent { Text = $"there {round}", Language = "en" }),
                        new Create(_ids.Next(NodeKind.Evidence), evidence),
                    ],
                }
            );
            foreach (var (store, word) in new[] { (plain, "here"), (other, "there") })
            {
                (await store.HeadAsync()).Revision.ShouldBe(round + 1);
                (await store.CountAsync(NodeKind.Statement, null)).ShouldBe(round + 1);
                var page = await store.ListAsync(
                    new ListQuery(NodeKind.Statement, null, OrderBy.Oldest(NodeKind.Statement), PageRequest.First(9))
                );
                page.Nodes.ShouldAllBe(n => ((Statement)n).Content.Text.StartsWith(word, StringComparison.Ordinal));
                (await store.SearchAsync(new SearchQuery(word, [NodeKind.Statement], 9))).Hits.Count.ShouldBe(round + 1);
            }
            (await other.SnapshotsAsync([source])).ShouldBe(["There it is."]);
            ((Statement)(await other.GetAsync([evidence.Target]))[0]!).Derived.SupportCount.ShouldBe(1);
        }
        _told.ShouldAllBe(t => t.StartsWith("Creating", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_prefix_keeps_relationships_apart_from_those_of_applications()
    {
        await using var place = new SqlitePlace();
        await using var replayed = await place.OpenAsync(TimeProvider.System);
        await using var store = await OpenAsync("Other_");
        var (actor, statement) = (_ids.Next(NodeKind.Actor), _ids.Next(NodeKind.Statement));
        await store.CommitAsync(
            new ChangeSet
            {
                Principal = "desk",
                Operations =
                [
                    new Create(actor, new ActorContent { Name = "A" }),
                    new Create(statement, new StatementContent { Text = "about A", About = [actor] }),
                    new Create(_ids.Next(NodeKind.Statement), new StatementContent { Text = "about nobody" }),
                ],
            }
        );
        await EditAsync("MATCH (a:Other_Actor) MATCH (s:Other_Statement {text: 'about nobody'}) CREATE (s)-[:ABOUT]->(a)");
        var about = new LinkQuery(Fields.Statement.About, null, OrderBy.Oldest(NodeKind.Statement), PageRequest.First(9));
        (await store.LinksAsync(about, [actor]))[0].Nodes.Select(n => n.Id).ShouldBe([statement]);
        (await store.CountLinksAsync(Fields.Statement.About, null, [actor])).ShouldBe([1]);
        (await store.VerifyAsync(replayed)).Problems.ShouldBeEmpty();
        var types = new List<string>();
        await using var driver = await Neo4jDriver.ConnectAsync(Neo4jServer.Options(), TimeProvider.System);
        await driver.ReadAsync([
            new Query("MATCH (:Other_LedgerEntry|Other_Change)-[r]->() RETURN DISTINCT type(r)", r => types.Add(r.Text())),
        ]);
        types.Order(StringComparer.Ordinal).ShouldBe(["Other_CHANGED", "Other_CONTAINS"]);
    }

    [Theory]
    [InlineData("Claim_", true)]
    [InlineData("_", true)]
    [InlineData("1", false)]
    [InlineData("a b", false)]
    [InlineData("a`", false)]
    [InlineData("é", false)]
    public void A_prefix_is_a_name(string prefix, bool isValid) =>
        new Neo4jOptionsValidator().Validate(null, new Neo4jOptions { Prefix = prefix }).Succeeded.ShouldBe(isValid);

    private async Task<Neo4jStore> OpenAsync(string prefix = "")
    {
        var options = Neo4jServer.Options();
        options.Prefix = prefix;
        return await Neo4jStore.OpenAsync(options, TimeProvider.System, line => _told.Add(line));
    }

    private static async Task EditAsync(string cypher)
    {
        await using var driver = await Neo4jDriver.ConnectAsync(Neo4jServer.Options(), TimeProvider.System);
        await driver.CommitAsync(new Query(cypher));
    }

    private ChangeSet Set(params Content[] contents) =>
        new() { Principal = "desk", Operations = [.. contents.Select(c => new Create(_ids.Next(c.Kind), c))] };
}
