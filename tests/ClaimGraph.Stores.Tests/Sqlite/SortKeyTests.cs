using ClaimGraph.Sqlite;

namespace ClaimGraph.Stores.Tests.Sqlite;

/// <summary>Sort keys are those of the collation of the program that writes the file.</summary>
public sealed class SortKeyTests
{
    [Fact]
    public async Task Keys_of_another_collation_are_written_anew_when_the_file_is_opened()
    {
        await using var place = new SqlitePlace();
        var ids = new IdSource(TimeProvider.System, new Random(1));
        await using (var store = await SqliteStore.OpenAsync(place.Options, TimeProvider.System))
            await EnterAsync(store, ids, "Zoe", "alice", "Adam");
        using (var raw = new RawFile(place.File))
        {
            raw.Run("UPDATE collation SET version = 'of another ICU'");
            raw.Run("UPDATE actor SET name_sort_key = CASE name WHEN 'Zoe' THEN 'a' WHEN 'alice' THEN 'b' ELSE 'c' END");
        }
        await using var opened = await SqliteStore.OpenAsync(place.Options, TimeProvider.System);
        var page = await opened.ListAsync(
            new ListQuery(NodeKind.Actor, null, new OrderBy(Fields.Actor.Name, Descending: false), PageRequest.First(9))
        );
        page.Nodes.Cast<Actor>().Select(a => a.Content.Name).ShouldBe(["Adam", "alice", "Zoe"]);
        using var after = new RawFile(place.File);
        after.Run("SELECT version FROM collation").ShouldBe(Collation.Version);
    }

    private static async Task EnterAsync(SqliteStore store, IdSource ids, params string[] names) =>
        await store.CommitAsync(
            new ChangeSet
            {
                Principal = "test",
                Operations = [.. names.Select(name => new Create(ids.Next(NodeKind.Actor), new ActorContent { Name = name }))],
            }
        );
}
