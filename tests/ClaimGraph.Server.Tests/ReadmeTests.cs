using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ClaimGraph.Server.Sample;
using ClaimGraph.Server.Tests.Cli;
using ClaimGraph.Server.Tests.GraphQL;

namespace ClaimGraph.Server.Tests;

/// <summary>
/// The README's tour: every query in it, in its order, against the sample. The answers printed below the queries are rewritten locally and compared in CI.
/// </summary>
public partial class ReadmeTests
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task The_tour_prints_what_the_server_answers()
    {
        var file = Path.Combine(Path.GetDirectoryName(Here())!, "../../README.md");
        var readme = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        var stops = Stop().Matches(readme);
        using var documents = new Folder();
        foreach (var (i, stop) in stops.Index()) documents.Write($"{i}.graphql", stop.Groups["query"].Value);
        await using var api = await Api.StartAsync(options => options.Persisted.Path = documents["."]);
        await SampleArticle.LoadIntoNewAsync(api.Store, api.Ids, TestContext.Current.CancellationToken);

        var statement = (await api.DataAsync("""{ statement(key: "only-us-uk-did-not-sign") { id } }"""))["statement"]!["id"]!.GetValue<string>();
        var toured = new StringBuilder();
        var (end, cursor) = (0, "");
        foreach (Match stop in stops)
        {
            var answer = await AnswerAsync(api, stop, new { statement, cursor });
            cursor = EndCursor().Match(answer.ToJsonString()) is { Success: true } found ? found.Groups[1].Value : cursor;
            toured.Append(readme, end, stop.Groups["answer"].Index - end)
                .Append(Print(Api.WithoutCost(answer), (statement, "<id>"), (cursor, "<cursor>"), (api.Key.Id, "cg_k3mw9xq2hd"), ("key:tests", "key:first admin"))).Append('\n');
            end = stop.Groups["answer"].Index + stop.Groups["answer"].Length;
        }
        toured.Append(readme, end, readme.Length - end);

        end.ShouldBeGreaterThan(0, "The README has no tour.");
        if (Environment.GetEnvironmentVariable("CI") == "true")
            toured.ToString().ShouldBe(readme, "The server answers otherwise. Run this test without CI=true to write the answers anew, look at them and commit.");
        else if (toured.ToString() != readme)
            await File.WriteAllTextAsync(file, toured.ToString(), TestContext.Current.CancellationToken);
    }

    private static async Task<JsonNode> AnswerAsync(Api api, Match stop, object variables)
    {
        if (stop.Groups["request"] is { Success: true } request) return (await api.PostAsync(request.Value)).Body;
        var query = stop.Groups["query"].Value;
        return query.StartsWith("subscription", StringComparison.Ordinal) ? await FirstEventAsync(api, query) : await api.RunAsync(query, variables);
    }

    private static async Task<JsonNode> FirstEventAsync(Api api, string query)
    {
        await using var client = await SocketClient.StartAsync(api);
        await client.SubscribeAsync("1", query);
        return new JsonObject { ["data"] = (await client.NextAsync()).DeepClone() };
    }

    /// <summary>JSON for people: what fits on a line stands on one. Ids and keys differ from store to store.</summary>
    private static string Print(JsonNode answer, params (string Here, string InTheReadme)[] names)
    {
        var text = new StringBuilder();
        Print(answer, text, "");
        foreach (var (here, inTheReadme) in names.Where(n => n.Here.Length > 0)) text.Replace(here, inTheReadme);
        return text.ToString();
    }

    private static void Print(JsonNode? node, StringBuilder text, string indent)
    {
        var line = node is null ? "null" : node.ToJsonString(Readable);
        if (node is not (JsonObject or JsonArray) || indent.Length > 0 && line.Length + indent.Length <= 140)
        {
            text.Append(line);
            return;
        }
        var entries = node is JsonObject fields ? fields.Select(f => (Name: $"\"{f.Key}\": ", f.Value)) : ((JsonArray)node).Select(item => (Name: "", Value: item));
        text.Append(node is JsonObject ? '{' : '[');
        var separator = "\n";
        foreach (var (name, value) in entries)
        {
            text.Append(separator).Append(indent).Append("  ").Append(name);
            Print(value, text, indent + "  ");
            separator = ",\n";
        }
        text.Append('\n').Append(indent).Append(node is JsonObject ? '}' : ']');
    }

    [GeneratedRegex("(```graphql\n(?<query>.*?)|```json\n(?<request>\\{\"documentId\".*?))```\n\n```json\n(?<answer>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Stop();

    [GeneratedRegex("\"endCursor\":\"([^\"]+)\"")]
    private static partial Regex EndCursor();

    private static string Here([CallerFilePath] string path = "") => path;
}
