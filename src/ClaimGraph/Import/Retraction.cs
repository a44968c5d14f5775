using System.Globalization;

namespace ClaimGraph.Import;

/// <summary>What a list says of one publication.</summary>
/// <param name="Addresses">Its addresses in canonical form; that of a DOI is <c>https://doi.org/10.…</c>.</param>
/// <param name="Status">What becomes of a source with such an address; null for a notice that changes nothing, such as an expression of
/// concern.</param>
/// <param name="On">When notice was given, as far as it is known.</param>
/// <param name="Reason">What is said: the nature of the notice and the reasons.</param>
/// <param name="NoticeUrl">The address of the notice; null when it is not known.</param>
public sealed record Retraction(
    IReadOnlyList<string> Addresses,
    RecordStatus? Status,
    PartialDate? On,
    string Reason,
    string? NoticeUrl = null
)
{
    /// <summary>The columns that say when notice was given.</summary>
    internal static readonly string[] Dates = ["retractiondate", "date"];

    private static readonly string[] DateFormats = ["M/d/yyyy H:mm", "M/d/yyyy", "yyyy-MM-dd'T'HH:mm:ss'Z'"];

    /// <summary>The canonical addresses that a DOI and a URL stand for; none for what is neither.</summary>
    public static IReadOnlyList<string> AddressesOf(string? doi, string? url)
    {
        string?[] addresses = [Doi.TryCreate(doi, out var ofDoi) ? ofDoi : null, AddressOf(url)];
        return [.. addresses.OfType<string>().Distinct()];
    }

    /// <summary>The address that a DOI or a URL stands for; null for what is neither.</summary>
    public static string? AddressOf(string? text) =>
        Doi.TryCreate(text, out var doi) ? doi
        : CanonicalUrl.TryCreate(text, out var url) ? url
        : null;

    /// <param name="row">Gives the value of the first column that the list has of some; empty when it has none.</param>
    internal static Retraction Of(Func<string[], string> row)
    {
        var nature = row(["retractionnature", "nature"]) is { Length: > 0 } given ? given : "Retraction";
        return new Retraction(
            AddressesOf(row(["originalpaperdoi", "doi"]), row(["url", "originalpaperurl"])),
            StatusOf(nature),
            DateOf(row(Dates)),
            ReasonOf(nature, row(["reason"])),
            AddressOf(row(["retractiondoi", "noticedoi", "notice", "noticeurl"]))
        );
    }

    private static PartialDate? DateOf(string text) =>
        PartialDate.TryParse(text, out var date) ? date
        : DateOnly.TryParseExact(text, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new PartialDate(day.Year, day.Month, day.Day)
        : null;

    private static RecordStatus? StatusOf(string nature) =>
        nature.Trim().ToLowerInvariant() switch
        {
            "retraction" or "retracted" => RecordStatus.Retracted,
            "correction" or "corrected" => RecordStatus.Corrected,
            "reinstatement" => RecordStatus.Active,
            _ => null,
        };

    private static string ReasonOf(string nature, string reasons)
    {
        var said = reasons.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(r => r.TrimStart('+'));
        var text = string.Join("; ", said) is { Length: > 0 } all ? $"{nature.Trim()}: {all}" : nature.Trim();
        return CodePoints.Slice(text, 0, Limits.Reason) ?? text;
    }
}
