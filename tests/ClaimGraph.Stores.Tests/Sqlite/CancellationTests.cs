using ClaimGraph.Sqlite;

namespace ClaimGraph.Stores.Tests.Sqlite;

/// <summary>SQLite answers in the calling thread; a read that nobody waits for any more must end all the same.</summary>
public class CancellationTests
{
    private readonly IdSource _ids = new(TimeProvider.System, new Random(1));

    [Fact]
    public async Task A_read_is_broken_off_in_the_middle_of_a_statement()
    {
        await using var place = new SqlitePlace();
        await using var store = await SqliteStore.OpenAsync(place.Options, TimeProvider.System);
        await store.CommitAsync(
            new ChangeSet
            {
                Principal = "test",
                Operations =
                [
                    .. Enumerable
                        .Range(0, 4_000)
                        .Select(i => new Create(
                            _ids.Next(NodeKind.Statement),
                            new StatementContent { Text = $"{i} {new string('x', 1_500)}" }
                        )),
                ],
            },
            TestContext.Current.CancellationToken
        );
        // Looks at every text five hundred times, which takes many seconds.
        var slow = new Or([.. Enumerable.Range(0, 500).Select(i => Filter.Where(Fields.Statement.Text, Comparison.Contains, $"y{i}"))]);

        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await Should.ThrowAsync<OperationCanceledException>(async () => await store.CountAsync(NodeKind.Statement, slow, patience.Token));
        (await store.CountAsync(NodeKind.Statement, null, TestContext.Current.CancellationToken)).ShouldBe(4_000);
    }

    [Fact]
    public async Task A_read_is_broken_off_between_two_statements()
    {
        await using var place = new SqlitePlace();
        await using var store = await SqliteStore.OpenAsync(place.Options, TimeProvider.System);
        NaturalKey[] keys = [.. Enumerable.Repeat(NaturalKey.OfCaller(NodeKind.Actor, "nobody"), 20_000_000)]; // takes many seconds

        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await Should.ThrowAsync<OperationCanceledException>(async () => await store.FindAsync(keys, patience.Token));
        (await store.FindAsync(keys[..1], TestContext.Current.CancellationToken)).ShouldBe([null]);
    }
}
