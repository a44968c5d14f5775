using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ClaimGraph.Import;

namespace ClaimGraph.Interchange.Argdown;

/// <summary>
/// Parses Argdown (https://argdown.org/syntax): statements and arguments with titles or without, relations by indentation, arguments
/// written out as premises and conclusions, tags, data, comments. Line by line.
/// </summary>
internal sealed partial class ArgdownParser(string name, ImportResult read)
{
    public const string Ours = "claimgraph";

    private readonly Dictionary<(bool, string), ArgdownElement> _titled = [];
    private readonly List<(int Indent, ArgdownElement Element)> _above = [];
    private ArgdownElement? _open; // whose text can go on in the next line
    private ArgdownElement? _argument; // whose steps can follow
    private bool _concludes;
    private bool _inInference;
    private int _line;

    /// <summary>The elements, in the order in which they are first named.</summary>
    public List<ArgdownElement> Elements { get; } = [];
    public List<ArgdownLink> Links { get; } = [];

    public void Parse(string text)
    {
        var lines = WithoutComments(text.ReplaceLineEndings("\n").TrimStart('\uFEFF')).Split('\n');
        var start = lines[0].StartsWith("===", StringComparison.Ordinal)
            ? 1 + Array.FindIndex(lines, 1, l => l.StartsWith("===", StringComparison.Ordinal))
            : 0;
        for (_line = start + 1; _line <= lines.Length; _line++)
        {
            var line = lines[_line - 1];
            // Data can go over several lines.
            while (IsOpen(line) && _line < lines.Length && !Invisible.IsBlank(lines[_line]))
                line += ' ' + lines[_line++].Trim();
            Take(line);
        }
    }

    private void Take(string line)
    {
        if (Invisible.IsBlank(line))
            _open = null;
        else if (Heading().IsMatch(line))
            End(() => Losses().Doubt(LossCode.NoPlace, "", "A heading has no place here; what stands below it is read."));
        else if (Inference().IsMatch(line))
            End(() => (_concludes, _inInference) = (true, line.Trim() == "--" && !_inInference));
        else if (_inInference)
            return; // the rules of an inference say nothing of their own
        else if (Step().Match(line) is { Success: true } step)
            TakeStep(step);
        else if (Relation().Match(line) is { Success: true } relation && _above.Count > 0)
            TakeRelation(relation);
        else if (_open is not null && !Start().IsMatch(line))
            AddText(_open, line.Trim());
        else
            TakeTop(line);
    }

    private void End(Action then)
    {
        _open = null;
        then();
    }

    private void TakeTop(string line)
    {
        var element = ElementOf(ListItem().Replace(line.Trim(), ""));
        _above.Clear();
        _above.Add((0, element));
        _argument = element.IsArgument ? element : null;
        (_open, _concludes) = (element, false);
    }

    private void TakeStep(Match step)
    {
        if (_argument is null || _argument.Steps.Count > 0 && step.Groups["number"].Value == "1")
            Elements.Add(_argument = new ArgdownElement(isArgument: true, null, _line));
        var statement = ElementOf(step.Groups["text"].Value);
        _argument.Steps.Add(new ArgdownStep(statement, _concludes));
        _concludes = false;
        _above.Clear();
        _above.Add((0, statement));
        _open = statement;
    }

    private void TakeRelation(Match relation)
    {
        var indent = relation.Groups["indent"].Value.Replace("\t", "    ", StringComparison.Ordinal).Length;
        while (_above.Count > 1 && _above[^1].Indent >= indent)
            _above.RemoveAt(_above.Count - 1);
        var (above, below) = (_above[^1].Element, ElementOf(relation.Groups["text"].Value));
        var sign = relation.Groups["sign"].Value;
        var kind =
            sign == "><" ? ArgdownRelation.Contradiction
            : sign.Contains('+', StringComparison.Ordinal) ? ArgdownRelation.Support
            : sign.Contains('-', StringComparison.Ordinal) ? ArgdownRelation.Attack
            : ArgdownRelation.Undercut;
        var isOutgoing = sign.Length == 2 && sign[1] == '>' && sign != "><";
        Links.Add(isOutgoing ? new(above, below, kind, _line) : new(below, above, kind, _line));
        _above.Add((indent, below));
        if (below.IsArgument)
            _argument = below;
        _open = below;
    }

