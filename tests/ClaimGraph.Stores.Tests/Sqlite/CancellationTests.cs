using System.Collections;
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
        var via = Fields.Appearance.Statement;
        var newest = OrderBy.Newest(NodeKind.Appearance);
        await ShouldEnd<NodeId>(_ids.Next(NodeKind.Actor), async (all, c) => await store.GetAsync(all, c));
        await ShouldEnd<NodeId>(_ids.Next(NodeKind.Source), async (all, c) => await store.SnapshotsAsync(all, c));
        await ShouldEnd<NaturalKey>(NaturalKey.OfCaller(NodeKind.Actor, "nobody"), async (all, c) => await store.FindAsync(all, c));
        await ShouldEnd<NodeId>(_ids.Next(NodeKind.Statement), async (ids, c) => await store.CountLinksAsync(via, null, ids, c));
        await ShouldEnd<NodeId>(
            _ids.Next(NodeKind.Statement),
            async (ids, c) => await store.LinksAsync(new LinkQuery(via, null, newest, PageRequest.First(10)), ids, c)
        );
    }

    private static async Task ShouldEnd<T>(T argument, Func<IReadOnlyList<T>, CancellationToken, ValueTask> read)
    {
        using var patience = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(async () =>
            await read(new Arguments<T>(argument, patience.Cancel), patience.Token)
        );
    }

    /// <summary>Each is read by a statement of its own. Asking for the second ends the read, while SQLite does nothing.</summary>
    private sealed class Arguments<T>(T argument, Action end) : IReadOnlyList<T>
    {
        public int Count => 1_000;

        public T this[int index]
        {
            get
            {
                if (index == 1)
                    end();
                index.ShouldBeLessThan(2);
                return argument;
            }
        }

        public IEnumerator<T> GetEnumerator() => throw new NotSupportedException();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
