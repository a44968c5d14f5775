using System.Text.Json.Nodes;

namespace ClaimGraph.Server.Tests.Cli;

public sealed class DocumentCommandTests : IDisposable
{
    private const string Head = "{ledger{head{revision}}}";

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    private async Task EnterAsync()
    {
        _folder.Write("one.json", """{"format":"claimgraph/1","actors":[{"key":"a","kind":"PERSON","name":"Ada 🗼"}]}""");
        (await _folder.RunAsync("import one.json")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Query_prints_the_data_and_with_json_the_whole_response()
    {
        await EnterAsync();
        (await _folder.RunAsync($"query {Head}")).ShouldBe(
            (0, "{\n  \"ledger\": {\n    \"head\": {\n      \"revision\": 1\n    }\n  }\n}\n", "")
        );
        var whole = JsonNode.Parse((await _folder.RunAsync($"query --json {Head}")).Output)!;
        whole["data"]!["ledger"]!["head"]!["revision"]!.GetValue<int>().ShouldBe(1);
        whole["extensions"]!["cost"].ShouldNotBeNull();
    }

    [Fact]
    public async Task Mutate_takes_a_file_and_variables_and_the_ledger_says_who_it_was()
    {
        await EnterAsync();
        _folder.Write(
            "add.graphql",
            "mutation ($name: String!) { createActor(input: { name: $name }) { actor { name } userErrors { message path } } }"
        );
        _folder.Write("variables.json", """{"name":"Grace"}""");
        var (code, output, error) = await _folder.RunAsync("mutate --file add.graphql --variables @variables.json");
        (code, error).ShouldBe((0, ""));
        JsonNode.Parse(output)!["createActor"]!["actor"]!["name"]!.GetValue<string>().ShouldBe("Grace");
        (await _folder.RunAsync("query {ledger{entries(last:1){principal}}}")).Output.ShouldContain("\"cli:mutate\"");
        _folder.Write("empty.json", """{"name":""}""");
        var refused = await _folder.RunAsync("mutate --file add.graphql --variables @empty.json");
        (refused.ExitCode, refused.Error).ShouldBe((1, "claimgraph: This text is required. (input.name)\n"));
        JsonNode.Parse(refused.Output)!["createActor"]!["actor"].ShouldBeNull();
    }

    [Fact]
    public async Task Both_ask_a_server_with_a_key_from_a_file()
    {
        await using var server = await _folder.ServeAsync("--sample false");
        _folder.Write("key.txt", server.Key + "\n");
        _folder.Write("add.graphql", "mutation{createActor(input:{name:\"Linus\"}){outcome}}");
        var url = server.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);
        var refused = await _folder.RunAsync($"mutate --file add.graphql --url {url}");
        refused.ExitCode.ShouldBe(1);
        refused.Error.ShouldContain("createActor needs a key with the role CONTRIBUTOR");
        var done = await _folder.RunAsync($"mutate --file add.graphql --key-file key.txt --url {url}/graphql");
        (done.ExitCode, done.Error).ShouldBe((0, ""));
        done.Output.ShouldContain("CREATED");
        (await _folder.PipeAsync($"query - --url {url}", Head)).Output.ShouldContain("\"revision\": 1");
        (await _folder.RunAsync($"query {Head} --url {url}/health/live")).Error.ShouldContain("is it a ClaimGraph server?");
    }

    [Theory]
    [InlineData("query", "Give a document, or a file with --file.")]
    [InlineData("query {a} --file f", "Give a document, or a file with --file.")]
    [InlineData("query mutation{requestReview}", "This is a mutation; run it with 'claimgraph mutate'.")]
    [InlineData("query {", "Expected Name, found EOF")]
    [InlineData("query {viewer{name}} --variables [1]", "--variables is not a JSON object like '{\"first\": 3}': it is something else.")]
    [InlineData("query {viewer{name}} --variables {", "--variables is not a JSON object")]
    [InlineData("query {viewer{name}} --variables @none.json", "none.json")]
    [InlineData("query {viewer{name}} --url here", "--url: 'here' is not valid; use an address like http://127.0.0.1:5080.")]
    [InlineData("query {viewer{name}} --url http://127.0.0.1:9", "http://127.0.0.1:9 does not answer: ")]
    [InlineData("query {viewer{name}} --store none.db", "There is no store 'none.db'; name it with --store.")]
    [InlineData("query {viewer{nothing}}", "Cannot query field 'nothing' on type 'Viewer'. (VALIDATION_FAILED)")]
    public async Task What_is_wrong_is_said_in_a_line(string command, string message)
    {
        await EnterAsync();
        var (code, output, error) = await _folder.RunAsync(command);
        (code, output).ShouldBe((1, ""));
        error.ShouldStartWith("claimgraph: ");
        error.ShouldContain(message);
        error.TrimEnd().ShouldNotContain("\n");
    }
}
