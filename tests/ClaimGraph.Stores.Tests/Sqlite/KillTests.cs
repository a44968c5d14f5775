using System.Diagnostics;
using ClaimGraph.Sqlite;

namespace ClaimGraph.Stores.Tests.Sqlite;

/// <summary>A program that is killed while it writes loses nothing that it acknowledged, and leaves nothing half done.</summary>
public sealed class KillTests
{
    private const int Kills = 100;

    [Fact]
    public async Task Killed_at_any_moment_the_file_has_all_that_was_acknowledged()
    {
        await using var place = new SqlitePlace();
        var random = new Random(1);
        var acknowledged = 0;
        for (var i = 0; i < Kills; i++)
        {
            var told = await WriteAndKill(place.File, lines: random.Next(1, 40), TimeSpan.FromMicroseconds(random.Next(0, 3_000)));
            await using var store = await SqliteStore.OpenAsync(place.Options, TimeProvider.System);
            (await store.GetAsync(told)).ShouldAllBe(n => n != null);
            acknowledged += told.Length;
            var check = await LedgerCheck.RunAsync(store);
            check.BrokenAt.ShouldBeNull(check.Problem);
            check.Entries.ShouldBeGreaterThanOrEqualTo(acknowledged);
            await ShouldBeWhole(store);
        }
        using var file = new RawFile(place.File);
        file.Run("PRAGMA integrity_check").ShouldBe("ok");
    }

    /// <summary>Every set entered one statement, one piece of evidence for it and one for the hub.</summary>
    private static async Task ShouldBeWhole(SqliteStore store)
    {
        var hub = (await store.FindAsync([NaturalKey.OfCaller(NodeKind.Statement, "hub")]))[0]!.Value;
        var supports = ((Statement)(await store.GetAsync([hub]))[0]!).Derived.SupportCount;
        (await store.CountAsync(NodeKind.Statement, null)).ShouldBe(supports + 1);
        (await store.CountAsync(NodeKind.Evidence, null)).ShouldBe(supports * 2);
        (await store.CountLinksAsync(Fields.Evidence.Target, null, [hub])).ShouldBe([supports]);
        (await store.HeadAsync()).Revision.ShouldBe(supports + 1);
    }

    /// <summary>The nodes whose sets the program acknowledged before it was killed.</summary>
    private static async Task<NodeId[]> WriteAndKill(string path, int lines, TimeSpan later)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "ClaimGraph.Stores.Writer.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, path]) { RedirectStandardOutput = true })!;
        var told = new List<NodeId>();
        for (var i = 0; i < lines && await process.StandardOutput.ReadLineAsync() is { } line; i++)
            told.Add(NodeId.Parse(line));
        SpinWait.SpinUntil(() => false, later);
        process.Kill();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (NodeId.TryParse(line, out var id))
                told.Add(id); // the last line may be cut off
        await process.WaitForExitAsync();
        told.Count.ShouldBeGreaterThanOrEqualTo(lines);
        return [.. told];
    }
}
