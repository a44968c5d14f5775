using ClaimGraph.Copying;
using ClaimGraph.Sqlite;
using ClaimGraph.Stores.Tests.Conformance.Evaluation;

namespace ClaimGraph.Stores.Tests.Sqlite;

/// <summary>Copies that begin, go on, are refused, and what a comparison finds.</summary>
public sealed class CopyTests : IAsyncLifetime
{
    private readonly SqlitePlace _left = new(),
        _right = new();
    private readonly ManualClock _clock = new();
    private readonly IdSource _ids = new(new ManualClock(), new Random(2));
    private SqliteStore _from = null!,
        _to = null!;

    public async ValueTask InitializeAsync()
    {
        (_from, _to) = (await SqliteStore.OpenAsync(_left.Options, _clock), await SqliteStore.OpenAsync(_right.Options, _clock));
        await RandomGraph.BuildAsync(_from, new Dice(7, 400), _clock);
    }

    public async ValueTask DisposeAsync()
    {
        await _from.DisposeAsync();
        await _to.DisposeAsync();
        await _left.DisposeAsync();
        await _right.DisposeAsync();
    }

    [Fact]
    public async Task An_interrupted_copy_goes_on_where_it_was()
    {
        using var interrupt = new CancellationTokenSource();
        var stopped = new StoreCopy(_from, _to).RunAsync(
            new Each<CopyProgress>(p =>
            {
                if (p.Done > 10)
                    interrupt.Cancel();
            }),
            interrupt.Token
        );
        await Should.ThrowAsync<OperationCanceledException>(stopped);
        var (reached, all) = ((await _to.HeadAsync()).Revision, (await _from.HeadAsync()).Revision);
        reached.ShouldBeInRange(11, all - 1);
        (await new StoreCopy(_from, _to).RunAsync()).ShouldBe(new CopyResult(reached, all));
        (await StoreComparison.RunAsync(_from, _to)).IsSame.ShouldBeTrue();
    }

    [Fact]
    public async Task A_copy_made_again_later_brings_what_is_new()
    {
        await new StoreCopy(_from, _to).RunAsync();
        var before = (await _from.HeadAsync()).Revision;
        await EnterAsync(_from, "later");
        (await new StoreCopy(_from, _to).RunAsync()).ShouldBe(new CopyResult(before, before + 1));
    }

    [Fact]
    public async Task A_store_that_holds_something_else_is_not_written_to()
    {
        await EnterAsync(_to, "own");
        var refused = await Should.ThrowAsync<LedgerMismatchException>(new StoreCopy(_from, _to).RunAsync());
        refused.Message.ShouldContain("The target (revision 1) does not hold the beginning of the source");
        (await _to.HeadAsync()).Revision.ShouldBe(1);
    }

    [Fact]
    public async Task A_copy_that_was_written_to_is_not_written_over()
    {
        await new StoreCopy(_from, _to).RunAsync();
        await EnterAsync(_to, "own");
        await Should.ThrowAsync<LedgerMismatchException>(new StoreCopy(_from, _to).RunAsync());
        await EnterAsync(_from, "other");
        await Should.ThrowAsync<LedgerMismatchException>(new StoreCopy(_from, _to).RunAsync());
    }

    [Fact]
    public async Task Entries_with_thousands_of_changes_are_copied_in_parts()
    {
        for (var i = 0; i < 3; i++)
            await _from.CommitAsync(
                new ChangeSet
                {
                    Principal = "desk",
                    Operations =
                    [
                        .. Enumerable
                            .Range(0, 1_500)
                            .Select(n => new Create(_ids.Next(NodeKind.Actor), new ActorContent { Name = $"{n}" })),
                    ],
                }
            );
        await new StoreCopy(_from, _to).RunAsync();
        (await StoreComparison.RunAsync(_from, _to)).IsSame.ShouldBeTrue();
    }

    [Theory]
    [InlineData("UPDATE statement SET strength = 0.123 WHERE id = (SELECT min(id) FROM statement)", NodeKind.Statement)]
    [InlineData("UPDATE snapshot SET text = text || '.'", NodeKind.Source)]
    [InlineData("DELETE FROM review WHERE id = (SELECT max(id) FROM review)", NodeKind.Review)]
    public async Task A_comparison_finds_what_differs_in_whatever_is_read(string damage, NodeKind kind)
    {
        await new StoreCopy(_from, _to).RunAsync();
        await _to.DisposeAsync();
        using (var file = new RawFile(_right.File))
            file.Run(damage);
        _to = await SqliteStore.OpenAsync(_right.Options, _clock);
        var comparison = await StoreComparison.RunAsync(_from, _to);
        comparison.IsSame.ShouldBeFalse();
        comparison.Kinds.Where(k => k.Different is not null).ShouldHaveSingleItem().Kind.ShouldBe(kind);
        comparison.Left.IsSame(comparison.Right).ShouldBeTrue();
    }

    private async Task EnterAsync(SqliteStore store, string name) =>
        await store.CommitAsync(
            new ChangeSet { Principal = "desk", Operations = [new Create(_ids.Next(NodeKind.Actor), new ActorContent { Name = name })] }
        );

    private sealed class Each<T>(Action<T> report) : IProgress<T>
    {
        public void Report(T value) => report(value);
    }
}
