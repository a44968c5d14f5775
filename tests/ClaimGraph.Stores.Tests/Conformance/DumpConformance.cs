using System.Text;
using ClaimGraph.Copying;
using ClaimGraph.Sqlite;
using ClaimGraph.Stores.Tests.Conformance.Evaluation;
using ClaimGraph.Stores.Tests.Sqlite;

namespace ClaimGraph.Stores.Tests.Conformance;

/// <summary>The restore drill: a store is dumped while it is written to, and made again elsewhere with the same head; into the embedded
/// store and back out of it.</summary>
public abstract class DumpConformance(Func<IStorePlace> newPlace) : StoreConformance(newPlace)
{
    [Fact]
    public async Task A_store_that_is_written_to_is_dumped_and_restored_and_goes_back_with_the_same_head()
    {
        await RandomGraph.BuildAsync(Store, new Dice(11, 60), Clock);
        var writing = WriteAsync(20);
        var dump = new MemoryStream();
        var head = await new LedgerDump(Store).RunAsync(dump, cancellation: TestContext.Current.CancellationToken);
        await writing;

        await using var elsewhere = new SqlitePlace();
        await using (var embedded = await SqliteStore.OpenAsync(elsewhere.Options, Clock))
        {
            await RestoreAsync(embedded, dump);
            (await embedded.HeadAsync()).IsSame(head).ShouldBeTrue();
            await RestoreAsync(embedded, await DumpAsync(Store, since: head.Revision));
            (await StoreComparison.RunAsync(Store, embedded)).IsSame.ShouldBeTrue();
            dump = await DumpAsync(embedded, since: 0);
        }
        head = await Store.HeadAsync();
        var back = await OnAnother(async store =>
        {
            (await RestoreAsync(store, dump)).ShouldBe(new CopyResult(0, head.Revision));
            (await RestoreAsync(store, dump)).ShouldBe(new CopyResult(head.Revision, head.Revision));
            return await store.HeadAsync();
        });
        back.IsSame(head).ShouldBeTrue();
    }

    [Fact]
    public async Task A_dump_that_was_changed_cut_off_or_begins_too_late_is_refused()
    {
        await WriteAsync(5);
        var lines = Encoding.UTF8.GetString((await DumpAsync(Store, since: 0)).ToArray()).Split('\n');
        await using var elsewhere = new SqlitePlace();
        await using var embedded = await SqliteStore.OpenAsync(elsewhere.Options, Clock);

        (
            await RefusedAsync<LedgerMismatchException>(
                string.Join('\n', lines).Replace("written 3", "written 4", StringComparison.Ordinal)
            )
        ).ShouldNotBeEmpty();
        (await embedded.HeadAsync()).Revision.ShouldBe(0);
        (await RefusedAsync<ClaimGraphException>(lines[0] + '\n' + lines[1] + '\n' + lines[2][..50])).ShouldContain("line 3");
        (await RefusedAsync<ClaimGraphException>(string.Join('\n', lines[..4]))).ShouldContain("ends at revision 3 of 5");
        (await RefusedAsync<ClaimGraphException>("{}")).ShouldContain("no dump of a ledger");
        var late = Encoding.UTF8.GetString((await DumpAsync(Store, since: 4)).ToArray());
        (await RefusedAsync<LedgerMismatchException>(late)).ShouldContain("begins after revision 4");

        async Task<string> RefusedAsync<T>(string dump)
            where T : Exception =>
            (await Should.ThrowAsync<T>(RestoreAsync(embedded, new MemoryStream(Encoding.UTF8.GetBytes(dump))))).Message;
    }

    private static async Task<MemoryStream> DumpAsync(IClaimStore from, long since)
    {
        var dump = new MemoryStream();
        await new LedgerDump(from).RunAsync(dump, since, cancellation: TestContext.Current.CancellationToken);
        return dump;
    }

    private static Task<CopyResult> RestoreAsync(IClaimStore to, MemoryStream dump)
    {
        dump.Position = 0;
        return new LedgerRestore(to).RunAsync("dump", dump, cancellation: TestContext.Current.CancellationToken);
    }

    private async Task WriteAsync(int times)
    {
        for (var i = 1; i <= times; i++)
            await Store.CommitAsync(
                new ChangeSet
                {
                    Principal = "desk",
                    Operations = [new Create(Ids.Next(NodeKind.Actor), new ActorContent { Name = $"written {i}" })],
                }
            );
    }
}
