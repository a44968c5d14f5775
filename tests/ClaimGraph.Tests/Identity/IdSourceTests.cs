namespace ClaimGraph.Tests.Identity;

public sealed class IdSourceTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public void Ids_ascend_while_the_clock_stands_still()
    {
        var ids = new IdSource(_clock, new Random(1));
        var drawn = Enumerable.Range(0, 5_000).Select(_ => ids.Next(NodeKind.Actor)).ToArray();
        drawn.ShouldBe(drawn.Order());
        drawn.ShouldBeUnique();
    }

    [Fact]
    public void Ids_ascend_while_the_clock_goes_back()
    {
        var ids = new IdSource(_clock, new Random(1));
        var before = ids.Next(NodeKind.Actor);
        _clock.Advance(TimeSpan.FromDays(-1));
        ids.Next(NodeKind.Actor).ShouldBeGreaterThan(before);
    }

    [Fact]
    public void Later_id_of_another_source_is_greater()
    {
        var early = new IdSource(_clock, new Random(1)).Next(NodeKind.Review);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        new IdSource(_clock, new Random(2)).Next(NodeKind.Review).ShouldBeGreaterThan(early);
    }

    [Fact]
    public void Sources_that_drew_differently_give_different_ids_at_the_same_time() =>
        new IdSource(_clock, new Random(1)).Next(NodeKind.Event).ShouldNotBe(new IdSource(_clock, new Random(2)).Next(NodeKind.Event));

    [Theory]
    [InlineData("2020-01-01T00:00:00.000Z")]
    [InlineData("2089-09-06T15:47:35.551Z")]
    public void Ids_are_positive_from_the_first_moment_to_the_last(string first)
    {
        var ids = new IdSource(At(first), new Random(2));
        for (var i = 0; i < 30; i++)
        {
            ids.Next(NodeKind.Source).Value.ShouldBePositive();
            ids.Next(NodeKind.Source).Kind.ShouldBe(NodeKind.Source);
        }
    }

    [Theory]
    [InlineData("1970-01-01T00:00:00.000Z", "1970-01-01")]
    [InlineData("2019-12-31T23:59:59.999Z", "2019-12-31")]
    [InlineData("2089-09-06T15:47:35.552Z", "2089-09-06")]
    public void Clock_that_ids_have_no_room_for_is_refused_at_the_start(string time, string named) =>
        Should.Throw<ClaimGraphException>(() => new IdSource(At(time), new Random(1))).Message.ShouldContain($"The clock says {named}");

    [Fact]
    public void Ids_end_when_the_clock_has_gone_beyond_them()
    {
        var clock = At("2089-09-06T15:47:35.551Z");
        var ids = new IdSource(clock, new Random(1));
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Should.Throw<ArgumentOutOfRangeException>(() => ids.Next(NodeKind.Actor));
    }

    [Fact]
    public void Clock_that_is_put_back_before_2020_leaves_ids_ascending()
    {
        var ids = new IdSource(_clock, new Random(1));
        var before = ids.Next(NodeKind.Actor);
        _clock.Advance(TimeSpan.FromDays(-20_000));
        ids.Next(NodeKind.Actor).ShouldBeGreaterThan(before);
    }

    private static ManualClock At(string time) => new(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void Threads_never_draw_the_same_id_and_each_sees_them_ascend()
    {
        var ids = new IdSource(TimeProvider.System, new Random(1));
        var drawn = new NodeId[8][];
        Parallel.For(0, drawn.Length, i => drawn[i] = [.. Enumerable.Range(0, 10_000).Select(_ => ids.Next(NodeKind.Statement))]);
        foreach (var mine in drawn)
            mine.ShouldBe(mine.Order());
        drawn.SelectMany(mine => mine).Distinct().Count().ShouldBe(80_000);
    }
}
