using ClaimGraph.Sqlite.Native;
using ClaimGraph.Sqlite.Writing;

namespace ClaimGraph.Stores.Tests.Sqlite;

public sealed class CheckpointTests
{
    private const long Megabyte = 1 << 20;

    [Fact]
    public async Task The_log_starts_again_while_commits_go_on_and_readers_come_and_go()
    {
        await using var place = new SqlitePlace();
        using var writer = Connection.Open(place.Options, writes: true, creates: true);
        writer.Run("CREATE TABLE t (b BLOB NOT NULL)");
        using var reader = Connection.Open(place.Options, writes: false);
        await using var checkpoints = new Checkpoints(place.Options, writer);
        var log = new FileInfo(place.File + "-wal");
        var (rows, longest, unchanged) = (0, 0L, 0);
        while (unchanged < 5)
        {
            writer.Run("INSERT INTO t VALUES (randomblob(4000000))");
            checkpoints.Next();
            reader.Prepare("SELECT count(*) FROM t").ReadNumber().ShouldBe(++rows);
            log.Refresh();
            unchanged = log.Length == longest ? unchanged + 1 : 0;
            longest = log.Length;
            longest.ShouldBeLessThan(240 * Megabyte); // from 256 on, SQLite copies it itself
        }
        longest.ShouldBeGreaterThan(60 * Megabyte);
    }

    [Fact]
    public async Task A_reader_that_stays_keeps_the_log_and_loses_nothing()
    {
        await using var place = new SqlitePlace();
        using var writer = Connection.Open(place.Options, writes: true, creates: true);
        writer.Run("CREATE TABLE t (b BLOB NOT NULL)");
        using var reader = Connection.Open(place.Options, writes: false);
        reader.Run("BEGIN");
        reader.Prepare("SELECT count(*) FROM t").ReadNumber().ShouldBe(0);
        await using (var checkpoints = new Checkpoints(place.Options, writer))
            for (var i = 0; i < 60; i++)
            {
                writer.Run("INSERT INTO t VALUES (randomblob(2000000))");
                checkpoints.Next();
            }
        reader.Prepare("SELECT count(*) FROM t").ReadNumber().ShouldBe(0);
        reader.Run("COMMIT");
        reader.Prepare("SELECT count(*) FROM t WHERE length(b) = 2000000").ReadNumber().ShouldBe(60);
    }

    [Fact]
    public async Task What_was_copied_is_brought_to_the_disk_by_the_file_that_is_open()
    {
        await using var place = new SqlitePlace();
        using var writer = Connection.Open(place.Options, writes: true, creates: true);
        writer.Run("CREATE TABLE t (b BLOB NOT NULL)");
        using var copying = Connection.Open(place.Options, writes: true);
        copying.Checkpoint(restarts: false).ShouldBeGreaterThan(0);
        copying.Sync();
        writer.Run("INSERT INTO t VALUES (x'00')");
        copying.Prepare("SELECT count(*) FROM t").ReadNumber().ShouldBe(1);
    }
}
