using System.Globalization;
using System.Text.RegularExpressions;

namespace ClaimGraph.Interchange.ClaimReviews;

/// <summary>Dates as publishers write them. The day is the one that is written, whatever time zone stands behind it.</summary>
internal static partial class PublishedDate
{
    // English, Spanish, Portuguese, French, Italian, German, Dutch, by the beginnings that tell them apart.
    private static readonly (int Month, string[] Beginnings)[] Months =
    [
        (1, ["jan", "ene", "gen", "jän", "janv"]),
        (2, ["feb", "fev", "fév"]),
        (3, ["mar", "mär", "maa", "mrt"]),
        (4, ["apr", "abr", "avr"]),
        (5, ["may", "mai", "mag", "mei"]),
        (6, ["jun", "giu", "juin"]),
        (7, ["jul", "lug", "juil"]),
        (8, ["aug", "ago", "aoû", "aou"]),
        (9, ["sep", "set"]),
        (10, ["oct", "okt", "out", "ott"]),
        (11, ["nov"]),
        (12, ["dec", "déc", "dez", "dic"]),
    ];

    /// <summary>Reads a date as far as it is known.</summary>
    /// <param name="isAmbiguous">True for day and month in an order that cannot be told; only the year is taken.</param>
    public static PartialDate? Of(string text, out bool isAmbiguous)
    {
        isAmbiguous = false;
        text = text.Trim();
        if (Iso().Match(text) is { Success: true } iso)
            return Known(Part(iso, "y"), Part(iso, "m"), Part(iso, "d"));
        if (Reversed().Match(text) is { Success: true } reversed)
            return OfParts(Part(reversed, "y"), Part(reversed, "a"), Part(reversed, "b"), reversed.Groups["s"].Value, out isAmbiguous);
        if (Epoch().IsMatch(text))
            return OfEpoch(long.Parse(text, CultureInfo.InvariantCulture));
        return OfWords(text);
    }

    private static PartialDate? OfParts(int year, int first, int second, string separator, out bool isAmbiguous)
    {
        // Points stand behind ordinal numbers: nobody writes the month first with them.
        isAmbiguous = separator != "." && first <= 12 && second <= 12 && first != second;
        if (isAmbiguous)
            return Known(year, 0, 0);
        return first > 12 || separator == "." ? Known(year, second, first) : Known(year, first, second);
    }

    private static PartialDate? OfEpoch(long number)
    {
        var at = number > 100_000_000_000 ? DateTimeOffset.FromUnixTimeMilliseconds(number) : DateTimeOffset.FromUnixTimeSeconds(number);
        return new PartialDate(at.Year, at.Month, at.Day);
    }

    /// <summary>5 January 2021; January 5th, 2021; 5 de enero de 2021; Tue, 05 Jan 2021 10:00:00 GMT.</summary>
    private static PartialDate? OfWords(string text)
    {
        var year = Year().Match(text);
        var month = Words().Matches(text).Select(w => MonthOf(w.Value)).FirstOrDefault(m => m > 0);
        var day = Day().Match(text);
        return year.Success && month > 0 ? Known(int.Parse(year.Value, CultureInfo.InvariantCulture), month, Part(day, "d")) : null;
    }

    private static int MonthOf(string word)
    {
        foreach (var (month, beginnings) in Months)
            if (word.Length <= 10 && Array.Exists(beginnings, b => word.StartsWith(b, StringComparison.OrdinalIgnoreCase)))
                return month;
        return 0;
    }

    private static PartialDate? Known(int year, int month, int day)
    {
        if (year is < 1 or > 9999)
            return null;
        if (month is < 1 or > 12)
            return month == 0 ? new PartialDate(year) : null;
        return day == 0 ? new PartialDate(year, month)
            : day <= DateTime.DaysInMonth(year, month) ? new PartialDate(year, month, day)
            : null;
    }

    private static int Part(Match match, string group) =>
        match.Groups[group] is { Success: true, Value: var digits } ? int.Parse(digits, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(
        @"^(?<y>\d{4})(?:(?:[-/.](?<m>\d{1,2})(?:[-/.](?<d>\d{1,2}))?|(?<m>\d{2})(?<d>\d{2}))(?:[T ,].*)?)?$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Iso();

    [GeneratedRegex(
        @"^(?<a>\d{1,2})(?<s>[-/.])(?<b>\d{1,2})[-/.](?<y>\d{4})(?:\D.*)?$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Reversed();

    [GeneratedRegex(@"^(?:\d{10}|\d{13})$", RegexOptions.NonBacktracking)]
    private static partial Regex Epoch();

    [GeneratedRegex(@"\b(?:19|20)\d\d\b", RegexOptions.NonBacktracking)]
    private static partial Regex Year();

    [GeneratedRegex(@"\p{L}{3,}", RegexOptions.NonBacktracking)]
    private static partial Regex Words();

    [GeneratedRegex(
        @"(?<![\d:])(?<d>\d{1,2})(?:st|nd|rd|th|er|º|\.)?(?![\d:])",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Day();
}
