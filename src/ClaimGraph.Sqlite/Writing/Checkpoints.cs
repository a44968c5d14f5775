using ClaimGraph.Sqlite.Native;

namespace ClaimGraph.Sqlite.Writing;

/// <summary>
/// Copies the log back into the file beside the commits, on a connection of its own. SQLite would do it within the commit that fills the
/// log, and that one and all behind it would wait for it: 100 to 200 ms. Here the writer copies only what came while the rest was copied,
/// so that the log can start again from its beginning.
/// <para>What cannot be copied now, as the disk is full or a reader still sees an older state, stays in the log until the next time.</para>
/// </summary>
internal sealed class Checkpoints(SqliteOptions options, Connection writer) : IAsyncDisposable
{
    // 64 MiB. A commit changes some dozens of pages all over the file, most of them again soon: copying them back rarely copies each once
    // for many commits.
    private const int Pages = 16_384;

    private const int SoonAgain = Pages / 8; // where readers stood in the way
    private const int MostRounds = 8;
    private const int FewPages = 128; // which the writer copies in a few milliseconds

    private Connection? _connection;
    private Task? _copying;
    private int _due = unchecked(writer.PagesWritten + Pages); // the pages written at which the log is copied next

    /// <summary>To be called by the writer between two transactions.</summary>
    public void Next()
    {
        if (_copying is null)
        {
            if (unchecked(writer.PagesWritten - _due) >= 0)
                _copying = Task.Run(Copy);
        }
        else if (_copying.IsCompleted)
        {
            _copying = null;
            var pause = writer.Checkpoint(restarts: true) >= 0 ? Pages : SoonAgain;
            _due = unchecked(writer.PagesWritten + pause);
        }
    }

    /// <summary>Each round copies what was written during the one before, until little is left.</summary>
    private void Copy()
    {
        try
        {
            _connection ??= Connection.Open(options, writes: true);
            for (var (round, before) = (0, 0); round < MostRounds; round++)
            {
                var copied = _connection.Checkpoint(restarts: false);
                _connection.Sync();
                if (copied - before <= FewPages)
                    break;
                before = copied;
            }
        }
        catch (StoreUnavailableException)
        {
            // The log keeps all; a commit that fails says what is wrong.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await (_copying ?? Task.CompletedTask);
        _connection?.Dispose();
    }
}
