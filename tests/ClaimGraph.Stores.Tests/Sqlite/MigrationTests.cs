using ClaimGraph.Sqlite;
using ClaimGraph.Stores.Tests.Conformance.Evaluation;

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

    [Fact]
    public async Task Track_records_are_counted_in_a_database_from_before_them()
    {
        var clock = new ManualClock();
        await using var place = new SqlitePlace();
        await using (var store = await place.OpenAsync(clock))
            await RandomGraph.BuildAsync(store, new Dice(7, 150), clock);
        using (var file = new RawFile(place.File))
        {
            file.Run("UPDATE actor SET claim_count = 0, mixed_claim_count = 0, unsupported_claim_count = 0");
            file.Run("UPDATE source SET support_count = 0, rebut_count = 0");
        }
        (await SqliteStore.VerifyAsync(place.Options, clock)).Problems.ShouldNotBeEmpty();
        using (var file = new RawFile(place.File))
            foreach (var update in TextOf(20).Split(';'))
                if (update.Contains("UPDATE", StringComparison.Ordinal))
                    file.Run(update[update.IndexOf("UPDATE", StringComparison.Ordinal)..]);
        (await SqliteStore.VerifyAsync(place.Options, clock)).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Statements_that_were_entered_before_are_counted_by_kind_and_language_and_all_by_year()
    {
        var clock = new ManualClock();
        await using var place = new SqlitePlace();
        await using (var store = await place.OpenAsync(clock))
            await RandomGraph.BuildAsync(store, new Dice(3, 200), clock);
        using (var file = new RawFile(place.File))
        {
            file.Run("DELETE FROM tally WHERE metric BETWEEN 17 AND 20 OR period < 0");
            file.Run(TextOf(23));
            file.Run(TextOf(31).Split(';').Single(t => t.Contains("INSERT INTO tally", StringComparison.Ordinal)));
        }
        (await SqliteStore.VerifyAsync(place.Options, clock)).Problems.ShouldBeEmpty();
    }

    private static string TextOf(int script) => SchemaScript.Of(typeof(SqliteStore).Assembly).Single(s => s.Number == script).Text;
}
