using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ClaimGraph.Server.Sample;
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
        await using var api = await Api.StartAsync();
        await SampleArticle.LoadIntoNewAsync(api.Store, api.Ids, TestContext.Current.CancellationToken);

        var statement = (await api.DataAsync("""{ statement(key: "only-us-uk-did-not-sign") { id } }"""))["statement"]!["id"]!.GetValue<string>();
        var toured = new StringBuilder();
        var end = 0;
        foreach (Match stop in Stop().Matches(readme))
        {
            var query = stop.Groups["query"].Value;
            var answer = await api.RunAsync(query, query.Contains("$statement", StringComparison.Ordinal) ? new { statement } : null);
            toured.Append(readme, end, stop.Groups["answer"].Index - end).Append(Print(Api.WithoutCost(answer), statement)).Append('\n');
            end = stop.Groups["answer"].Index + stop.Groups["answer"].Length;
        }
        toured.Append(readme, end, readme.Length - end);

        end.ShouldBeGreaterThan(0, "The README has no tour.");
        if (Environment.GetEnvironmentVariable("CI") == "true")
            toured.ToString().ShouldBe(readme, "The server answers otherwise. Run this test without CI=true to write the answers anew, look at them and commit.");
        else if (toured.ToString() != readme)
            await File.WriteAllTextAsync(file, toured.ToString(), TestContext.Current.CancellationToken);
    }

    /// <summary>JSON for people: what fits on a line stands on one. Ids differ from store to store.</summary>
    private static string Print(JsonNode answer, string statement)
    {
        var text = new StringBuilder();
        Print(answer, text, "");
        return text.Replace(statement, "<id>").ToString();
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

    [GeneratedRegex("```graphql\n(?<query>.*?)```\n\n```json\n(?<answer>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Stop();

    private static string Here([CallerFilePath] string path = "") => path;
}
