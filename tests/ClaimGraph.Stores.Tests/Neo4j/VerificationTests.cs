using System.Security.Cryptography;
using ClaimGraph.Access;
using ClaimGraph.Neo4j;
using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Stores.Tests.Conformance.Evaluation;
using ClaimGraph.Stores.Tests.Sqlite;

namespace ClaimGraph.Stores.Tests.Neo4j;

/// <summary>Verifying finds what another program changed in the database.</summary>
[Collection(OneServer.Name)]
public sealed class VerificationTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("MATCH (n:Statement) WITH n LIMIT 1 SET n.text = n.text + 'x'", "Statement")]
    [InlineData("MATCH (n:Statement) WITH n LIMIT 1 SET n.strength = 0.123", "Statement")]
    [InlineData("MATCH (n:Source)-[:HAS]->(s:Snapshot) WITH s LIMIT 1 SET s.text = s.text + 'x'", "Source")]
    [InlineData("MATCH (n:Actor) WITH n LIMIT 1 DETACH DELETE n", "Actor")]
    [InlineData("MATCH (n:Statement) WITH n LIMIT 1 REMOVE n._naturalKey", "key n:")]
    [InlineData("MATCH (e:LedgerEntry {revision: 3}) SET e.principal = 'other'", "broken at revision 3")]
    [InlineData("MATCH (l:Ledger) SET l.revision = l.revision + 1", "its head says")]
    [InlineData("MATCH (k:ApiKey) SET k.role = 'ADMIN'", "key cg_")]
    [InlineData("CREATE (:Event {id: 7, name: 'of an application'})", "(Event) was not written by ClaimGraph")]
    [InlineData("CREATE (:Node {_id: 32})", "(Node) was not written by ClaimGraph")]
    [InlineData("MATCH (n:Statement) WITH n LIMIT 1 SET n.verdict = 'RATHER_TRUE'", "'RATHER_TRUE' is not a value of Verdict")]
    [InlineData("MATCH (k:ApiKey) REMOVE k.revokedAt", "key cg_")]
    [InlineData("MATCH (k:ApiKey) DETACH DELETE k", "another program removed it")]
    [InlineData(
        """
            MATCH (k:ApiKey) CREATE (:ApiKey {id: 'cg_other', name: k.name, role: k.role, hash: k.hash, createdBy: k.createdBy,
              createdAt: k.createdAt, seal: k.seal})
            """,
        "key cg_other ('"
    )]
    [InlineData("MATCH (l:Ledger) REMOVE l.apiKeys", "another program added it")]
    public async Task Edit_by_another_program_is_found(string? edit, string told)
    {
        var clock = new ManualClock();
        await using var place = new Neo4jPlace();
        await using (var store = await place.OpenAsync(clock))
        {
            await RandomGraph.BuildAsync(store, new Dice(7, 150), clock);
            using var random = RandomNumberGenerator.Create();
            var keys = new KeyRing(store.Keys, clock, random);
            await keys.RevokeAsync((await keys.CreateAsync("revoked", Role.Contributor, null, "tests")).Key.Id);
        }
        if (edit is not null)
            await using (var driver = await Neo4jDriver.ConnectAsync(Neo4jServer.Options(), TimeProvider.System))
                await driver.CommitAsync(new Query(edit));
        await using var edited = await place.OpenAsync(clock);
        await using var other = new SqlitePlace();
        await using var replayed = await other.OpenAsync(clock);
        var problems = (await ((Neo4jStore)edited).VerifyAsync(replayed)).Problems;
        problems.Count.ShouldBe(edit is null ? 0 : problems.Count, string.Join('\n', problems));
        string.Join('\n', problems).ShouldContain(told);
    }

    /// <summary>Every sort of thing that is stored beside what a store answers.</summary>
    [Fact]
    public async Task Edits_of_everything_that_the_database_holds_are_found()
    {
        (string Edit, string Told)[] edits =
        [
            ("MATCH (n:Statement) WITH n LIMIT 1 SET n._textSortKey = 'x'", "_textSortKey is 'x'"),
            ("MATCH (n:Actor) WITH n LIMIT 1 SET n._nameFolded = 'x'", "_nameFolded is 'x'"),
            ("MATCH (n:Actor) WITH n LIMIT 1 SET n.updatedAt = n.updatedAt + 1", "updatedAt is"),
            ("MATCH (n:Event) WITH n LIMIT 1 SET n.more = 1", "more is 1"),
            (
                "MATCH (n:Node) WHERE any(x IN n._supportsByMonth WHERE x % 1000 > 0) WITH n LIMIT 1 REMOVE n._supportsByMonth",
                "_supportsByMonth is []"
            ),
            ("MATCH (n:Node) WHERE size(n._rebutsByMonth) > 0 SET n._rebutsByMonth = [x IN n._rebutsByMonth | x + 1]", "_rebutsByMonth is"),
            ("MATCH (n:Node) WHERE size(n._usesByMonth) > 0 SET n._usesByMonth = [x IN n._usesByMonth | x + 1]", "_usesByMonth is"),
            ("MATCH (t:Tally {metric: 'NODES'}) WITH t LIMIT 1 SET t.n = t.n + 1", "counts NODES "),
            ("MATCH (t:Tally {metric: 'STANCES'}) WITH t LIMIT 1 SET t.days = [d IN t.days | d + 1]", "counts STANCES "),
            ("MATCH (t:Tally {metric: 'VERDICTS'}) WHERE t.n > 0 WITH t LIMIT 1 DELETE t", "they are missing"),
            ("CREATE (:Tally {metric: 'NODES', subject: 1, month: 1, n: 1, days: []})", "counts NODES 1 1"),
            ("MATCH (:Evidence)-[x:CITES]->() WITH x LIMIT 1 DELETE x", "relationship CITES"),
            ("MATCH (a:Actor) MATCH (b:Source) WITH a, b LIMIT 1 CREATE (a)-[:MADE]->(b)", "total of MATCH ()-[r:MADE]->()"),
            ("MATCH ()-[x:TOOK_PART]->() WITH x LIMIT 1 SET x.role = 'OTHER'", "relationship TOOK_PART"),
            ("CREATE (:FurtherKey {value: 'Actor k:other', node: 1})", "total of MATCH (f:FurtherKey)"),
            ("CREATE (:Snapshot {_source: 1, text: 'x'})", "total of MATCH (s:Snapshot)"),
            ("CREATE (:Node:Actor {_id: 1})", "total of MATCH (n:Actor)"),
            ("DROP INDEX statement_by_creation", "index statement_by_creation"),
        ];
        var clock = new ManualClock();
        await using var place = new Neo4jPlace();
        await using (var built = await place.OpenAsync(clock))
        {
            await RandomGraph.BuildAsync(built, new Dice(7, 30), clock);
            await built.CommitAsync(EachSort(new IdSource(clock, new Random(2))));
        }
        await using (var driver = await Neo4jDriver.ConnectAsync(Neo4jServer.Options(), TimeProvider.System))
            foreach (var (edit, _) in edits)
                await driver.CommitAsync(new Query(edit));
        await using var store = await place.OpenAsync(clock);
        await using var other = new SqlitePlace();
        await using var replayed = await other.OpenAsync(clock);
        var problems = string.Join('\n', (await ((Neo4jStore)store).VerifyAsync(replayed)).Problems);
        foreach (var (edit, told) in edits)
            problems.ShouldContain(told, Case.Sensitive, $"{edit}\n{problems}");
    }

    private static ChangeSet EachSort(IdSource ids)
    {
        var (actor, @event, source) = (ids.Next(NodeKind.Actor), ids.Next(NodeKind.Event), ids.Next(NodeKind.Source));
        var (said, other) = (ids.Next(NodeKind.Statement), ids.Next(NodeKind.Statement));
        EvidenceContent Evidence(Stance stance) =>
            new()
            {
                Basis = source,
                Target = said,
                Stance = stance,
            };
        return new ChangeSet
        {
            Principal = "tests",
            Operations =
            [
                new Create(actor, new ActorContent { Name = "Somebody" }),
                new Create(@event, new EventContent { Name = "A meeting", Participations = [new Participation(actor, "SIGNED")] }),
                new Create(source, new SourceContent { Title = "A report" }),
                new Create(said, new StatementContent { Text = "It was said." }),
                new Create(other, new StatementContent { Text = "It was said elsewhere." }),
                new Create(
                    ids.Next(NodeKind.Appearance),
                    new AppearanceContent
                    {
                        Statement = said,
                        Actor = actor,
                        Source = source,
                        Anchor = new QuoteAnchor { Exact = "in these words" },
                    }
                ),
                new Create(ids.Next(NodeKind.Evidence), Evidence(Stance.Supports)),
                new Create(ids.Next(NodeKind.Evidence), Evidence(Stance.Rebuts)),
            ],
        };
    }
}
