using System.Text.Json;

namespace ClaimGraph.Tests.Text;

public sealed class PartialDateTests
{
    internal static readonly Gen<PartialDate> Any = Gen.Select(
        Gen.Int[0, 2],
        Gen.DateTime[new DateTime(1, 1, 1), new DateTime(9999, 12, 31)],
        (precision, day) =>
            precision switch
            {
                0 => new PartialDate(day.Year),
                1 => new PartialDate(day.Year, day.Month),
                _ => new PartialDate(day.Year, day.Month, day.Day),
            }
    );

    [Fact]
    public void Text_gives_the_date_back() => Any.Sample(date => PartialDate.TryParse(date.ToString(), out var read) && read == date);

    [Fact]
    public void Json_gives_the_date_back() =>
        Any.Sample(date => JsonSerializer.Deserialize<PartialDate>(JsonSerializer.Serialize(date)) == date);

    [Fact]
    public void Packed_gives_the_date_back() => Any.Sample(date => PartialDate.FromPacked(date.Packed) == date);

    [Fact]
    public void Packed_numbers_are_ordered_as_the_dates_and_as_their_texts() =>
        Gen.Select(Any, Any)
            .Sample(
                (a, b) =>
                    Math.Sign(a.CompareTo(b)) == Math.Sign(a.Packed.CompareTo(b.Packed))
                    && Math.Sign(a.CompareTo(b)) == Math.Sign(string.CompareOrdinal(a.ToString(), b.ToString()))
                    && (a < b) == (a.CompareTo(b) < 0)
                    && (a > b) == (a.CompareTo(b) > 0)
                    && (a <= b) == (a.CompareTo(b) <= 0)
                    && (a >= b) == (a.CompareTo(b) >= 0)
            );

    [Fact]
    public void Start_and_end_enclose_the_dates_that_begin_within_a_date() =>
        Gen.Select(Any, Any)
            .Sample(
                (date, period) =>
                    (date >= period.Start && date <= period.End) == (date.FirstDay >= period.FirstDay && date.FirstDay <= period.LastDay)
            );

    [Theory]
    [InlineData("2025", DatePrecision.Year, 2025, null, null)]
    [InlineData("2025-02", DatePrecision.Month, 2025, 2, null)]
    [InlineData("2025-02-11", DatePrecision.Day, 2025, 2, 11)]
    [InlineData("2024-02-29", DatePrecision.Day, 2024, 2, 29)]
    [InlineData("0001", DatePrecision.Year, 1, null, null)]
    [InlineData("9999-12-31", DatePrecision.Day, 9999, 12, 31)]
    public void Date_keeps_what_is_known_and_no_more(string text, DatePrecision precision, int year, int? month, int? day)
    {
        PartialDate.TryParse(text, out var date).ShouldBeTrue();
        (date.Precision, date.Year, date.Month, date.Day).ShouldBe((precision, year, month, day));
        date.ShouldBe(new PartialDate(year, month, day));
        date.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("25")]
    [InlineData("0000")]
    [InlineData("2025-00")]
    [InlineData("2025-13")]
    [InlineData("2025-2")]
    [InlineData("2025-02-00")]
    [InlineData("2025-02-29")]
    [InlineData("2025-02-30")]
    [InlineData("2025-04-31")]
    [InlineData("2025/02/11")]
    [InlineData("2025-02/11")]
    [InlineData("11-02-2025")]
    [InlineData("+025")]
    [InlineData("-025")]
    [InlineData(" 2025")]
    [InlineData(" 025")]
    [InlineData("202 ")]
    [InlineData("202\0")]
    [InlineData("2025-1\0")]
    [InlineData("٢٠٢٥")]
    [InlineData("2025-02-11T")]
    [InlineData("2025-02-11T00:00:00Z")]
    public void Text_that_is_no_date_is_refused(string? text) => PartialDate.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Only_the_text_of_a_date_is_read() =>
        Gen.Select(Any, Gen.Int[0, 9], Gen.OneOf(Gen.Char, Gen.Char['\0', '9']))
            .Sample(
                (date, at, put) =>
                {
                    var text = date.ToString().ToCharArray();
                    text[at % text.Length] = put;
                    var changed = new string(text);
                    return !PartialDate.TryParse(changed, out var read) || read.ToString() == changed;
                }
            );

    [Theory]
    [InlineData(0, null, null)]
    [InlineData(10_000, null, null)]
    [InlineData(2025, 13, null)]
    [InlineData(2025, 2, 29)]
    [InlineData(2025, null, 1)]
    [InlineData(2025, -1, null)]
    [InlineData(2025, 1, -1)]
    public void Day_that_never_was_cannot_be_made(int year, int? month, int? day) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new PartialDate(year, month, day));

    [Fact]
    public void Imprecise_date_comes_before_the_first_day_it_may_mean()
    {
        PartialDate[] order = [new(2024, 12, 31), new(2025), new(2025, 1), new(2025, 1, 1), new(2025, 1, 2), new(2025, 2), new(2026)];
        order.Reverse().Order().ShouldBe(order);
    }

    [Theory]
    [InlineData("\"yesterday\"")]
    [InlineData("2025")]
    [InlineData("null")]
    public void Json_that_is_no_date_is_refused(string json) =>
        Should.Throw<Exception>(() => JsonSerializer.Deserialize<PartialDate>(json)).ShouldBeAssignableTo<JsonException>();
}
