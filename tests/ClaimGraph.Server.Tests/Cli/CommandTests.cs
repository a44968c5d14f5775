using System.Text.Json.Nodes;
using SQLitePCL;

namespace ClaimGraph.Server.Tests.Cli;

public sealed class CommandTests : IDisposable
{
    private const string Good = """
        {"format":"claimgraph/1","actors":[{"key":"a","kind":"PERSON","name":"A"}],
         "statements":[{"key":"s","text":"S","about":[{"actor":"a"}]}]}
        """;

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Import_takes_a_file_and_taking_it_again_changes_nothing()
    {
        _folder.Write("good.json", Good);
        (await _folder.RunAsync("import good.json")).ShouldBe(
            (0, "good.json: 2 created, 0 updated, 0 unchanged, 0 refused; revision 2\n", "")
        );
        (await _folder.RunAsync("import good.json good.json")).Output.ShouldBe(
            "good.json: 0 created, 0 updated, 2 unchanged, 0 refused; revision 2\n"
                + "good.json: 0 created, 0 updated, 2 unchanged, 0 refused; revision 2\n"
        );
    }

    [Fact]
    public async Task Import_reports_every_wrong_record_with_its_file_and_place_and_takes_the_others()
    {
        _folder.Write("bad.json", Good.Replace("\"text\"", "\"txt\"", StringComparison.Ordinal));
        _folder.Write("worse.json", Good[..40]);
        var (code, output, error) = await _folder.RunAsync("import bad.json worse.json");
        code.ShouldBe(1);
        output.ShouldBe(
            "bad.json: 1 created, 0 updated, 0 unchanged, 1 refused, 1 warnings; revision 1\n"
                + "worse.json: 0 created, 0 updated, 0 unchanged, 0 refused; revision 1\n"
        );
        var lines = error.Split('\n');
        lines[0].ShouldBe("warning: bad.json:/statements/0/txt: There is no field 'txt' here. It is left out. (UNKNOWN_FIELD)");
        lines[1].ShouldBe("bad.json:/statements/0/text: This text is required. (REQUIRED)");
        lines[2].ShouldStartWith("worse.json: The file is not valid JSON: see line 1, byte 41.");
        lines[2].ShouldEndWith("(INVALID_FORMAT)");
    }

    [Theory]
    [InlineData("import -", "stdin")]
    [InlineData("import /dev/stdin", "/dev/stdin")]
    public async Task Import_reads_a_pipe(string command, string name)
    {
        var file = Good.Replace("\"text\"", "\"txt\"", StringComparison.Ordinal);
        var (code, output, error) = await _folder.PipeAsync(command, file);
        (code, error).ShouldBe(
            (
                1,
                $"warning: {name}:/statements/0/txt: There is no field 'txt' here. It is left out. (UNKNOWN_FIELD)\n"
                    + $"{name}:/statements/0/text: This text is required. (REQUIRED)\n"
            )
        );
        output.ShouldBe($"{name}: 1 created, 0 updated, 0 unchanged, 1 refused, 1 warnings; revision 1\n");
        (
            await _folder.PipeAsync(command, """{"format":"claimgraph/1","sources":[{"key":"a","snapshot":{"file":"text.txt"}}]}""")
        ).Error.ShouldStartWith($"warning: {name}:/sources/0/snapshot/file: 'text.txt' cannot be read: there are no files beside a pipe.");
    }

