using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ClaimGraph.Server.Sample;
using ClaimGraph.Server.Tests.Cli;
using ClaimGraph.Server.Tests.GraphQL;

namespace ClaimGraph.Server.Tests;

/// <summary>
/// The queries of the documents, each document's in their order, against a new sample.
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
        using var documents = new Folder();
        await using var api = await StartAsync(readme, documents);
        var answered = await AnswerAllAsync(readme, api);

        if (Environment.GetEnvironmentVariable("CI") == "true")
            answered.ShouldBe(readme.Text, $"{name} shows other answers. Run this test without CI=true, look at the change and commit it.");
        else if (answered != readme.Text)
            readme.Write(answered);
    }

    private static async Task<Api> StartAsync(Readme readme, Folder documents)
    {
        foreach (var (i, stop) in readme.Stops.Index()) documents.Write($"{i}.graphql", stop.Groups["query"].Value);
        var api = await Api.StartAsync(options => options.Persisted.Path = documents["."]);
        await SampleArticle.LoadIntoNewAsync(api.Store, api.Ids, TestContext.Current.CancellationToken);
        return api;
    }

    /// <summary>The document with the answers of this server.</summary>
    private static async Task<string> AnswerAllAsync(Readme readme, Api api)
    {
        var variables = new Dictionary<string, string>();
        var text = new StringBuilder();
        var end = 0;
        foreach (var stop in readme.Stops)
        {
            var answer = await AnswerAsync(api, stop, variables);
            Remember(answer, variables);
            var printed = stop.Groups["answer"];
            text.Append(readme.Text, end, printed.Index - end);
            text.Append(WithNames(Readme.Print(Api.WithoutCost(answer)), api, variables)).Append('\n');
            end = printed.Index + printed.Length;
        }
        return text.Append(readme.Text, end, readme.Text.Length - end).ToString();
    }

    private static async Task<JsonNode> AnswerAsync(Api api, Match stop, Dictionary<string, string> variables)
    {
        if (stop.Groups["request"] is { Success: true } request) return (await api.PostAsync(request.Value)).Body;
        var query = stop.Groups["query"].Value;
        var isSubscription = query.StartsWith("subscription", StringComparison.Ordinal);
        return isSubscription ? await FirstEventAsync(api, query) : await api.RunAsync(query, variables);
    }

    private static async Task<JsonNode> FirstEventAsync(Api api, string query)
    {
        await using var client = await SocketClient.StartAsync(api);
        await client.SubscribeAsync("1", query);
        return new JsonObject { ["data"] = (await client.NextAsync()).DeepClone() };
    }

    /// <summary>As the documents say: <c>$statement</c> is the id of the last <c>statement</c> in an answer, <c>$cursor</c> the last cursor.</summary>
    private static void Remember(JsonNode? answer, Dictionary<string, string> variables)
    {
        if (answer is JsonArray items)
            foreach (var item in items) Remember(item, variables);
        if (answer is not JsonObject fields) return;
        foreach (var (name, value) in fields)
        {
            if (value is JsonObject found && found["id"] is { } id) variables[name] = id.GetValue<string>();
            if (name == "endCursor" && value is not null) variables["cursor"] = value.GetValue<string>();
            Remember(value, variables);
        }
    }

    /// <summary>Ids and keys differ from store to store; the documents print names in their place.</summary>
    private static string WithNames(string answer, Api api, Dictionary<string, string> variables)
    {
        var text = new StringBuilder(answer).Replace(api.Key.Id, "cg_k3mw9xq2hd").Replace("key:tests", "key:first admin");
        foreach (var (name, value) in variables) text.Replace(value, $"<{name}>");
        return text.ToString();
    }
}
