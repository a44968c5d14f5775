using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using ClaimGraph.Jobs;
using ClaimGraph.Sqlite;

namespace ClaimGraph.Server.Tests.Cli;

/// <summary>Imports are jobs: what is stopped goes on, and ends in the graph that one run would have made.</summary>
public sealed class JobTests : IDisposable
{
    private const int Statements = 6_000;
    private const string Large = "import large.json";

    private const string Review = """
        {"@type":"ClaimReview","url":"https://desk.example/1","claimReviewed":"The sea is dry.","author":{"name":"Desk"},
         "reviewRating":{"alternateName":"False"}}
        """;

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Killed_import_goes_on_where_it_was_and_ends_in_the_same_graph()
    {
        WriteLarge();
        await using var open = await OpenAsync(); // with another program in the file, every batch is durable
        var job = await StopAsync(open, 2_000, process => process.Kill());
        job.State.ShouldBe(ImportState.Running);
        job.Counts.Processed.ShouldBeLessThan(Statements);

        await ResumeAsync(job.Id);
        var shown = await ShowAsync(job.Id);
        shown["state"]!.GetValue<string>().ShouldBe("done");
        shown["processed"]!.GetValue<long>().ShouldBe(shown["total"]!.GetValue<long>());
        shown["errors"]!.AsArray().Select(e => e!["path"]!.GetValue<string>()).ShouldBe(["/statements/0/text"]);

        using var straight = new Folder();
        File.Copy(_folder["large.json"], straight["large.json"]);
        (await straight.RunAsync("import large.json")).Output.ShouldContain($" {2 * Statements + 1:N0} created,");
        (await GraphAsync(_folder)).ShouldBe(await GraphAsync(straight));

        var head = await open.HeadAsync();
        (await _folder.RunAsync("import large.json")).Output.ShouldContain(" 0 created, 0 updated,");
        (await open.HeadAsync()).Revision.ShouldBe(head.Revision);
        (await _folder.RunAsync($"import --resume {job.Id}")).Error.ShouldContain("is done");
    }

    [Fact]
    public async Task Killed_import_of_a_table_names_once_what_is_wrong_with_its_rows()
    {
        var rows = string.Concat(Enumerable.Range(1, Statements).Select(i => $"{i},Statement {i}.,\n"));
        _folder.Write("large.csv", $"id,claim,note\n0,Too short.\n{rows}");
        _folder.Write("mapping.json", """{"format":"claimgraph-mapping/1","statements":[{"key":"c:{id}","text":"{claim}"}]}""");
        await using var open = await OpenAsync();
        var job = await StopAsync(open, 1_000, process => process.Kill(), "import large.csv --mapping mapping.json");
        job.State.ShouldBe(ImportState.Running);

        var counts = await CountsAsync($"import --resume {job.Id} --json");
        counts["warningCount"]!.GetValue<long>().ShouldBe(1);
        (await ShowAsync(job.Id))["warnings"]!.AsArray().Select(e => e!["path"]!.GetValue<string>()).ShouldBe(["row 1, line 2"]);
        (await open.CountAsync(NodeKind.Statement, null)).ShouldBe(Statements + 1);
    }

    [Fact]
    public async Task Cancelled_import_stops_and_can_be_resumed_all_the_same()
    {
        WriteLarge();
        await using var open = await OpenAsync();
        var job = await StopAsync(
            open,
            500,
            async (process, id) =>
            {
                (await _folder.RunAsync($"jobs cancel {id}")).ExitCode.ShouldBe(0);
                (await process.StandardError.ReadToEndAsync()).ShouldContain($"The import {id} was cancelled; what was committed stays.");
            }
        );
        job.State.ShouldBe(ImportState.Cancelled);
        await ResumeAsync(job.Id);
        (await _folder.RunAsync($"jobs cancel {job.Id}")).Error.ShouldContain("has ended: it is done");
        (await _folder.RunAsync("jobs list")).Output.ShouldStartWith($"{job.Id}  done, 'large.json', ");
    }