    [Fact]
    public async Task Import_reads_snapshots_beside_the_file_and_none_elsewhere()
    {
        Directory.CreateDirectory(_folder["in"]);
        _folder.Write("in/text.txt", "Città");
        _folder.Write("secret.txt", "secret");
        _folder.Write(
            "in/x.json",
            """
            {"format":"claimgraph/1","sources":[{"key":"a","snapshot":{"file":"text.txt"}},{"key":"b","snapshot":{"file":"../secret.txt"}}]}
            """
        );
        var (code, _, error) = await _folder.RunAsync("import in/x.json");
        code.ShouldBe(1);
        error.ShouldEndWith(
            "warning: in/x.json:/sources/1/snapshot/file: '../secret.txt' leads out of the folder of the import file. "
                + "It is left out. (OUT_OF_RANGE)\n"
                + "in/x.json:/sources/1/url: A source needs a url, a title or a snapshot. (REQUIRED)\n"
        );
        (await _folder.RunAsync("export out.json")).ExitCode.ShouldBe(0);
        (await File.ReadAllTextAsync(_folder["out.json"], TestContext.Current.CancellationToken)).ShouldContain("\"text\": \"Città\"");
    }

    [Fact]
    public async Task An_export_is_a_file_that_import_takes_and_is_never_written_over()
    {
        _folder.Write("good.json", Good);
        await _folder.RunAsync("import good.json");
        (await _folder.RunAsync("export out.json")).ShouldBe((0, "out.json: 2 records, revision 2\n", ""));
        (await _folder.RunAsync("export out.json")).ShouldBe((1, "", "claimgraph: 'out.json' already exists; choose another name.\n"));
        (await _folder.RunAsync("import out.json --store copy.db")).Output.ShouldBe(
            "out.json: 2 created, 0 updated, 0 unchanged, 0 refused; revision 2\n"
        );
        Directory.GetFiles(_folder[""], "*.part").ShouldBeEmpty();
    }

    [Fact]
    public async Task An_export_says_what_its_format_cannot_say()
    {
        _folder.Write(
            "in.json",
            """
            {"format":"claimgraph/1","sources":[
             {"key":"p","title":"Paper","reliability":"A","snapshot":{"text":"It rains."}},
             {"key":"q","snapshot":{"text":"It snows."}},
             {"key":"r","title":"Old","status":"RETRACTED","statusReason":"Wrong."}]}
            """
        );
        await _folder.RunAsync("import in.json");
        const string Why = "left out: the format has no place for it\n";
        (await _folder.RunAsync("export out.ris --format ris")).ShouldBe(
            (
                0,
                "out.ris: 1 records, revision 2\n",
                $"warning: out.ris: 1 × reliability of sources {Why}warning: out.ris: 1 × snapshot of sources {Why}"
                    + $"warning: out.ris: 1 × sources without title, address and DOI {Why}"
            )
        );
        var table = await _folder.RunAsync("export out.csv --format csv --list sources --json");
        table.Error.ShouldBe($"warning: out.csv: 2 × texts of snapshots {Why}");
        JsonNode.Parse(table.Output)!["losses"]!.ToJsonString().ShouldBe("""{"texts of snapshots":2}""");
    }

    [Fact]
    public async Task A_backup_is_a_store_also_while_a_server_is_running()
    {
        await using (await _folder.ServeAsync())
            (await _folder.RunAsync("backup copy.db")).ShouldBe((0, "copy.db: a copy of claimgraph.db\n", ""));
        var (code, output, error) = await _folder.RunAsync("verify --store copy.db");
        (code, error).ShouldBe((0, ""));
        output.ShouldStartWith("copy.db: whole up to revision 8; head 8:");
        (await _folder.RunAsync("backup copy.db")).ShouldBe((1, "", "claimgraph: 'copy.db' already exists; choose another name.\n"));
    }

    [Fact]
    public async Task Verify_says_where_the_ledger_breaks()
    {
        _folder.Write("good.json", Good);
        await _folder.RunAsync("import good.json");
        Change(_folder["claimgraph.db"], "UPDATE change SET \"after\" = replace(\"after\", '\"S\"', '\"T\"')");
        (await _folder.RunAsync("verify")).ShouldBe(
            (1, "", "claimgraph: claimgraph.db: The ledger is broken at revision 2: The entry was changed after it was written.\n")
        );
    }

