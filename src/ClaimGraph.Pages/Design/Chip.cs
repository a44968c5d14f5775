using System.Globalization;
using ClaimGraph.Pages.Localization;

namespace ClaimGraph.Pages.Design;

/// <summary>A filter that can be turned on and off.</summary>
/// <param name="Href">The address with the filter turned the other way.</param>
/// <param name="Count">How many records it would leave; null when that is not known.</param>
public sealed record Chip(string Text, string Href, bool IsOn, int? Count = null, string? Icon = null);

/// <summary>A part of a whole in a chart.</summary>
/// <param name="Style">The class that gives its colour.</param>
/// <param name="Icon">The sign that says the same without colour.</param>
public sealed record Portion(string Label, int Count, string Style, string? Icon = null, string? Href = null);

/// <summary>A column of a chart over time.</summary>
public sealed record Column(string Label, int Count)
{
    /// <summary>The last two years of a series by months, without months before the first; those between are there.</summary>
    /// <param name="series">What counts for a year or a day is left out.</param>
    public static IReadOnlyList<Column> LastMonths(IEnumerable<(string Start, int Count)> series, Reader reader)
    {
        var byMonth = series
            .Where(p => p.Start.Length == 7)
            .ToDictionary(p => DateTime.ParseExact(p.Start, "yyyy-MM", CultureInfo.InvariantCulture), p => p.Count);
        if (byMonth.Count == 0)
            return [];
        var last = byMonth.Keys.Max();
        var first = byMonth.Keys.Where(m => m > last.AddMonths(-24)).Min();
        return
        [
            .. Enumerable
                .Range(0, (last.Year - first.Year) * 12 + last.Month - first.Month + 1)
                .Select(i => first.AddMonths(i))
                .Select(m => new Column(reader.ShortMonth(m), byMonth.GetValueOrDefault(m))),
        ];
    }
}
