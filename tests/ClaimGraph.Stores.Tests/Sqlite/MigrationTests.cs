using ClaimGraph.Sqlite;
using ClaimGraph.Stores.Tests.Conformance.Evaluation;

namespace ClaimGraph.Stores.Tests.Sqlite;

/// <summary>A database that an older program made becomes what a new one would hold.</summary>
public sealed class MigrationTests
{
    [Fact]
    public async Task Counts_of_a_database_of_the_second_schema_are_made_anew()
    {
        var clock = new ManualClock();
        await using var place = new SqlitePlace();
        await using (var store = await place.OpenAsync(clock))
            await RandomGraph.BuildAsync(store, Dice.OfSize(200, 201).Generate(new CsCheck.PCG(3, 1), null, out _), clock);
        using (var file = new RawFile(place.File))
            file.Run(
                """
                DROP INDEX statement_support_count; DROP INDEX statement_rebut_count;
                ALTER TABLE statement ADD COLUMN all_support_count INTEGER NOT NULL DEFAULT 9;
                ALTER TABLE statement ADD COLUMN all_rebut_count INTEGER NOT NULL DEFAULT 9;
                ALTER TABLE evidence ADD COLUMN all_support_count INTEGER NOT NULL DEFAULT 9;
                ALTER TABLE evidence ADD COLUMN all_rebut_count INTEGER NOT NULL DEFAULT 9;
                CREATE INDEX statement_support_count ON statement (all_support_count, id) WHERE all_support_count > 0;
                CREATE INDEX statement_rebut_count ON statement (all_rebut_count, id) WHERE all_rebut_count > 0;
                UPDATE tally SET n = n + 7 WHERE metric IN (5, 6, 7, 9, 11);
                PRAGMA user_version = 2
                """
            );
        await (await place.OpenAsync(clock)).DisposeAsync();
        (await SqliteStore.VerifyAsync(place.Options, clock)).Problems.ShouldBeEmpty();
    }
}
