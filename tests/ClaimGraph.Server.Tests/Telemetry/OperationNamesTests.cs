using ClaimGraph.GraphQL.Engine.Telemetry;

namespace ClaimGraph.Server.Tests.Telemetry;

/// <summary>Which names of operations become names of time series.</summary>
public class OperationNamesTests
{
    private readonly ManualClock _clock = new();
    private readonly OperationNames _names = new();

    [Fact]
    public void A_name_that_is_shown_stays_shown_whoever_sends_it()
    {
        Of("Desk", NamedBy.Principal).ShouldBe("Desk");
        Fill(NamedBy.Stranger, 1_000);
        Of("Desk", NamedBy.Stranger).ShouldBe("Desk");
    }

    [Fact]
    public void Strangers_get_ten_names_an_hour_and_fifty_in_all()
    {
        var shown = new List<int>();
        for (var hour = 0; hour < 10; hour++)
        {
            shown.Add(Fill(NamedBy.Stranger, 100));
            _clock.Advance(TimeSpan.FromHours(1));
        }
        shown.ShouldBe([10, 10, 10, 10, 10, 0, 0, 0, 0, 0]);
    }

    [Fact]
    public void Strangers_take_no_places_of_principals_and_neither_takes_those_of_operators()
    {
        Fill(NamedBy.Stranger, 1_000);
        Fill(NamedBy.Principal, 1_000).ShouldBe(100);
        _clock.Advance(TimeSpan.FromHours(1));
        Fill(NamedBy.Principal, 1_000).ShouldBe(100);
        _clock.Advance(TimeSpan.FromHours(1));
        Fill(NamedBy.Principal, 1_000).ShouldBe(0);
        Fill(NamedBy.Operator, 1_000).ShouldBe(1_000);
    }

    [Fact]
    public void A_name_that_is_very_long_is_the_operators_or_not_shown()
    {
        var name = new string('N', OperationNames.MaxLength + 1);
        Of(name, NamedBy.Principal).ShouldBe("other");
        Of(name[1..], NamedBy.Principal).ShouldBe(name[1..]);
        Of(name, NamedBy.Operator).ShouldBe(name);
    }

    [Fact]
    public void No_name_is_empty() => Of(null, NamedBy.Stranger).ShouldBe("");

    private int _next;

    private int Fill(NamedBy by, int names) => Enumerable.Range(0, names).Count(_ => Of($"N{_next++}", by) != "other");

    private string Of(string? name, NamedBy by) => _names.Of(name, by, _clock);
}