    [Fact]
    public async Task Interrupted_import_says_so_and_a_changed_file_is_not_gone_on_with()
    {
        WriteLarge();
        await using var open = await OpenAsync();
        var job = await StopAsync(open, 500, Terminate);
        job.State.ShouldBe(ImportState.Interrupted);
        await File.AppendAllTextAsync(_folder["large.json"], " ", TestContext.Current.CancellationToken);
        (await _folder.RunAsync($"import --resume {job.Id}")).Error.ShouldContain("was changed since the import");
        File.Delete(_folder["large.json"]);
        (await _folder.RunAsync($"import --resume {job.Id}")).Error.ShouldContain("is not there any more");
    }

    [Fact]
    public async Task Input_of_which_nothing_can_be_taken_has_failed()
    {
        _folder.Write("cut.json", "{\"format\":\"claimgraph/1\",\"statements\":[");
        (await _folder.RunAsync("import cut.json")).ExitCode.ShouldBe(1);
        var job = JsonNode.Parse((await _folder.RunAsync("jobs list --json")).Output)!.AsArray().ShouldHaveSingleItem()!;
        job["state"]!.GetValue<string>().ShouldBe("failed");
        job["failure"]!.GetValue<string>().ShouldStartWith("The file is not valid JSON");
        (await ShowAsync((string)job["id"]!))["errors"]!.AsArray().Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("ours.json", "")]
    [InlineData("review.json", "")]
    [InlineData("table.csv", " --mapping mapping.json")]
    public async Task Dry_run_says_what_would_change_and_writes_nothing(string file, string options)
    {
        _folder.Write(
            "ours.json",
            """
            {"format":"claimgraph/1","actors":[{"key":"a","kind":"PERSON","name":"A"}],
             "statements":[{"key":"s","text":"S","about":[{"actor":"a"}]},{"key":"t","text":"T"}],
             "evidence":[{"key":"e","basis":{"statement":"t"},"target":{"statement":"s"},"stance":"SUPPORTS"}]}
            """
        );
        _folder.Write("review.json", Review);
        _folder.Write("table.csv", "id,claim\n1,The sea is dry.\n2,The moon is near.\n");
        _folder.Write("mapping.json", """{"format":"claimgraph-mapping/1","statements":[{"key":"c:{id}","text":"{claim}"}]}""");
        var tried = await CountsAsync($"import {file}{options} --dry-run --json");
        tried["dryRun"]!.GetValue<bool>().ShouldBeTrue();
        await using (var store = await OpenAsync())
        {
            (await store.HeadAsync()).Revision.ShouldBe(0);
            (await store.Jobs.CountAsync()).ShouldBe(0);
        }
        var done = await CountsAsync($"import {file}{options} --json");
        done["created"]!.GetValue<long>().ShouldBeGreaterThan(1);
        foreach (var count in new[] { "created", "updated", "unchanged", "duplicates", "refused" })
            tried[count]!.GetValue<long>().ShouldBe(done[count]!.GetValue<long>(), count);
        (await CountsAsync($"import {file}{options} --dry-run --json"))["unchanged"]!
            .GetValue<long>()
            .ShouldBe(done["created"]!.GetValue<long>());
    }

    [Theory]
    [InlineData("import --resume job_1", "There is no import 'job_1'")]
    [InlineData("import --resume job_1 a.json", "--resume goes on with the file of the job")]
    [InlineData("import --resume job_1 --dry-run", "--resume takes format, mapping and verdicts from the job")]
    [InlineData("import .", "holds no file to import, such as .json, .html or .zip.")]
    [InlineData("jobs show job_1", "There is no import 'job_1'")]
    [InlineData("jobs cancel job_1", "There is no import 'job_1'")]
    public async Task Mistake_is_named(string command, string message)
    {
        await (await OpenAsync()).DisposeAsync();
        var (code, _, error) = await _folder.RunAsync(command);
        (code, error.Contains(message, StringComparison.Ordinal)).ShouldBe((1, true), error);
    }

