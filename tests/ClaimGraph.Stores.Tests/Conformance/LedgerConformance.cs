using System.Text;
using ClaimGraph.History;
using ClaimGraph.Stores.Tests.Conformance.Evaluation;

namespace ClaimGraph.Stores.Tests.Conformance;

/// <summary>The ledger tells everything that happened, once, in order.</summary>
public abstract class LedgerConformance(Func<IStorePlace> newPlace) : StoreConformance(newPlace)
{
    [Fact]
    public Task Ledger_of_a_random_history_verifies_and_tells_every_node_as_it_is() =>
        ForAll(
            Dice.OfSize(5, 80),
            async (store, clock, dice) =>
            {
                var graph = await RandomGraph.BuildAsync(store, dice, clock);
                var head = await store.HeadAsync();
                (await LedgerCheck.RunAsync(store)).ShouldBe(new LedgerCheck(head.Revision, null, null));
                var entries = await store.ChangesAsync(0, int.MaxValue);
                entries.Select(e => e.Revision).ShouldBe(Enumerable.Range(1, (int)head.Revision).Select(r => (long)r));
                if (entries.Count > 0)
                    entries[^1].Hash.ShouldBe(head.Hash);

                var told = new Dictionary<NodeId, string>();
                foreach (var change in entries.SelectMany(e => e.Changes))
                {
                    change.Before.ShouldBe(
                        told.TryGetValue(change.Node, out var before) ? Plain(change.Node, before) : null,
                        change.Node.ToString()
                    );
                    told[change.Node] = change.After;
                }
                foreach (var node in await graph.NodesAsync())
                    Plain(node.Id, told[node.Id]).ShouldBe(NodeJson.Write(node));
                told.Count.ShouldBe(graph.Ids.Count());
            },
            iter: 20
        );

    [Fact]
    public Task History_of_nodes_is_their_part_of_the_ledger_newest_first() =>
        ForAll(
            Dice.OfSize(5, 80),
            async (store, clock, dice) =>
            {
                var graph = await RandomGraph.BuildAsync(store, dice, clock);
                var entries = await store.ChangesAsync(0, int.MaxValue);
                foreach (var id in graph.Ids)
                {
                    NodeId[] ids = [.. graph.Ids.Where(other => other == id || dice.Chance(10))];
                    var before = dice.Chance(50) ? long.MaxValue : dice.Between(0, entries.Count + 1);
                    var (first, history) = (
                        dice.Between(0, 4),
                        entries.Where(e => e.Revision < before && e.Changes.Any(c => ids.Contains(c.Node))).Reverse()
                    );
                    var read = await store.HistoryAsync(ids, before, first);
                    read.Select(e => e.Revision).ShouldBe(history.Take(first).Select(e => e.Revision));
                    foreach (var (actual, expected) in read.Zip(history))
                    {
                        actual.Changes.ShouldBe(expected.Changes.Where(c => ids.Contains(c.Node)));
                        (actual.RecordedAt, actual.Principal, actual.Reason, actual.IdempotencyKey).ShouldBe(
                            (expected.RecordedAt, expected.Principal, expected.Reason, expected.IdempotencyKey)
                        );
                        actual.Hash.ShouldBe(expected.Hash);
                        actual.Results.Concat(actual.Affected).ShouldBeEmpty();
                    }
                }
            },
            iter: 10
        );

    [Fact]
    public Task Linked_records_are_those_that_name_a_node_in_what_was_entered() =>
        ForAll(
            Dice.OfSize(5, 80),
            async (store, clock, dice) =>
            {
                var graph = await RandomGraph.BuildAsync(store, dice, clock);
                var nodes = await graph.NodesAsync();
                foreach (var id in graph.Ids.Where(_ => dice.Chance(20)))
                {
                    var linked = nodes
                        .Where(n => n.Data.References.Any(r => r.Id == id))
                        .OrderByDescending(n => n.UpdatedAt)
                        .ThenBy(n => n.Id);
                    (await LinkedRecords.OfAsync(store, id)).ShouldBe(linked.Select(n => n.Id));
                }
            },
            iter: 10
        );

