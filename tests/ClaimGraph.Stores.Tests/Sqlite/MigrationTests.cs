using ClaimGraph.Sqlite;

namespace ClaimGraph.Stores.Tests.Sqlite;

public sealed class MigrationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task A_database_with_other_computed_values_is_refused_and_left_as_it_is(int schema)
    {
        var clock = new ManualClock();
        await using var place = new SqlitePlace();
        await (await place.OpenAsync(clock)).DisposeAsync();
        using (var file = new RawFile(place.File))
            file.Run($"PRAGMA user_version = {schema}");
        var refused = await Should.ThrowAsync<StoreUnavailableException>(async () => await place.OpenAsync(clock));
        refused.Message.ShouldContain($"schema {schema}");
        refused.Message.ShouldContain("export it with that program");
        await Should.ThrowAsync<StoreUnavailableException>(async () => await SqliteStore.VerifyAsync(place.Options, clock));
    }
}
