using ClaimGraph.Neo4j;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Stores.Tests.Neo4j;

/// <summary>Sort keys are those of the collation of the program that opened the database last.</summary>
[Collection(OneServer.Name)]
public sealed class SortKeyTests
{
    [Fact]
    public async Task Keys_of_another_collation_are_written_anew_when_the_database_is_opened()
    {
        await using var place = new Neo4jPlace();
        var ids = new IdSource(TimeProvider.System, new Random(1));
        await using (var store = await place.OpenAsync(TimeProvider.System))
            await store.CommitAsync(
                new ChangeSet
                {
                    Principal = "test",
                    Operations =
                    [
                        .. new[] { "Zoe", "alice", "Adam" }.Select(name => new Create(
                            ids.Next(NodeKind.Actor),
                            new ActorContent { Name = name }
                        )),
                    ],
                }
            );
        await using (var driver = await Neo4jDriver.ConnectAsync(Neo4jServer.Options(), TimeProvider.System))
        {
            await driver.CommitAsync(new Query("MATCH (l:Ledger) SET l.collation = 'of another ICU'"));
            await driver.CommitAsync(new Query("MATCH (n:Actor) SET n._nameSortKey = reverse(n.name)"));
        }
        await using var opened = await place.OpenAsync(TimeProvider.System);
        var page = await opened.ListAsync(
            new ListQuery(NodeKind.Actor, null, new OrderBy(Fields.Actor.Name, Descending: false), PageRequest.First(9))
        );
        page.Nodes.Cast<Actor>().Select(a => a.Content.Name).ShouldBe(["Adam", "alice", "Zoe"]);
    }
}
