using System.Globalization;

namespace ClaimGraph.Import;

/// <summary>What a list says of one publication.</summary>
/// <param name="Addresses">Its addresses in canonical form; that of a DOI is <c>https://doi.org/10.…</c>.</param>
/// <param name="Status">What becomes of a source with such an address; null for a notice that changes nothing, such as an expression of
/// concern.</param>
/// <param name="On">The day of the notice, as far as it is known.</param>
/// <param name="Reason">What is said: the nature, the day, the reasons and the address of the notice.</param>
internal sealed record Retraction(IReadOnlyList<string> Addresses, RecordStatus? Status, DateOnly? On, string Reason)
{
    private static readonly string[] DateFormats = ["M/d/yyyy H:mm", "M/d/yyyy", "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss'Z'"];
    private static readonly string[] DoiPrefixes = ["https://", "http://", "dx.doi.org/", "www.doi.org/", "doi.org/", "doi:"];

    /// <param name="row">Gives the value of the first column that the list has of some; empty when it has none.</param>
    public static Retraction Of(Func<string[], string> row)
    {
        var nature = row(["retractionnature", "nature"]) is { Length: > 0 } given ? given : "Retraction";
        DateOnly? on = DateOnly.TryParseExact(
            row(["retractiondate", "date"]),
            DateFormats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var day
        )
            ? day
            : null;
        string?[] addresses = [AddressOfDoi(row(["originalpaperdoi", "doi"])), AddressOf(row(["url", "originalpaperurl"]))];
        var notice = row(["retractiondoi", "noticedoi", "notice", "noticeurl"]);
        return new Retraction(
            [.. addresses.OfType<string>().Distinct()],
            StatusOf(nature),
            on,
            ReasonOf(nature, on, row(["reason"]), AddressOfDoi(notice) ?? AddressOf(notice))
        );
    }

    /// <summary>The canonical address of a DOI in any of its forms; null for what is none.</summary>
    internal static string? AddressOfDoi(string text)
    {
        var doi = Invisible.Trim(text).ToLowerInvariant();
        foreach (var prefix in DoiPrefixes)
            if (doi.StartsWith(prefix, StringComparison.Ordinal))
                doi = doi[prefix.Length..].TrimStart();
        doi = doi.TrimEnd('.', ',', ';', ' ');
        return doi.StartsWith("10.", StringComparison.Ordinal) && doi.Contains('/', StringComparison.Ordinal)
            ? AddressOf("https://doi.org/" + doi)
            : null;
    }

    private static string? AddressOf(string text) => CanonicalUrl.TryCreate(Invisible.Trim(text), out var url) ? url : null;

    private static RecordStatus? StatusOf(string nature) =>
        nature.Trim().ToLowerInvariant() switch
        {
            "retraction" or "retracted" => RecordStatus.Retracted,
            "correction" or "corrected" => RecordStatus.Corrected,
            "reinstatement" => RecordStatus.Active,
            _ => null,
        };

    private static string ReasonOf(string nature, DateOnly? on, string reasons, string? notice)
    {
        var said = reasons.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(r => r.TrimStart('+'));
        var parts = new[]
        {
            on is { } day ? $"{nature.Trim()} of {day:yyyy-MM-dd}" : nature.Trim(),
            string.Join("; ", said) is { Length: > 0 } all ? $": {all}" : "",
            notice is null ? "" : $" ({notice})",
        };
        var text = string.Concat(parts);
        return CodePoints.Slice(text, 0, Limits.Reason) ?? text;
    }
}