    [Fact]
    public async Task Verify_finds_a_shortened_ledger_by_the_head_that_it_printed()
    {
        _folder.Write("good.json", Good);
        await _folder.RunAsync("import good.json");
        var head = (string)JsonNode.Parse((await _folder.RunAsync("verify --json")).Output)!["head"]!;
        (await _folder.RunAsync($"verify --expect {head}")).ExitCode.ShouldBe(0);
        File.Copy(_folder["claimgraph.db"], _folder["short.db"]);
        Change(_folder["short.db"], "DELETE FROM ledger WHERE revision = 2");
        (await _folder.RunAsync($"verify --store short.db --expect {head}")).Error.ShouldBe(
            "claimgraph: short.db: The ledger ends at revision 1, before the expected revision 2: entries were removed.\n"
        );
        (await _folder.RunAsync("verify --expect 7:x")).Error.ShouldContain("'7:x' is not a head; use REVISION:HASH");
    }

    [Fact]
    public async Task An_empty_file_is_no_store_to_verify()
    {
        _folder.Write("claimgraph.db", "");
        (await _folder.RunAsync("verify")).ShouldBe(
            (1, "", "claimgraph: 'claimgraph.db' is not a ClaimGraph database; choose another file.\n")
        );
        new FileInfo(_folder["claimgraph.db"]).Length.ShouldBe(0);
    }

    [Fact]
    public async Task A_store_of_a_newer_program_is_left_alone()
    {
        _folder.Write("good.json", Good);
        await _folder.RunAsync("import good.json");
        Change(_folder["claimgraph.db"], "PRAGMA user_version = 999");
        var (code, _, error) = await _folder.RunAsync("import good.json");
        code.ShouldBe(1);
        error.ShouldStartWith("claimgraph: 'claimgraph.db' was written by a newer ClaimGraph (schema 999");
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("export x.json")]
    [InlineData("backup x.db")]
    public async Task What_reads_a_store_makes_none(string command)
    {
        (await _folder.RunAsync(command)).ShouldBe((1, "", "claimgraph: There is no store 'claimgraph.db'; name it with --store.\n"));
        Directory.GetFileSystemEntries(_folder[""]).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_told_before_a_store_is_made()
    {
        (await _folder.RunAsync("import none.json")).ShouldBe((1, "", "claimgraph: There is no file 'none.json'.\n"));
        File.Exists(_folder["claimgraph.db"]).ShouldBeFalse();
    }

    private static void Change(string store, string sql)
    {
        Batteries_V2.Init();
        raw.sqlite3_open(store, out var database).ShouldBe(raw.SQLITE_OK);
        using (database)
            raw.sqlite3_exec(database, sql).ShouldBe(raw.SQLITE_OK);
    }

    [Fact]
    public async Task Every_setting_is_printed_with_its_source_and_without_secrets()
    {
        _folder.Write("appsettings.json", """{ "GraphQL": { "MaxDepth": 9, "Live": { "KeepAlive": "00:00:20" } } }""");
        var (code, output, _) = await _folder.RunAsync(
            "config print --store other.db",
            ("CLAIMGRAPH_NEO4J__PASSWORD", "hunter2"),
            ("CLAIMGRAPH_LOGGING__LOGLEVEL__DEFAULT", "Error")
        );
        code.ShouldBe(0);
        var lines = output.Split('\n').Select(l => System.Text.RegularExpressions.Regex.Replace(l, " {2,}", " | ").Trim()).ToArray();
        lines.ShouldContain("Store:Path | other.db | command line");
        lines.ShouldContain("GraphQL:MaxDepth | 9 | appsettings.json");
        lines.ShouldContain("GraphQL:Live:KeepAlive | 00:00:20 | appsettings.json");
        lines.ShouldContain("Neo4j:Password | ******** | environment");
        lines.ShouldContain("Logging:LOGLEVEL:DEFAULT | Error | environment");
        lines.ShouldContain("Url | http://127.0.0.1:5080 | default");
        output.ShouldNotContain("hunter2");
    }
}
