namespace ClaimGraph.Stores.Tests.Conformance;

/// <summary>A source has several snapshots over time. The newest is its own, the ledger holds all.</summary>
public abstract class SnapshotConformance(Func<IStorePlace> newPlace) : StoreConformance(newPlace)
{
    private const string Url = "https://example.org/a";

    [Fact]
    public async Task A_snapshot_for_a_known_address_becomes_the_newest()
    {
        var first = (await Commit(Captured("one"))).Results[0];
        var second = (await Commit(Captured("two"))).Results[0];

        first.Warnings.ShouldBeEmpty();
        second.Node.Id.ShouldBe(first.Node.Id);
        second.Outcome.ShouldBe(Outcome.Updated);
        second.Warnings.ShouldHaveSingleItem().Path.ShouldBe(["snapshot"]);
        await ShouldHave(first.Node.Id, "two", "one");
    }

    [Fact]
    public async Task An_update_keeps_the_ones_before()
    {
        var id = (await Commit(Captured("one"))).Results[0].Node.Id;
        Update Bring(int version, string? text) =>
            new(id, version, new SourceContent { Url = Url, Snapshot = text is null ? null : new Snapshot { Text = text } });

        (await Commit(Bring(1, "two"))).Results[0].Warnings.ShouldHaveSingleItem().Path.ShouldBe(["snapshot"]);
        (await Commit(Bring(2, "two")))
            .Results[0]
            .ShouldSatisfyAllConditions(r => r.Outcome.ShouldBe(Outcome.Unchanged), r => r.Warnings.ShouldBeEmpty());
        await Commit(Bring(2, null));
        (await Commit(Bring(3, "one"))).Results[0].Warnings.ShouldBeEmpty();
        await ShouldHave(id, "one", "two", "one");
    }

    [Fact]
    public async Task A_source_without_a_snapshot_takes_one()
    {
        var id = (await Enter(new SourceContent { Url = Url, Title = "T" })).Id;

        (await Commit(Captured("one"))).Results[0].Outcome.ShouldBe(Outcome.Updated);

        await ShouldHave(id, "one");
        (await Get<Source>(id)).Content.Title.ShouldBe("T");
    }

    [Theory]
    [InlineData(OnExisting.Keep)]
    [InlineData(OnExisting.Replace)]
    public async Task What_was_captured_before_is_not_the_newest(OnExisting onExisting)
    {
        var id = (await Commit(Captured("new", day: 2, onExisting: onExisting))).Results[0].Node.Id;

        var older = (await Commit(Captured("old", day: 1, onExisting: onExisting))).Results[0];

        older.Warnings.ShouldContain(w => w.Path.SequenceEqual(new[] { "snapshot" }));
        await ShouldHave(id, "new");
        await Commit(Captured("newer", day: 3, onExisting: onExisting));
        await ShouldHave(id, "newer", "new");
    }

    [Fact]
    public async Task A_record_that_is_entered_again_does_not_bring_back_its_old_text()
    {
        var imported = Captured("one", onExisting: OnExisting.Replace) with { Key = "k" };
        var id = (await Commit(imported)).Results[0].Node.Id;
        await Commit(Captured("two"));
        var head = await Store.HeadAsync();

        (await Commit(imported with { Id = Ids.Next(NodeKind.Source) })).Results[0].Node.Id.ShouldBe(id);

        (await Store.HeadAsync()).Revision.ShouldBe(head.Revision);
        await ShouldHave(id, "two", "one");
    }

    [Fact]
    public async Task A_set_brings_one_snapshot_of_a_source()
    {
        var results = (await Commit(Captured("one"), Captured("two"))).Results;

        results[1].Warnings.ShouldContain(w => w.Path.SequenceEqual(new[] { "snapshot" }));
        await ShouldHave(results[0].Node.Id, "one");
        await Commit(Captured("two"));
        await ShouldHave(results[0].Node.Id, "two", "one");
    }

    [Fact]
    public async Task A_copy_of_the_ledger_knows_the_same_snapshots()
    {
        var id = (await Commit(Captured("one"))).Results[0].Node.Id;
        await Commit(Captured("two"));
        var told = await Evaluation.Told.ByAsync(Store);

        var copied = await OnAnother(async other =>
        {
            await other.ReplayAsync(told.Ledger);
            return await Evaluation.Told.ByAsync(other);
        });

        copied.ShouldBeThatOf(told);
        (await Get<Source>(id)).Derived.SnapshotCount.ShouldBe(2);
    }

    private Create Captured(string text, int? day = null, OnExisting onExisting = OnExisting.Keep) =>
        New(
            new SourceContent
            {
                Url = Url,
                Snapshot = new Snapshot
                {
                    Text = text,
                    CapturedAt = day is { } some ? new DateTimeOffset(2025, 3, some, 0, 0, 0, TimeSpan.Zero) : null,
                },
            }
        ) with
        {
            OnExisting = onExisting,
        };

    /// <summary>The texts that the source has had, newest first.</summary>
    private async Task ShouldHave(NodeId id, params string[] texts)
    {
        (await Store.SnapshotsAsync([id])).ShouldBe([texts[0]]);
        (await Get<Source>(id)).Derived.SnapshotCount.ShouldBe(texts.Length);
        var entries = await Store.HistoryAsync([id], long.MaxValue, 100);
        entries
            .Select(e => ((Source)NodeJson.Read(NodeKind.Source, e.Changes[0].After)).Content.Snapshot?.Text)
            .Where(text => text is { Length: > 0 })
            .ShouldBe(texts);
    }
}
