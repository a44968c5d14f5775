using ClaimGraph.Access;
using ClaimGraph.Copying;
using ClaimGraph.Ledger;
using ClaimGraph.Sqlite.Access;
using ClaimGraph.Sqlite.Native;
using ClaimGraph.Sqlite.Reading;

namespace ClaimGraph.Sqlite.Verifying;

/// <summary>
/// Verifies a file without writing to it: SQLite's own check of its pages and indexes, the chain of the ledger, and then every row of
/// every table, which must be the row that the replay of the ledger makes in a new file. That covers nodes, keys, derived values and
/// counts, and tables that do not exist yet.
/// </summary>
internal sealed class FileVerification(Connection file, string path, TimeProvider clock)
{
    private const string Tables =
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name";

    // Beside the graph: no entry of the ledger tells of them.
    private static readonly string[] NotFromLedger =
    [
        "api_key",
        "api_key_register",
        "collation",
        "follower",
        "follower_attempt",
        "follower_letter",
        "import_job",
        "import_problem",
    ];

    public async Task<Verification> RunAsync(LedgerHead? expected, IProgress<CopyProgress>? progress, CancellationToken cancellation)
    {
        file.Run("BEGIN"); // all that follows sees one state, though a server may write
        if (Integrity() is { Count: > 0 } damages)
            return new Verification(LedgerHead.Empty, damages);
        var folder = Directory.CreateTempSubdirectory("claimgraph-verify-");
        try
        {
            var options = new SqliteOptions { Path = Path.Combine(folder.FullName, "replay.db"), Durability = Durability.Normal };
            var replay = await ReplayAsync(options, expected, progress, cancellation);
            if (replay.Problem is { } problem)
                return new Verification(replay.Head, [problem]);
            using var replayed = Connection.OpenReadOnly(options.Path);
            return new Verification(replay.Head, [.. Schema(replayed), .. Rows(replayed, cancellation), .. Keys()]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private List<string> Integrity()
    {
        var check = file.Prepare("PRAGMA integrity_check(5)");
        var problems = new List<string>();
        while (check.Step())
            if (check.Text(0) is not "ok" and var text)
                problems.Add($"The file is damaged: {text.ReplaceLineEndings(" ")}.");
        check.Reset();
        return problems;
    }

    private async Task<(LedgerHead Head, string? Problem)> ReplayAsync(
        SqliteOptions options,
        LedgerHead? expected,
        IProgress<CopyProgress>? progress,
        CancellationToken cancellation
    )
    {
        try
        {
            await using var empty = await SqliteStore.OpenAloneAsync(options, clock);
            var replay = new LedgerReplay((after, first) => new(LedgerReader.After(file, after, first)), empty);
            var problem = await replay.RunAsync(expected, Reader.Head(file).Revision, progress, cancellation);
            return (replay.Head, problem);
        }
        catch (StoreUnavailableException e)
        {
            throw new StoreUnavailableException($"'{path}' cannot be verified. {e.Message}", e);
        }
    }

    /// <summary>Tables, indexes and triggers must be those that this program makes.</summary>
    private List<string> Schema(Connection replayed) =>
        new TableComparison(
            "schema",
            "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name",
            keys: 2
        ).Run(file, replayed, CancellationToken.None);

    private IEnumerable<string> Rows(Connection replayed, CancellationToken cancellation)
    {
        foreach (var table in TablesOf(replayed).Except(NotFromLedger))
        foreach (var problem in ComparisonOf(table, replayed).Run(file, replayed, cancellation))
            yield return problem;
    }

    private static List<string> TablesOf(Connection replayed)
    {
        var command = replayed.Prepare(Tables);
        var tables = new List<string>();
        while (command.Step())
            tables.Add(command.Text(0));
        command.Reset();
        return tables;
    }

    private TableComparison ComparisonOf(string table, Connection replayed)
    {
        var hasSortKeys = HasCollationOf(replayed);
        var columns = replayed.Prepare("SELECT name, pk FROM pragma_table_info(?1) ORDER BY pk = 0, pk, cid").Bind(1, table);
        var (names, keys) = (new List<string>(), 0);
        while (columns.Step())
        {
            if (!hasSortKeys && columns.Text(0).EndsWith("_sort_key", StringComparison.Ordinal))
                continue;
            names.Add($"\"{columns.Text(0)}\"");
            keys += columns.Int(1) > 0 ? 1 : 0;
        }
        columns.Reset();
        return new TableComparison(
            table,
            $"SELECT {string.Join(", ", names)} FROM \"{table}\"{Saying(table)} ORDER BY {string.Join(", ", names.Take(keys))}",
            keys
        );
    }

    // A count of 0 is what is left of a node that no longer counts; counts that were made anew have none.
    private static string Saying(string table) => table == "tally" ? " WHERE n <> 0" : "";

    /// <summary>False if the sort keys of the file are those of another collation; the next start of a server writes them anew.</summary>
    private bool HasCollationOf(Connection replayed)
    {
        const string version = "SELECT version FROM collation";
        var (left, right) = (file.Prepare(version), replayed.Prepare(version));
        var isSame = left.Step() && right.Step() && left.Text(0) == right.Text(0);
        left.Reset();
        right.Reset();
        return isSame;
    }

    private IEnumerable<string> Keys() => KeyRegister.Problems(SqliteKeys.All(file), SqliteKeys.Registered(file));
}
