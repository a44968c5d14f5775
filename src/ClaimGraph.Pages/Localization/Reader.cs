using System.Globalization;
using System.Text.RegularExpressions;
using Humanizer;

namespace ClaimGraph.Pages.Localization;

/// <summary>
/// For whom a page is written: the language of its texts, and how dates and numbers are written. Numbers in attributes and addresses are
/// not for readers: they are always invariant.
/// </summary>
public sealed partial class Reader
{
    private readonly DateTime _now;

    /// <param name="culture">Its language is one of <see cref="Languages.OfTexts"/>.</param>
    /// <param name="now">The present, in UTC.</param>
    public Reader(CultureInfo culture, DateTime now) => (Culture, _now) = (culture, now);

    /// <summary>How dates and numbers are written.</summary>
    public CultureInfo Culture { get; }

    /// <summary>The language of the texts: <c>en</c> or <c>it</c>.</summary>
    public string Language => Culture.TwoLetterISOLanguageName;

    /// <summary>1,234</summary>
    public string Number(long value) => value.ToString("N0", Culture);

    /// <summary>0.42: a strength, a weight or a share of one.</summary>
    public string Decimal(double value) => (value + 0.0).ToString("0.00", Culture);

    /// <summary>+0.07</summary>
    public string Signed(double value) => value.ToString("+0.00;−0.00;0.00", Culture);

    /// <summary>42%</summary>
    public string Percent(double value) => value.ToString("P0", Culture);

    /// <summary>One of two texts, with the number in it: "1 source", "2 sources".</summary>
    public string Count(long count, string one, string many) => string.Format(Culture, count == 1 ? one : many, Number(count));

    /// <summary>Sentences with numbers in them, without those whose number is 0.</summary>
    public string Counts(params (long Count, string One, string Many)[] parts) =>
        string.Join(' ', parts.Where(part => part.Count > 0).Select(part => Count(part.Count, part.One, part.Many)));

    /// <summary>A text with these parts in it.</summary>
    public string Format(string text, params object?[] parts) => string.Format(Culture, text, parts);

    /// <summary>A date as precise as it is known: "2025", "February 2025" or "11 February 2025".</summary>
    public string Date(string? partial) =>
        partial?.Length switch
        {
            7 when DateTime.TryParseExact(partial, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) =>
                month.ToString(Culture.DateTimeFormat.YearMonthPattern, Culture),
            10 when DateTime.TryParseExact(partial, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => Day(
                day
            ),
            _ => partial ?? "",
        };

    /// <summary>A day: "11 February 2025".</summary>
    public string Day(DateTime day) => day.ToString(Weekday().Replace(Culture.DateTimeFormat.LongDatePattern, ""), Culture);

    /// <summary>A month in a chart: "Feb 2025".</summary>
    public string ShortMonth(DateTime month) => month.ToString("MMM yyyy", Culture);

    /// <summary>A moment: "11 February 2025, 09:30 UTC".</summary>
    public string Moment(DateTime time) => $"{Day(time)}, {time.ToString("t", Culture)} UTC";

    /// <summary>How long ago: "3 hours ago".</summary>
    public string Ago(DateTime time) => time.Humanize(utcDate: true, dateToCompareAgainst: _now, culture: Culture);

    [GeneratedRegex("dddd[, ]{0,3}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Weekday();
}
