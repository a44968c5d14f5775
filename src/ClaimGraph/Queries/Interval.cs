using System.ComponentModel;

namespace ClaimGraph.Queries;

[Description("The length of an interval.")]
public enum Interval
{
    [Description("A year.")]
    Year,

    [Description("A quarter of a year; the first begins in January.")]
    Quarter,

    [Description("A month.")]
    Month,

    [Description("A week, which begins on Monday (ISO 8601).")]
    Week,

    [Description("A day.")]
    Day,
}

/// <summary>Time series by quarter and week, which are put together from months and days, so that stores know only these.</summary>
public static class Intervals
{
    /// <summary>The longest unit of the calendar that each interval consists of.</summary>
    public static DatePrecision Unit(this Interval interval) =>
        interval switch
        {
            Interval.Year => DatePrecision.Year,
            Interval.Quarter or Interval.Month => DatePrecision.Month,
            _ => DatePrecision.Day,
        };

    /// <summary>What the interval of a date begins with: its year, the first month of its quarter, its month, the Monday of its week, or
    /// its day.</summary>
    /// <param name="unit">As precise as <see cref="Unit"/>.</param>
    public static PartialDate StartOf(this Interval interval, PartialDate unit) =>
        interval switch
        {
            Interval.Quarter => new PartialDate(unit.Year, (unit.Month - 1) / 3 * 3 + 1),
            Interval.Week => Day(unit.FirstDay.AddDays(-(((int)unit.FirstDay.DayOfWeek + 6) % 7))),
            _ => unit,
        };

    /// <summary>The counts of intervals from those of their units, both oldest first.</summary>
    public static IReadOnlyList<TimeCount> Of(this Interval interval, IReadOnlyList<TimeCount> units) =>
        [.. units.GroupBy(u => interval.StartOf(u.Start)).Select(g => new TimeCount(g.Key, g.Sum(u => u.Count)))];

    private static PartialDate Day(DateOnly day) => new(day.Year, day.Month, day.Day);
}
