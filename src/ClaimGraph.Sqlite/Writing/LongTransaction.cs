using ClaimGraph.Sqlite.Native;

namespace ClaimGraph.Sqlite.Writing;

/// <summary>
/// When the open transaction is made durable: at once, or, on a connection that is alone with its file, when the file has doubled. Each
/// transaction writes every page that it changed, and keys, counts and indexes change pages all over the file, so that many small ones
/// write the file many times over. With transactions that grow as the file does, all of them together write it about twice.
/// </summary>
internal sealed class LongTransaction(Connection connection)
{
    private const long LeastPages = 16_384; // 64 MiB

    private long _pages;

    public void Begin() => _pages = connection.IsAlone ? Pages() : 0;

    public bool IsDue => !connection.IsAlone || Pages() >= _pages + Math.Max(_pages, LeastPages);

    private long Pages() => connection.Prepare("PRAGMA page_count").ReadNumber();
}
