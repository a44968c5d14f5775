using System.Security.Cryptography;
using ClaimGraph.Access;
using ClaimGraph.Copying;
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
    [InlineData("MATCH (n:Statement) WITH n LIMIT 1 REMOVE n.naturalKey", "key n:")]
    [InlineData("MATCH (e:LedgerEntry {revision: 3}) SET e.principal = 'other'", "broken at revision 3")]
    [InlineData("MATCH (l:Ledger) SET l.revision = l.revision + 1", "its head says")]
    [InlineData("MATCH (k:ApiKey) SET k.role = 'ADMIN'", "key cg_")]
    [InlineData("CREATE (:Event {id: 7, name: 'of an application'})", "(Event) was not written by ClaimGraph")]
    [InlineData("CREATE (:Node {id: 32})", "(Node) was not written by ClaimGraph")]
    [InlineData("MATCH (n:Statement) WITH n LIMIT 1 SET n.verdict = 'RATHER_TRUE'", "'RATHER_TRUE' is not a value of Verdict")]
    [InlineData("MATCH (k:ApiKey) REMOVE k.revokedAt", "key cg_")]
    public async Task Edit_by_another_program_is_found(string? edit, string told)
    {
        var clock = new ManualClock();
        await using var place = new Neo4jPlace();
        await using (var store = await place.OpenAsync(clock))
        {
            await RandomGraph.BuildAsync(store, new Dice(7, 60), clock);
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
        var problems = (await StoreVerification.RunAsync(edited, replayed)).Problems;
        problems.Count.ShouldBe(edit is null ? 0 : problems.Count, string.Join('\n', problems));
        string.Join('\n', problems).ShouldContain(told);
    }
}
