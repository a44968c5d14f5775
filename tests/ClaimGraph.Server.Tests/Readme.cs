using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ClaimGraph.Server.Tests;

/// <summary>A document of the repository, with the queries in it and the answers printed below them.</summary>
internal sealed partial class Readme
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private Readme(string name) => (Name, Text) = (name, File.ReadAllText(PathOf(name)));

    /// <summary>The path below the repository's root, with slashes.</summary>
    public string Name { get; }
    public string Text { get; }

    /// <summary>Every Markdown document that is part of the repository.</summary>
    public static IEnumerable<Readme> All { get; } = [.. Names().Order(StringComparer.Ordinal).Select(name => new Readme(name))];

    public static Readme Named(string name) => All.Single(readme => readme.Name == name);

    public IReadOnlyList<Match> Stops => Stop().Matches(Text);

    public static string PathOf(string name) => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "../..", name));

    public void Write(string text) => File.WriteAllText(PathOf(Name), text);

    private static IEnumerable<string> Names() =>
        Directory.EnumerateFiles(PathOf("."), "*.md", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(PathOf("."), file).Replace('\\', '/'))
            .Where(name => !NotOurs().IsMatch(name));

    /// <summary>JSON for people: what fits on a line stands on one.</summary>
    public static string Print(JsonNode answer)
    {
        var text = new StringBuilder();
        Print(answer, text, "");
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
        var entries = node is JsonObject fields
            ? fields.Select(f => (Name: $"\"{f.Key}\": ", f.Value))
            : ((JsonArray)node).Select(item => (Name: "", Value: item));
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

    [GeneratedRegex("""
        (```graphql\n(?<query>.*?)|```json\n(?<request>\{"documentId".*?))```\n\n```json\n(?<answer>.*?)```
        """, RegexOptions.Singleline)]
    private static partial Regex Stop();

    [GeneratedRegex("(^|/)(bin|obj|node_modules)/")]
    private static partial Regex NotOurs();

    private static string Here([CallerFilePath] string path = "") => path;
}
