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
    [InlineData(1970)]
    [InlineData(2020)]
    [InlineData(2088)]
    public void Ids_are_positive_from_the_first_year_of_the_clock_to_the_last(int year)
    {
        var ids = new IdSource(new ManualClock(new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero)), new Random(1));
        ids.Next(NodeKind.Source).Value.ShouldBePositive();
        ids.Next(NodeKind.Source).Kind.ShouldBe(NodeKind.Source);
    }

    [Fact]
    public void Threads_never_draw_the_same_id_and_each_sees_them_ascend()
    {
        var ids = new IdSource(TimeProvider.System, new Random(1));
        var drawn = new NodeId[8][];
        Parallel.For(0, drawn.Length, i => drawn[i] = [.. Enumerable.Range(0, 10_000).Select(_ => ids.Next(NodeKind.Statement))]);
        foreach (var mine in drawn) mine.ShouldBe(mine.Order());
        drawn.SelectMany(mine => mine).Distinct().Count().ShouldBe(80_000);
    }
}