    private static void Terminate(Process process)
    {
        using var kill = Process.Start("kill", ["-s", "TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private void WriteLarge()
    {
        var statements = Enumerable
            .Range(1, Statements)
            .Select(i => $$"""{"key":"s{{i}}","text":"Statement {{i}}.","about":[{"actor":"a"}]}""");
        var evidence = Enumerable
            .Range(1, Statements)
            .Select(i =>
                $$"""
                    {"key":"e{{i}}","basis":{"statement":"s{{i}}"},"target":{"statement":"s{{i % Statements + 1}}"},"stance":"SUPPORTS"
                    {{(i % 7 == 0 ? ""","status":"RETRACTED","statusReason":"Wrong." """ : "")}}}
                    """
            );
        _folder.Write(
            "large.json",
            $$"""
            {"format":"claimgraph/1","actors":[{"key":"a","kind":"PERSON","name":"A"},{"key":"a","kind":"PERSON","name":"A"}],
            "statements":[{"key":"wrong"},{{string.Join(",\n", statements)}}],
            "evidence":[{{string.Join(",\n", evidence)}}]}
            """
        );
    }

    private Task<SqliteStore> OpenAsync() =>
        SqliteStore.OpenAsync(new SqliteOptions { Path = _folder["claimgraph.db"] }, TimeProvider.System);

    private Task<ImportJob> StopAsync(SqliteStore store, long processed, Action<Process> stop, string command = Large) =>
        StopAsync(
            store,
            processed,
            (process, _) =>
            {
                stop(process);
                return Task.CompletedTask;
            },
            command
        );

    /// <summary>Starts the import and stops it once so much is processed.</summary>
    private async Task<ImportJob> StopAsync(SqliteStore store, long processed, Func<Process, string, Task> stop, string command = Large)
    {
        using var process = _folder.Start(command);
        ImportJob? job;
        do
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
            job = await store.Jobs.ListAsync(null, 1) is [var newest, ..] ? newest : null;
        } while (!process.HasExited && !(job?.Counts.Processed >= processed));
        await stop(process, job!.Id);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (await store.Jobs.FindAsync(job.Id))!;
    }

    /// <summary>What was committed and not counted any more counts as unchanged: at most one batch.</summary>
    private async Task ResumeAsync(string id)
    {
        var counts = await CountsAsync($"import --resume {id} --json");
        var (created, unchanged) = (counts["created"]!.GetValue<long>(), counts["unchanged"]!.GetValue<long>());
        (created + unchanged).ShouldBe(2 * Statements + 1);
        unchanged.ShouldBeLessThanOrEqualTo(500);
        counts["updated"]!.GetValue<long>().ShouldBe(0);
        counts["refused"]!.GetValue<long>().ShouldBe(1);
        counts["duplicates"]!.GetValue<long>().ShouldBe(1);
        counts["errorCount"]!.GetValue<long>().ShouldBe(1);
    }

    private async Task<JsonNode> ShowAsync(string id) => JsonNode.Parse((await _folder.RunAsync($"jobs show {id} --json")).Output)!;

    private async Task<JsonNode> CountsAsync(string command)
    {
        var (_, output, error) = await _folder.RunAsync(command);
        error.ShouldNotContain("claimgraph:");
        return JsonNode.Parse(output)!["files"]![0]!;
    }

    /// <summary>All records, without what each store makes itself.</summary>
    private static async Task<string> GraphAsync(Folder folder)
    {
        var graph = JsonNode.Parse((await folder.RunAsync("export -")).Output)!.AsObject();
        foreach (var list in graph.Select(l => l.Value).OfType<JsonArray>())
        foreach (var record in list)
        {
            record!.AsObject().Remove("id");
            record.AsObject().Remove("createdAt");
        }
        return graph.ToJsonString();
    }
}
