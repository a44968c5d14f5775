using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ClaimGraph.Server.Tests;

/// <summary>What a document asks in one place, in the languages it shows, and where it prints the answer.</summary>
internal sealed record Stop(string? Query, string? Curl, string? PowerShell, Range Answer);

/// <summary>A document of the repository, with the queries in it and the answers printed below them.</summary>
internal sealed partial class Readme
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private Readme(string name)
    {
        (Name, Text) = (name, File.ReadAllText(PathOf(name)));
        Stops = [.. FindStops(Text)];
    }

    /// <summary>The path below the repository's root, with slashes.</summary>
    public string Name { get; }
    public string Text { get; }

    /// <summary>Every Markdown document that is part of the repository.</summary>
    public static IEnumerable<Readme> All { get; } = [.. Names().Order(StringComparer.Ordinal).Select(name => new Readme(name))];

    public static Readme Named(string name) => All.Single(readme => readme.Name == name);

    public IReadOnlyList<Stop> Stops { get; }

    public static string PathOf(string name) => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "../..", name));

    public void Write(string text) => File.WriteAllText(PathOf(Name), text);

    private static IEnumerable<string> Names() =>
        Directory
            .EnumerateFiles(PathOf("."), "*.md", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(PathOf("."), file).Replace('\\', '/'))
            .Where(name => !NotOurs().IsMatch(name));

    /// <summary>A block of JSON is the answer to the query or the command above it.</summary>
    private static IEnumerable<Stop> FindStops(string text)
    {
        var none = new Stop(null, null, null, default);
        var stop = none;
        foreach (Match block in Block().Matches(text))
        {
            var body = block.Groups["text"];
            switch (block.Groups["language"].Value)
            {
                case "graphql":
                    stop = none with { Query = body.Value };
                    break;
                case "sh":
                    stop = none with { Curl = body.Value.StartsWith("curl", StringComparison.Ordinal) ? body.Value : null };
                    break;
                case "powershell":
                    stop = stop with { PowerShell = body.Value };
                    break;
                case "json" when stop.Query is not null || stop.Curl is not null:
                    yield return stop with
                    {
                        Answer = body.Index..(body.Index + body.Length),
                    };
                    stop = none;
                    break;
            }
        }
    }

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

    [GeneratedRegex("^```(?<language>[a-z]+)\n(?<text>.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex("(^|/)(bin|obj|node_modules)/")]
    private static partial Regex NotOurs();

    private static string Here([CallerFilePath] string path = "") => path;
}