    private ArgdownElement ElementOf(string text)
    {
        var match = Titled().Match(text);
        if (!match.Success)
        {
            var plain = new ArgdownElement(isArgument: false, null, _line);
            Elements.Add(plain);
            AddText(plain, text);
            return plain;
        }
        var (isArgument, title) = (match.Groups["argument"].Success, match.Groups["title"].Value.Trim());
        if (!_titled.TryGetValue((isArgument, title), out var element))
        {
            _titled[(isArgument, title)] = element = new ArgdownElement(isArgument, title, _line);
            Elements.Add(element);
        }
        AddText(element, match.Groups["text"].Value);
        return element;
    }

    private void AddText(ArgdownElement element, string text)
    {
        text = TakeData(element, text);
        text = Tag()
            .Replace(
                text,
                tag =>
                {
                    element.Tags.Add(tag.Groups["tag"].Value);
                    return "";
                }
            );
        text = Unescaped(Mention().Replace(text, "${title}")).Trim();
        if (text.Length > 0)
            element.Text = element.Text is null ? text : $"{element.Text} {text}";
    }

    private string TakeData(ArgdownElement element, string text)
    {
        if (Data().Match(text) is not { Success: true } data)
            return text;
        try
        {
            if (JsonNode.Parse(data.Value) is JsonObject given && given[Ours] is JsonObject ours)
                element.Add(ours);
            else
                Losses().Doubt(LossCode.NoPlace, "", "The data of an element has no place here.");
        }
        catch (JsonException)
        {
            Losses().Doubt(LossCode.NoPlace, "", "The data of an element has no place here.");
        }
        return text.Remove(data.Index, data.Length);
    }

    private Losses Losses() => new(read, name, string.Create(CultureInfo.InvariantCulture, $"line {_line}"));

    private static bool IsOpen(string line) => Data().Match(line) is { Success: false } && OpenData().IsMatch(line);

    private static string WithoutComments(string text) => Comment().Replace(text, m => new string('\n', m.Value.Count(c => c == '\n')));

    private static string Unescaped(string text)
    {
        var plain = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
            plain.Append(text[i] == '\\' && i + 1 < text.Length ? text[++i] : text[i]);
        return plain.ToString();
    }

    [GeneratedRegex(@"<!--.*?-->|/\*.*?\*/|(?<![:\\""\w])//[^\n]*", RegexOptions.Singleline, 1_000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^#+\s", RegexOptions.NonBacktracking)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\s*-{2,}(\s.*--)?\s*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Inference();

    [GeneratedRegex(@"^\s*\((?<number>[0-9]+)\)\s*(?<text>.+)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Step();

    [GeneratedRegex(
        @"^(?<indent>[ \t]+)(?<sign>\+>|->|_>|<\+|<-|<_|><|\+|-|_)([ \t]+(?<text>.+)|(?<text>[\[<].+))$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Relation();

    [GeneratedRegex(
        @"^\s*(\[[^\]]+\](\s*:|\s*$)|<[^>]+>(\s*:|\s*$)|[*]\s|[0-9]+\.\s)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Start();

    [GeneratedRegex(@"^([*]|[0-9]+\.)\s+", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ListItem();

    [GeneratedRegex(
        @"^(\[(?<title>[^\]]+)\](?!\()|(?<argument><)(?<title>[^>]+)>)\s*:?\s*(?<text>.*)$",
        RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex Titled();

    [GeneratedRegex(@"(?<![\\\w&])#(\((?<tag>[^)]+)\)|(?<tag>[\w-]+))", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Tag();

    [GeneratedRegex(@"@(\[(?<title>[^\]]+)\]|<(?<title>[^>]+)>)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Mention();

    [GeneratedRegex(@"(?<!\\)\{.*\}(?=\s|$)", RegexOptions.Singleline, 1_000)]
    private static partial Regex Data();

    [GeneratedRegex(@"(?<!\\)\{", RegexOptions.None, 1_000)]
    private static partial Regex OpenData();
}
