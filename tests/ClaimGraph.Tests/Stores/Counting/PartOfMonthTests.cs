using ClaimGraph.Stores.Counting;

namespace ClaimGraph.Tests.Stores.Counting;

public sealed class PartOfMonthTests
{
    [Theory]
    [InlineData("2024-02-03T04:05:06.007Z", "2024-02-01T00:00:00Z", "2024-02-03T04:05:06.007Z", false)]
    [InlineData("2024-02-15T11:59:59.999Z", "2024-02-01T00:00:00Z", "2024-02-15T11:59:59.999Z", false)]
    [InlineData("2024-02-15T12:00:00Z", "2024-02-15T12:00:00Z", "2024-03-01T00:00:00Z", true)]
    [InlineData("2024-02-29T23:59:59.9999Z", "2024-03-01T00:00:00Z", "2024-03-01T00:00:00Z", true)]
    [InlineData("2024-02-01T00:00:00Z", "2024-02-01T00:00:00Z", "2024-02-01T00:00:00Z", false)]
    [InlineData("2024-02-01T01:00:00+02:00", "2024-01-31T23:00:00Z", "2024-02-01T00:00:00Z", true)]
    public void The_shorter_part_of_a_month_is_looked_at(string moment, string first, string end, bool isSince)
    {
        var part = PartOfMonth.Shorter(Time(moment));
        (DateTimeOffset.FromUnixTimeMilliseconds(part.First), DateTimeOffset.FromUnixTimeMilliseconds(part.End), part.IsSince).ShouldBe(
            (Time(first), Time(end), isSince)
        );
    }

    [Fact]
    public void The_last_millisecond_that_there_is_belongs_to_its_month() =>
        PartOfMonth.Shorter(DateTimeOffset.MaxValue.AddDays(-1)).End.ShouldBe(DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() + 1);

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
