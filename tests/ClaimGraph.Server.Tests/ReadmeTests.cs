using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ClaimGraph.Server.Sample;
using ClaimGraph.Server.Tests.Cli;
using ClaimGraph.Server.Tests.GraphQL;

namespace ClaimGraph.Server.Tests;

/// <summary>
/// The queries and the curl lines of the documents, each document's in their order, against a new sample.
/// The answers printed below them are rewritten locally and compared in CI.
/// </summary>
public partial class ReadmeTests
{
    public static TheoryData<string> Documents => [.. Readme.All.Where(readme => readme.Stops.Count > 0).Select(readme => readme.Name)];

    [Fact]
    public void The_readme_the_tour_and_the_server_have_queries() =>
        Documents.Select(row => row.Data).ShouldBe(["README.md", "schema/README.md", "src/ClaimGraph.Server/README.md"]);

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task A_document_prints_what_the_server_answers(string name)
    {
        var readme = Readme.Named(name);
        var answered = await AnswerAllAsync(readme);
        if (Environment.GetEnvironmentVariable("CI") == "true")
            answered.ShouldBe(readme.Text, $"{name} shows other answers. Run this test without CI=true, look at the change and commit it.");
        else if (answered != readme.Text)
            readme.Write(answered);
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Its_PowerShell_lines_get_the_same_answers_as_its_curl_lines(string name)
    {
        var readme = Readme.Named(name);
        if (readme.Stops.All(stop => stop.PowerShell is null))
            return;
        Assert.SkipUnless(IsInstalled("pwsh"), "PowerShell (pwsh) is not installed.");
        (await AnswerAllAsync(readme, inPowerShell: true)).ShouldBe(await AnswerAllAsync(readme));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task A_document_leaves_the_sample_as_it_found_it(string name)
    {
        var readme = Readme.Named(name);
        using var documents = new Folder();
        await using var api = await StartAsync(readme, documents);
        var before = await ActiveAsync(api.Store);
        await AnswerAllAsync(readme, api, inPowerShell: false);
        (await ActiveAsync(api.Store)).ShouldBe(before);
    }

    private static async Task<string> AnswerAllAsync(Readme readme, bool inPowerShell = false)
    {
        using var documents = new Folder();
        await using var api = await StartAsync(readme, documents);
        return await AnswerAllAsync(readme, api, inPowerShell);
    }

    private static async Task<Api> StartAsync(Readme readme, Folder documents)
    {
        foreach (var (i, stop) in readme.Stops.Index())
            if (stop.Query is not null)
                documents.Write($"{i}.graphql", stop.Query);
        var api = await Api.StartAsync(options => options.Persisted.Path = documents["."]);
        await SampleArticle.LoadIntoNewAsync(api.Store, api.Ids, TestContext.Current.CancellationToken);
        return api;
    }

    /// <summary>The records that are not retracted, with their values and what is computed from them, but for their versions.</summary>
    private static async Task<string[]> ActiveAsync(IClaimStore store)
    {
        var records = new List<string>();
        foreach (var kind in Enum.GetValues<NodeKind>())
        await foreach (var page in store.PagesAsync(kind, TestContext.Current.CancellationToken))
            records.AddRange(page.Where(node => node.Status != RecordStatus.Retracted).Select(Values));
        return [.. records];
    }

    private static string Values(Node node)
    {
        var content = JsonNode.Parse(NodeJson.Write(node))!.AsObject();
        content.Remove("version").ShouldBeTrue();
        return $"{content.ToJsonString()} {NodeJson.WriteDerived(node)}";
    }

    /// <summary>The document with the answers of this server.</summary>
    private static async Task<string> AnswerAllAsync(Readme readme, Api api, bool inPowerShell)
    {
        var variables = new Dictionary<string, string>();
        var text = new StringBuilder();
        var end = 0;
        foreach (var stop in readme.Stops)
        {
            var answer = await (
                inPowerShell && stop.PowerShell is not null ? PowerShellAsync(api, stop.PowerShell, variables)
                : stop.Curl is not null ? CurlAsync(api, stop.Curl, variables)
                : QueryAsync(api, stop.Query!, variables)
            );
            Remember(answer, variables);
            text.Append(readme.Text, end, stop.Answer.Start.Value - end);
            text.Append(WithNames(Readme.Print(Api.WithoutCost(answer)), api, variables)).Append('\n');
            end = stop.Answer.End.Value;
        }
        return text.Append(readme.Text, end, readme.Text.Length - end).ToString();
    }

    private static async Task<JsonNode> QueryAsync(Api api, string query, Dictionary<string, string> variables)
    {
        if (!query.StartsWith("subscription", StringComparison.Ordinal))
            return await api.RunAsync(query, variables);
        await using var client = await SocketClient.StartAsync(api);
        await client.SubscribeAsync("1", query);
        return new JsonObject { ["data"] = (await client.NextAsync()).DeepClone() };
    }

    private static Task<JsonNode> CurlAsync(Api api, string command, Dictionary<string, string> variables)
    {
        var values = variables.Select(v => $"{v.Key.ToUpperInvariant()}='{v.Value}'\n");
        return RunAsync("bash", "-c", $"{string.Concat(values)}KEY={api.Secret}\n{ToHere(api, command)}");
    }

    private static Task<JsonNode> PowerShellAsync(Api api, string command, Dictionary<string, string> variables)
    {
        var values = variables.Select(v => $"${v.Key} = '{v.Value}'\n");
        return RunAsync("pwsh", "-NoProfile", "-Command", $"{string.Concat(values)}$key = '{api.Secret}'\n{ToHere(api, command)}");
    }

    private static string ToHere(Api api, string command) =>
        command.Replace("http://127.0.0.1:5080/", api.Http.BaseAddress!.ToString(), StringComparison.Ordinal);

    private static async Task<JsonNode> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, output);
        return JsonNode.Parse(output)!;
    }

    private static bool IsInstalled(string program)
    {
        var folders = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator);
        return folders.Any(folder => File.Exists(Path.Combine(folder, program)));
    }

    /// <summary>As the documents say: <c>$statement</c> is the id of the last <c>statement</c> in an answer.</summary>
    private static void Remember(JsonNode? answer, Dictionary<string, string> variables)
    {
        if (answer is JsonArray items)
            foreach (var item in items)
                Remember(item, variables);
        if (answer is not JsonObject fields)
            return;
        foreach (var (name, value) in fields)
        {
            if (value is JsonObject found && found["id"] is { } id)
                variables[name] = id.GetValue<string>();
            if (name == "endCursor" && value is not null)
                variables["cursor"] = value.GetValue<string>();
            Remember(value, variables);
        }
    }

    /// <summary>Ids and keys differ from store to store; the documents print names in their place.</summary>
    private static string WithNames(string answer, Api api, Dictionary<string, string> variables)
    {
        var text = new StringBuilder(Secret().Replace(answer, "cg_…"));
        text.Replace(api.Key.Id, "cg_k3mw9xq2hd").Replace("key:tests", "key:first admin");
        foreach (var (name, value) in variables)
            text.Replace(value, $"<{name}>");
        return text.ToString();
    }

    [GeneratedRegex("cg_[a-z0-9]{10}_[A-Za-z0-9_-]+")]
    private static partial Regex Secret();
}
