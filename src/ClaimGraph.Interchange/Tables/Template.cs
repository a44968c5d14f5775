using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ClaimGraph.Import;
using ClaimGraph.Interchange.ClaimReviews;
using ClaimGraph.Interchange.Verdicts;

namespace ClaimGraph.Interchange.Tables;

/// <summary>A text of a mapping: words, and columns in braces with what is to be made of their values.</summary>
internal sealed partial class Template
{
    private readonly string[] _between; // the words before each column, and behind the last
    private readonly (string Column, string Function, string Argument)[] _parts;

    private Template(string[] between, (string, string, string)[] parts) => (_between, _parts) = (between, parts);

    private static readonly string[] Functions =
    [
        "date",
        "verdict",
        "stance",
        "hash",
        "site",
        "original",
        "after",
        "is",
        "number",
        "topic",
    ];

    public IEnumerable<string> Columns => _parts.Select(p => p.Column);

    /// <exception cref="ClaimGraphException">It names what there is not to be made.</exception>
    public static Template Of(string mapping, string text)
    {
        var parts = Placeholder().Matches(text).Select(m => (m.Groups["column"].Value, m.Groups["make"].Value.Trim())).ToArray();
        foreach (var (_, make) in parts.Where(p => p.Item2.Length > 0 && !p.Item2.Contains('=', StringComparison.Ordinal)))
            if (!Functions.Contains(make.Split(' ')[0]))
                throw new ClaimGraphException(
                    $"The mapping '{mapping}' has '{make}' in \"{text}\"; use {string.Join(", ", Functions)} or A=B,C=D."
                );
        List<string> between = [];
        foreach (var range in Placeholder().EnumerateSplits(text))
            between.Add(text[range]);
        return new Template([.. between], [.. parts.Select(p => (p.Item1, FunctionOf(p.Item2), ArgumentOf(p.Item2)))]);
    }

    /// <summary>The value for a row; null if a column that it needs is empty.</summary>
    public JsonNode? Fill(TableRow row, VerdictTable verdicts)
    {
        var made = new string?[_parts.Length];
        for (var i = 0; i < made.Length; i++)
            made[i] = Made(_parts[i].Function, _parts[i].Argument, row.Of(_parts[i].Column), verdicts);
        if (made.Any(string.IsNullOrEmpty))
            return null;
        if (_parts is [{ Function: "number" }] && double.TryParse(made[0], CultureInfo.InvariantCulture, out var number))
            return JsonValue.Create(number);
        return JsonValue.Create(_between.Length == 1 ? _between[0] : Joined(made));
    }

    private string Joined(string?[] made)
    {
        var text = new StringBuilder(_between[0]);
        for (var i = 0; i < made.Length; i++)
            text.Append(made[i]).Append(_between[i + 1]);
        return text.ToString();
    }

    private static string FunctionOf(string make) => make.Contains('=', StringComparison.Ordinal) ? "=" : make.Split(' ', 2)[0];

    private static string ArgumentOf(string make) =>
        make.Contains('=', StringComparison.Ordinal) ? make
        : make.Split(' ', 2) is [_, var argument] ? argument
        : "";

    private static string? Made(string function, string argument, string value, VerdictTable verdicts)
    {
        value = value.Replace("\0", "", StringComparison.Ordinal);
        if (Invisible.IsBlank(value))
            return null;
        return function switch
        {
            "date" => DateOf(value.Trim(), argument),
            "verdict" => VerdictOf(value, verdicts),
            "stance" => StanceOf(value, verdicts),
            "hash" => NaturalKey.HashOf(CanonicalUrl.TryCreate(value, out var page) ? page : Wording.Normalised(value))[..24],
            "site" => CanonicalUrl.TryCreate(value, out var url) ? new Uri(url).IdnHost : null,
            "original" => CanonicalUrl.TryCreate(value, out var original) ? original : value.Trim(),
            "after" => value[(value.LastIndexOf(argument, StringComparison.Ordinal) + argument.Length)..],
            "is" => value.Trim() == argument ? value : null,
            "number" => value.Trim().Replace(',', '.'),
            "topic" => value.Trim().ToLowerInvariant(),
            "=" => argument
                .Split(',')
                .Select(pair => pair.Split('=', 2))
                .Where(pair => pair.Length == 2 && pair[0].Trim() == value.Trim())
                .Select(pair => pair[1].Trim())
                .FirstOrDefault(),
            _ => value.Trim(),
        };
    }

    private static string? DateOf(string value, string format) =>
        format.Length == 0 ? PublishedDate.Of(value, out _)?.ToString() ?? value
        : DateTime.TryParseExact(value, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : value; // the import says what is wrong with it

    /// <summary>What a rating says of the claim; nothing where it is neither for nor against it.</summary>
    private static string? StanceOf(string wording, VerdictTable verdicts)
    {
        var verdict = verdicts.Find(wording, null)?.Verdict;
        return verdict.IsFor ? "SUPPORTS"
            : verdict.IsAgainst ? "REBUTS"
            : null;
    }

    private static string? VerdictOf(string wording, VerdictTable verdicts)
    {
        if (verdicts.Find(wording, null) is { } meaning)
            return meaning.Verdict is { } verdict ? EnumWords.Of(typeof(Verdict)).Of((byte)verdict) : null;
        verdicts.AddUnmapped(wording);
        return null;
    }

    [GeneratedRegex(@"\{(?<column>[^{}:]+)(?::(?<make>[^{}]*))?\}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Placeholder();
}
