using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace ClaimGraph;

[Description("A unit of the calendar: how much of a date is known, or the length of an interval.")]
public enum DatePrecision
{
    [Description("A year.")]
    Year,

    [Description("A month.")]
    Month,

    [Description("A day.")]
    Day,
}

/// <summary>
/// A date as far as it is known: <c>2025</c>, <c>2025-02</c> or <c>2025-02-11</c> (ISO 8601-2 / EDTF level 0, years 0001 to 9999).
/// An imprecise date stays imprecise: <c>2025</c> is not 1 January. Dates are ordered by their first possible day,
/// the less precise first.
/// </summary>
[JsonConverter(typeof(PartialDateJsonConverter))]
public readonly record struct PartialDate : IComparable<PartialDate>, IUtf8SpanFormattable
{
    private readonly int _packed; // year, 4 bits of month, 5 bits of day; 0 where unknown

    private PartialDate(int packed) => _packed = packed;

    /// <exception cref="ArgumentOutOfRangeException">There is no such day.</exception>
    public PartialDate(int year, int? month = null, int? day = null)
    {
        if (!IsDate(year, month ?? 0, day ?? 0))
            throw new ArgumentOutOfRangeException(nameof(year), $"{year}-{month}-{day} is not a date.");
        _packed = (year << 9) | ((month ?? 0) << 5) | (day ?? 0);
    }

    public int Year => _packed >> 9;
    public int? Month => ((_packed >> 5) & 15) is var month and > 0 ? month : null;
    public int? Day => (_packed & 31) is var day and > 0 ? day : null;

    public DatePrecision Precision =>
        Day is not null ? DatePrecision.Day
        : Month is not null ? DatePrecision.Month
        : DatePrecision.Year;

    /// <summary>The first day that can be meant.</summary>
    public DateOnly FirstDay => new(Year, Month ?? 1, Day ?? 1);

    /// <summary>The last day that can be meant.</summary>
    public DateOnly LastDay => new(Year, Month ?? 12, Day ?? DateTime.DaysInMonth(Year, Month ?? 12));

    /// <summary>The first, in their order, of all dates that begin on the same day: 2025 for 2025-01 and 2025-01-01.</summary>
    public PartialDate Start =>
        FirstDay is var first && first.Day > 1 ? this
        : first.Month > 1 ? new PartialDate(Year, Month)
        : new PartialDate(Year, null); // with the year alone it would be the packed number

    /// <summary>The last, in their order, of all dates that begin within this one: 2025-12-31 for 2025.</summary>
    public PartialDate End => new(LastDay.Year, LastDay.Month, LastDay.Day);

    /// <summary>The form that stores keep: its order is the order of the dates.</summary>
    public int Packed => _packed;

    /// <summary>Reads <see cref="Packed"/> back; the number must come from there.</summary>
    public static PartialDate FromPacked(int packed) => new(packed);

    public int CompareTo(PartialDate other) => _packed.CompareTo(other._packed);

    public static bool operator <(PartialDate left, PartialDate right) => left._packed < right._packed;

    public static bool operator >(PartialDate left, PartialDate right) => left._packed > right._packed;

    public static bool operator <=(PartialDate left, PartialDate right) => left._packed <= right._packed;

    public static bool operator >=(PartialDate left, PartialDate right) => left._packed >= right._packed;

    public override string ToString() =>
        Precision switch
        {
            DatePrecision.Year => Year.ToString("D4", CultureInfo.InvariantCulture),
            DatePrecision.Month => string.Create(CultureInfo.InvariantCulture, $"{Year:D4}-{Month:D2}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{Year:D4}-{Month:D2}-{Day:D2}"),
        };

    bool IUtf8SpanFormattable.TryFormat(Span<byte> utf8, out int bytesWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        Precision switch
        {
            DatePrecision.Year => Utf8.TryWrite(utf8, CultureInfo.InvariantCulture, $"{Year:D4}", out bytesWritten),
            DatePrecision.Month => Utf8.TryWrite(utf8, CultureInfo.InvariantCulture, $"{Year:D4}-{Month:D2}", out bytesWritten),
            _ => Utf8.TryWrite(utf8, CultureInfo.InvariantCulture, $"{Year:D4}-{Month:D2}-{Day:D2}", out bytesWritten),
        };

    /// <summary>Reads <c>YYYY</c>, <c>YYYY-MM</c> or <c>YYYY-MM-DD</c> and nothing else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out PartialDate date)
    {
        date = default;
        if (text is not { Length: 4 or 7 or 10 })
            return false;
        var month = 0;
        var day = 0;
        if (!Digits(text.AsSpan(0, 4), out var year))
            return false;
        if (text.Length >= 7 && (text[4] != '-' || !Digits(text.AsSpan(5, 2), out month) || month == 0))
            return false;
        if (text.Length == 10 && (text[7] != '-' || !Digits(text.AsSpan(8, 2), out day) || day == 0))
            return false;
        if (!IsDate(year, month, day))
            return false;
        date = new PartialDate((year << 9) | (month << 5) | day);
        return true;
    }

    // int.TryParse alone would take NULs at the end.
    private static bool Digits(ReadOnlySpan<char> text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && char.IsAsciiDigit(text[^1]);

    private static bool IsDate(int year, int month, int day) =>
        year is >= 1 and <= 9999
        && month is >= 0 and <= 12
        && day >= 0
        && (day == 0 || (month > 0 && day <= DateTime.DaysInMonth(year, month)));
}

/// <summary>Reads and writes a date as far as it is known.</summary>
public sealed class PartialDateJsonConverter : JsonConverter<PartialDate>
{
    public override PartialDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        PartialDate.TryParse(reader.GetString(), out var date)
            ? date
            : throw new JsonException("This is not a valid date. Use 2025, 2025-02 or 2025-02-11.");

    public override void Write(Utf8JsonWriter writer, PartialDate value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
