using System.Text.Json.Nodes;

namespace ClaimGraph.Server.Tests.Cli;

/// <summary>How the program speaks to people and to other programs.</summary>
public sealed class UsageTests : IDisposable
{
    private const string Good = """
        {"format":"claimgraph/1","actors":[{"key":"a","kind":"PERSON","name":"A"}],"statements":[{"key":"s","text":"S"}]}
        """;

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("improt x", "'improt' is not a command. Did you mean 'import'?", "claimgraph")]
    [InlineData("import --stroe x y", "'--stroe' is not an option. Did you mean '--store'?", "claimgraph import")]
    [InlineData("keys crate", "'crate' is not a command. Did you mean 'create'?", "claimgraph keys")]
    [InlineData("verify now", "'now' is not an argument of this command.", "claimgraph verify")]
    [InlineData("copy --from a.db --to b.db --store c.db", "'--store' is not an option.", "claimgraph copy")]
    [InlineData("import", "Required argument 'FILE' missing for command: 'import'.", "claimgraph import")]
    [InlineData("keys create Desk", "Option '--role' is required.", "claimgraph keys create")]
    public async Task A_typo_is_told_in_one_line_with_the_way_to_the_help(string command, string message, string help) =>
        (await _folder.RunAsync(command)).ShouldBe((2, "", $"claimgraph: {message}\nTry '{help} --help'.\n"));

    [Theory]
    [InlineData("", "serve")]
    [InlineData("import", "--json")]
    [InlineData("copy", "--from-password-file")]
    public async Task Help_has_the_name_of_the_program_and_the_exit_codes(string command, string word)
    {
        var (code, output, error) = await _folder.RunAsync($"{command} --help");
        (code, error).ShouldBe((0, ""));
        output.ShouldContain($"Usage:\n  claimgraph {command}");
        output.ShouldContain(word);
        output.ShouldContain("Exit codes:\n  0  Done.\n");
        if (command == "copy")
            output.ShouldNotContain("--store");
    }

    [Theory]
    [InlineData("export none/out.json --store in.db", "'none/out.json' cannot be written: there is no such folder.")]
    [InlineData("export in.db --store in.db", "'in.db' already exists; choose another name.")]
    [InlineData("verify --store .", "There is no store '.'; name it with --store.")]
    [InlineData("backup - --store in.db", "backup needs a file; it cannot write to standard output.")]
    [InlineData("keys revoke @x --store in.db", "There is no key '@x'; 'claimgraph keys list' shows all keys.")]
    [InlineData("copy --from in.db --to bolt://localhost:7687", "Neo4j:Password: it is not set; set this or PasswordFile.")]
    public async Task Whatever_a_user_gets_wrong_is_told_in_one_line(string command, string message)
    {
        await _folder.PipeAsync("import - --store in.db", Good);
        (await _folder.RunAsync(command)).ShouldBe((1, "", $"claimgraph: {message}\n"));
    }

    [Fact]
    public async Task An_export_goes_through_pipes_into_an_import()
    {
        await _folder.PipeAsync("import -", Good);
        var (code, output, error) = await _folder.RunAsync("export -");
        (code, error).ShouldBe((0, "-: 2 records, revision 2\n"));
        (await _folder.PipeAsync("import - --store copy.db", output)).ShouldBe(
            (0, "stdin: 2 created, 0 updated, 0 unchanged, 0 refused; revision 2\n", "")
        );
        (await _folder.RunAsync("export /dev/stderr")).ShouldBe((0, "/dev/stderr: 2 records, revision 2\n", output));
    }

    [Fact]
    public async Task An_import_reports_as_json()
    {
        var wrong = Good.Replace("\"text\"", "\"txt\"", StringComparison.Ordinal);
        var (code, output, error) = await _folder.PipeAsync("import - --json", wrong);
        (code, error).ShouldBe((1, ""));
        var report = JsonNode.Parse(output)!;
        ((string)report["files"]![0]!["job"]!).ShouldStartWith("job_");
        report["files"]![0]!.AsObject().Remove("job");
        ShouldBeJson(
            report.ToJsonString(),
            """
            { "files": [{ "file": "stdin", "format": "claimgraph", "dryRun": false, "found": null,
              "created": 1, "updated": 0, "unchanged": 0, "duplicates": 0, "refused": 1, "revision": 1,
              "errorCount": 1, "errors": [{ "file": "stdin", "path": "/statements/0/text", "code": "REQUIRED",
                "message": "This text is required." }],
              "warningCount": 1,
              "warnings": [{ "file": "stdin", "path": "/statements/0/txt", "code": "UNKNOWN_FIELD",
                "message": "There is no field 'txt' here. It is left out." }], "unmapped": [] }] }
            """
        );
    }

    [Fact]
    public async Task What_is_data_is_printed_as_json()
    {
        await _folder.PipeAsync("import -", Good);
        var verified = JsonNode.Parse((await _folder.RunAsync("verify --json")).Output)!;
        ((string)verified["store"]!, (bool)verified["whole"]!, (long)verified["revision"]!).ShouldBe(("claimgraph.db", true, 2));
        ((string)verified["head"]!).ShouldMatch("^2:[0-9a-f]{64}$");
        verified["problems"]!.AsArray().ShouldBeEmpty();
        await ShouldPrintAsync("backup copy.db --json", """{ "file": "copy.db", "store": "claimgraph.db" }""");
        await ShouldPrintAsync("export out.json --json", """{ "file": "out.json", "records": 2, "revision": 2, "losses": {} }""");
        await ShouldPrintAsync("keys list --json", "[]");
        var made = JsonNode.Parse((await _folder.RunAsync("keys create Desk --role admin --json")).Output)!;
        made["secret"]!.GetValue<string>().ShouldStartWith(made["key"]!["id"]!.GetValue<string>());
        (await _folder.RunAsync("keys list --json")).Output.ShouldNotContain(made["secret"]!.GetValue<string>()[14..]);
        var copied = JsonNode.Parse((await _folder.RunAsync("copy --from claimgraph.db --to other.db --json")).Output)!;
        ((bool)copied["same"]!, (long)copied["added"]!, (long)copied["nodes"]!["statements"]!["to"]!).ShouldBe((true, 2, 1));
    }

    private async Task ShouldPrintAsync(string command, string expected)
    {
        var (code, output, error) = await _folder.RunAsync(command);
        (code, error).ShouldBe((0, ""));
        ShouldBeJson(output, expected);
    }

    private static void ShouldBeJson(string output, string expected) =>
        JsonNode.Parse(output)!.ToJsonString().ShouldBe(JsonNode.Parse(expected)!.ToJsonString());
}