    [Fact]
    public async Task Entry_tells_who_when_why_and_what()
    {
        var (id, time) = (Ids.Next(NodeKind.Source), Clock.GetUtcNow());
        await Store.CommitAsync(
            new ChangeSet
            {
                Principal = "importer",
                Reason = "perché 😀",
                IdempotencyKey = "k",
                Operations = [new Create(id, new SourceContent { Title = "a" })],
            }
        );
        Clock.Advance(TimeSpan.FromTicks(15_000));
        await Change<Source>(id, s => s.Content with { Title = "b" });
        await Store.CommitAsync(Set(new SetStatus(id, RecordStatus.Corrected)) with { Reason = "typo" });
        await Retract(id);
        await Restore(id);
        var entries = await Store.ChangesAsync(0, 10);
        entries
            .Select(e => e.Changes.ShouldHaveSingleItem().Action)
            .ShouldBe([ChangeAction.Create, ChangeAction.Update, ChangeAction.Correct, ChangeAction.Retract, ChangeAction.Restore]);
        (entries[0].Principal, entries[0].Reason, entries[0].IdempotencyKey, entries[0].RecordedAt).ShouldBe(
            ("importer", "perché 😀", "k", time)
        );
        entries[1].RecordedAt.ShouldBe(time.AddMilliseconds(1));
        entries[0].PreviousHash.ShouldBe(LedgerEntry.NoHash);
        var changed = (Source)NodeJson.Read(NodeKind.Source, entries[1].Changes[0].After);
        (changed.Version, changed.Content.Title).ShouldBe((2, "b"));
    }

    [Fact]
    public async Task Summaries_are_the_entries_without_their_changes_and_measure_them()
    {
        var id = await Actor("perché 😀");
        await Change<Actor>(id, a => a.Content with { Name = "other" });
        await Retract(id);
        await Actor("more");
        var (entries, summaries) = (await Store.ChangesAsync(1, 2), await Store.SummariesAsync(1, 2));
        summaries.Count.ShouldBe(2);
        foreach (var (entry, (summary, before, after)) in entries.Zip(summaries))
        {
            summary.Changes.ShouldBeEmpty();
            (summary with { Changes = entry.Changes }).ComputeHash().ShouldBe(entry.Hash);
            summary.Hash.ShouldBe(entry.Hash);
            (before, after).ShouldBe(EntrySummary.Measure(entry.Changes));
            before.ShouldBe(Encoding.UTF8.GetByteCount(entry.Changes[0].Before!));
        }
        (await Store.SummariesAsync(4, 9)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Changes_come_in_parts_without_gaps()
    {
        for (var i = 0; i < 7; i++)
            await Actor($"{i}");
        (await Store.ChangesAsync(0, 3)).Select(e => e.Revision).ShouldBe([1, 2, 3]);
        (await Store.ChangesAsync(3, 3)).Select(e => e.Revision).ShouldBe([4, 5, 6]);
        (await Store.ChangesAsync(6, 3)).Select(e => e.Revision).ShouldBe([7]);
        (await Store.ChangesAsync(7, 3)).ShouldBeEmpty();
        (await Store.ChangesAsync(0, 0)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Derived_values_leave_no_trace_in_the_ledger()
    {
        var (source, statement) = (await Source(), await Statement());
        await Evidence(source, statement);
        (await Store.HistoryAsync([statement], long.MaxValue, 10)).Count.ShouldBe(1);
        (await Store.ChangesAsync(2, 10)).ShouldHaveSingleItem().Changes.ShouldHaveSingleItem().Node.Kind.ShouldBe(NodeKind.Evidence);
        (await Get(statement)).Version.ShouldBe(1);
    }

    [Fact]
    public Task Entry_names_the_statements_of_which_only_what_is_computed_changed() =>
        ForAll(
            Dice.OfSize(5, 120),
            async (store, clock, dice) =>
            {
                var graph = new RandomGraph(store, dice, clock);
                for (var done = 0; done < dice.Size; )
                {
                    var (before, head) = (await StatementsAsync(graph), await store.HeadAsync());
                    done += await graph.GrowAsync();
                    var after = await StatementsAsync(graph);
                    var entries = await store.ChangesAsync(head.Revision, 10);
                    var changed = entries.SelectMany(e => e.Changes).Select(c => c.Node).ToHashSet();
                    entries
                        .SelectMany(e => e.Affected)
                        .ShouldBe(before.Keys.Where(id => !changed.Contains(id) && before[id].Derived != after[id].Derived).Order());
                }
            },
            iter: 20
        );

    private static async Task<Dictionary<NodeId, Statement>> StatementsAsync(RandomGraph graph) =>
        (await graph.NodesAsync()).OfType<Statement>().ToDictionary(s => s.Id);

    /// <summary>As it is read back: the text of a snapshot stands only in the entry that brought it.</summary>
    private static string Plain(NodeId id, string json) =>
        NodeJson.Read(id.Kind, json) is Source { Content.Snapshot: { } snapshot } source
            ? NodeJson.Write(source with { Content = source.Content with { Snapshot = snapshot with { Text = "" } } })
            : json;
}
