namespace ClaimGraph.Stores.Tests.Sqlite;

/// <summary>Who edits the file with another program is found out.</summary>
public sealed class TamperTests
{
    [Theory]
    [InlineData("UPDATE change SET \"after\" = replace(\"after\", 'Actor 3', 'Actor X') WHERE ordinal = 3", 3)]
    [InlineData("UPDATE change SET \"before\" = '{}' WHERE ordinal = 2", 2)]
    [InlineData("UPDATE change SET action = 3 WHERE ordinal = 4", 4)]
    [InlineData("UPDATE change SET node = node + 8 WHERE ordinal = 4", 4)]
    [InlineData("DELETE FROM change WHERE ordinal = 5", 5)]
    [InlineData("UPDATE ledger SET principal = 'other' WHERE revision = 1", 1)]
    [InlineData("UPDATE ledger SET reason = 'other' WHERE revision = 1", 1)]
    [InlineData("UPDATE ledger SET idempotency_key = 'other' WHERE revision = 1", 1)]
    [InlineData("UPDATE ledger SET recorded_at = recorded_at + 1 WHERE revision = 6", 6)]
    [InlineData("UPDATE ledger SET hash = zeroblob(32) WHERE revision = 2", 2)]
    [InlineData("UPDATE ledger SET previous_hash = zeroblob(32) WHERE revision = 2", 2)]
    [InlineData("DELETE FROM ledger WHERE revision = 4", 5)]
    [InlineData("DELETE FROM ledger WHERE revision = 1", 2)]
    public async Task Edited_ledger_is_found(string edit, long at)
    {
        await using var place = new SqlitePlace();
        var clock = new ManualClock();
        var ids = new IdSource(clock, new Random(1));
        await using (var store = await place.OpenAsync(clock))
        {
            for (var i = 1; i <= 6; i++)
                await store.CommitAsync(
                    new ChangeSet
                    {
                        Principal = "desk",
                        Operations = [new Create(ids.Next(NodeKind.Actor), new ActorContent { Name = $"Actor {i}" })],
                    }
                );
            (await LedgerCheck.RunAsync(store)).ShouldBe(new LedgerCheck(6, null, null));
        }
        using (var file = new RawFile(place.File))
            file.Run(edit);
        await using var reopened = await place.OpenAsync(clock);
        var check = await LedgerCheck.RunAsync(reopened);
        (check.BrokenAt, check.Problem is null).ShouldBe((at, false));
    }
}
