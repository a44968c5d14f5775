using System.Globalization;
using ClaimGraph.Interchange.ClaimReviews;

namespace ClaimGraph.Interchange.Tables;

/// <summary>Which column of a table is what, by its name and by its values; each column is one thing.</summary>
internal sealed class GuessedColumns
{
    private static readonly string[] Dates =
    [
        "yyyy-MM-dd",
        "dd-MM-yy'T'HH:mm:ss",
        "dd/MM/yyyy",
        "MM/dd/yyyy",
        "dd.MM.yyyy",
        "dd-MM-yyyy",
        "M/d/yyyy",
    ];

    private readonly IReadOnlyList<TableRow> _rows;
    private readonly List<string> _free;

    public GuessedColumns(IReadOnlyList<string> columns, IReadOnlyList<TableRow> rows)
    {
        (_rows, _free) = (rows, [.. columns]);
        Url = Take(["url", "link", "archive", "page", "address"], c => Share(c, v => CanonicalUrl.TryCreate(v, out _)) > 0.5);
        Date = Take(["date", "day", "published", "reviewed", "year"], c => Share(c, v => v.Any(char.IsAsciiDigit)) > 0.5);
        Language = Take(["language", "lang"], c => Share(c, LanguageTag.IsValid) > 0.5);
        Stance = Take(["stance", "polarity"], c => StanceOf(c) is not null);
        Verdict = Take(["verdict", "rating", "label", "conclusion", "veracity", "truth"], _ => true);
        Topic = Take(["topic", "motion", "issue", "subject"], _ => true);
        Claim = Take(["claim_text", "claim", "statement", "argument", "key_point", "sentence", "text"], IsProse);
        Claimant = Take(["claimant", "speaker", "source_claim", "said_by", "author", "who"], c => !IsProse(c));
        Reviewer = Take(
            ["reviewer", "fact_checker", "factchecker", "publisher", "organisation", "organization", "outlet", "site"],
            _ => true
        );
    }

    public string? Url { get; }
    public string? Date { get; }
    public string? Language { get; }
    public string? Stance { get; }
    public string? Verdict { get; }
    public string? Topic { get; }
    public string? Claim { get; }
    public string? Claimant { get; }
    public string? Reviewer { get; }

    /// <summary>The form of the dates, where the usual ones do not tell it.</summary>
    public string DateFormat =>
        Date is null || Share(Date, v => PublishedDate.Of(v, out var isAmbiguous) is not null && !isAmbiguous) > 0.95 ? ""
        : Array.Find(Dates, f => Share(Date, v => DateTime.TryParseExact(v, f, CultureInfo.InvariantCulture, default, out _)) > 0.95)
            is { } format
            ? " " + format
        : "";

    /// <summary>What the values of a stance mean: <c>1=SUPPORTS,-1=REBUTS</c>.</summary>
    public string? StanceOf(string column)
    {
        var pairs = ValuesOf(column).Distinct().Take(10).Select(v => (Value: v, Stance: MeaningOf(v))).Where(p => p.Stance is not null);
        return string.Join(',', pairs.Select(p => $"{p.Value}={p.Stance}")) is { Length: > 0 } all ? all : null;
    }

    private static string? MeaningOf(string value) =>
        value.ToLowerInvariant() switch
        {
            "1" or "+1" or "pro" or "for" or "support" or "supports" or "favor" or "favour" => "SUPPORTS",
            "-1" or "con" or "against" or "attack" or "rebuts" or "refutes" => "REBUTS",
            _ => null,
        };

    private string? Take(string[] names, Func<string, bool> fits)
    {
        foreach (var name in names)
            if (
                _free.Find(c => Plain(c).Contains(Plain(name), StringComparison.Ordinal) && !IsId(c) && ValuesOf(c).Any() && fits(c)) is
                { } column
            )
            {
                _free.Remove(column);
                return column;
            }
        return null;
    }

    private static bool IsId(string column) => column.EndsWith("_id", StringComparison.OrdinalIgnoreCase) || Plain(column) == "id";

    private bool IsProse(string column) =>
        ValuesOf(column).Select(v => v.Length).DefaultIfEmpty().Average() > 15
        && Share(column, v => CanonicalUrl.TryCreate(v, out _)) < 0.1;

    private double Share(string column, Func<string, bool> has) =>
        ValuesOf(column).Select(v => has(v) ? 1.0 : 0).DefaultIfEmpty().Average();

    private IEnumerable<string> ValuesOf(string column) => _rows.Select(r => r.Of(column).Trim()).Where(v => v.Length > 0);

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
