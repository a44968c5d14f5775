namespace ClaimGraph.Stores.Counting;

/// <summary>Months and days (UTC) as numbers: year · 12 + month − 1, and days since 1970-01-01.</summary>
public static class Period
{
    private const long MillisecondsPerDay = 86_400_000;

    public static long Month(DateTimeOffset time) => time.UtcDateTime.Year * 12L + time.UtcDateTime.Month - 1;

    public static long Day(DateTimeOffset time) => (long)Math.Floor(time.ToUnixTimeMilliseconds() / (double)MillisecondsPerDay);

    /// <summary>The first day of a month.</summary>
    public static long FirstDay(long month) => Day(new DateTimeOffset((int)(month / 12), (int)(month % 12) + 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>The first millisecond of the month.</summary>
    public static long MonthStart(DateTimeOffset time) => FirstDay(Month(time)) * MillisecondsPerDay;

    /// <summary>The first millisecond of the next day.</summary>
    public static long NextDayStart(DateTimeOffset time) => (Day(time) + 1) * MillisecondsPerDay;

    /// <summary>The first millisecond of the next month.</summary>
    public static long NextMonthStart(DateTimeOffset time) => (LastDay(time) + 1) * MillisecondsPerDay;

    /// <summary>The last day of the month.</summary>
    public static long LastDay(DateTimeOffset time) =>
        time.UtcDateTime is { Year: 9999, Month: 12 } ? Day(DateTimeOffset.MaxValue) : Day(NextMonth(time)) - 1;

    /// <summary>"At or after" half a millisecond is at or after the next whole one.</summary>
    public static long CeilingMilliseconds(DateTimeOffset time) =>
        time.ToUnixTimeMilliseconds() + (time.Ticks % TimeSpan.TicksPerMillisecond == 0 ? 0 : 1);

    private static DateTimeOffset NextMonth(DateTimeOffset time) =>
        time.UtcDateTime is { Year: 9999, Month: 12 }
            ? DateTimeOffset.MaxValue
            : new DateTimeOffset(time.UtcDateTime.Year, time.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1);
}

/// <summary>What a count is put together from: whole months, then whole days of the month before them, then the nodes of the day before
/// those.</summary>
/// <param name="FirstMonth">The first of the whole months; all later ones count, too.</param>
/// <param name="FirstDay">The first of the whole days.</param>
/// <param name="LastDay">The last of the whole days; before the first when there are none.</param>
/// <param name="FirstMillisecond">The first moment at which single nodes count.</param>
/// <param name="EndMillisecond">The moment up to which, itself not included, single nodes count; the first when there are none.</param>
public readonly record struct Parts(long FirstMonth, long FirstDay, long LastDay, long FirstMillisecond, long EndMillisecond)
{
    /// <summary>All that was ever counted.</summary>
    public static readonly Parts Ever = new(long.MinValue, 0, -1, 0, 0);

    public static Parts Since(DateTimeOffset time) =>
        SinceDay(time) with
        {
            FirstDay = Period.Day(time) + 1,
            FirstMillisecond = Period.CeilingMilliseconds(time),
            EndMillisecond = Period.NextDayStart(time),
        };

    /// <summary>Since the beginning of the day of a moment, which needs no single nodes.</summary>
    public static Parts SinceDay(DateTimeOffset time) => new(Period.Month(time) + 1, Period.Day(time), Period.LastDay(time), 0, 0);

    public bool IsEver => FirstMonth == long.MinValue;
    public bool HasDays => FirstDay <= LastDay;
    public bool HasNodes => FirstMillisecond < EndMillisecond;
}
