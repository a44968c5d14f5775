using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ClaimGraph.Server.Mcp;

/// <summary>Writes a statement as Markdown. Each source has a number, which stands where it is cited.</summary>
internal sealed class StatementMarkdown(JsonElement statement)
{
    private readonly StringBuilder _text = new();
    private readonly Dictionary<string, int> _numbers = [];
    private readonly List<JsonElement> _sources = [];

    public string Write()
    {
        _text.Append("# ").Append(Line(Text(statement, "text"))).Append("\n\n").Append(Summary()).Append('\n');
        AddList("Said", Nodes("appearances"), Appearance);
        AddList("For", Nodes("supporting"), Argument);
        AddList("Against", Nodes("rebutting"), Argument);
        AddList("Context", Nodes("context"), Argument);
        AddList("Reviews", Nodes("reviews"), Review);
        if (_sources.Count > 0)
            _text.Append("\n## Sources\n\n");
        foreach (var (i, source) in _sources.Index())
            _text.Append(CultureInfo.InvariantCulture, $"{i + 1}. {Source(source)}\n");
        return _text.ToString();
    }

    private string Summary() =>
        Joined(
            ". ",
            $"Verdict: {Text(statement, "verdict") ?? "none"}",
            Number(statement, "strength", "value") is { } strength ? $"Strength {strength}, computed from the evidence, from 0 to 1" : null,
            Joined(
                " on ",
                Text(statement, "claimant", "name") is { } name ? $"First said by {Line(name)}" : null,
                Text(statement, "claimedOn")
            ),
            Text(statement, "status") is { } status and not "ACTIVE" ? $"{status}: {Line(Text(statement, "statusReason"))}" : null,
            $"Id {Text(statement, "id")}"
        ) + ".";

    private string Appearance(JsonElement appearance) =>
        Joined(
            ", ",
            Line(Text(appearance, "actor", "name") ?? "Nobody named"),
            Text(appearance, "saidOn"),
            Line(Text(appearance, "event", "name"))
        )
        + Quote(appearance)
        + Citation(appearance, "source");

    private string Argument(JsonElement evidence)
    {
        var weight = Number(evidence, "weight") is { } number ? $" (weight {number})" : "";
        return (Line(Text(evidence, "note")) ?? "No note") + weight + Quote(evidence) + Citation(evidence, "basis");
    }

    private string Review(JsonElement review) =>
        Joined(
            ", ",
            Joined(": ", Line(Text(review, "reviewer", "name")), Text(review, "verdict") ?? "no verdict"),
            Line(Text(review, "rating", "text")) is { } rating ? $"“{rating}”" : null,
            Text(review, "reviewedOn"),
            Text(review, "url") is { } url ? $"<{url}>" : null
        ) + (Line(Text(review, "explanation")) is { } reasons ? $". {reasons}" : "");

    private static string Source(JsonElement source) =>
        Joined(
            ". ",
            Line(Text(source, "title") ?? Text(source, "text") ?? $"Untitled, id {Text(source, "id")}"),
            Line(Text(source, "publisher", "name")),
            Text(source, "publishedOn"),
            Text(source, "url") is { } url ? $"<{url}>" : null,
            Text(source, "status") is { } status and not "ACTIVE" ? status : null
        );

    private static string Quote(JsonElement owner) => Line(Text(owner, "anchor", "exact")) is { } exact ? $": “{exact}”" : "";

    private string Citation(JsonElement owner, string field)
    {
        if (At(owner, field, "id") is not { } id)
            return "";
        var key = id.GetString()!;
        if (!_numbers.TryGetValue(key, out var number))
        {
            _numbers[key] = number = _numbers.Count + 1;
            _sources.Add(owner.GetProperty(field));
        }
        return string.Create(CultureInfo.InvariantCulture, $" [{number}]");
    }

    private void AddList(string title, IEnumerable<JsonElement> items, Func<JsonElement, string> line)
    {
        var lines = items.Select(line).ToArray();
        if (lines.Length == 0)
            return;
        _text.Append("\n## ").Append(title).Append("\n\n");
        foreach (var one in lines)
            _text.Append("- ").Append(one).Append('\n');
    }

    private JsonElement[] Nodes(string list) => [.. statement.GetProperty(list).GetProperty("nodes"u8).EnumerateArray()];

    private static string Joined(string separator, params IEnumerable<string?> parts) =>
        string.Join(separator, parts.Where(p => !string.IsNullOrEmpty(p)));

    private static string? Text(JsonElement from, params string[] path) => At(from, path)?.GetString();

    private static string? Number(JsonElement from, params string[] path) =>
        At(from, path)?.GetDouble().ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>The value at a path; null when there is none.</summary>
    private static JsonElement? At(JsonElement from, params string[] path)
    {
        foreach (var name in path)
            if (from.ValueKind != JsonValueKind.Object || !from.TryGetProperty(name, out from))
                return null;
        return from.ValueKind == JsonValueKind.Null ? null : from;
    }

    /// <summary>A text on one line, in which nothing counts as Markdown.</summary>
    private static string? Line(string? text)
    {
        if (text is null)
            return null;
        var line = new StringBuilder(text.Length);
        foreach (var c in string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
            (c is '\\' or '*' or '_' or '[' or ']' or '<' or '`' ? line.Append('\\') : line).Append(c);
        return line.ToString();
    }
}
