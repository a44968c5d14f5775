using ClaimGraph.Stores;

namespace ClaimGraph.Tests.Stores;

/// <summary>Nodes in memory: a read finds them as they were at its revision, or does not find them.</summary>
public sealed class NodeCacheTests
{
    private readonly NodeCache _cache = new(64);

    [Fact]
    public void Node_is_found_as_long_as_nothing_writes_it()
    {
        var node = Version(1, 1);
        _cache.Clear(5);
        _cache.At(5).Keep(node).ShouldBeTrue();
        Commit(6, Id(2));
        foreach (var view in new[] { _cache.At(5), _cache.At(6), _cache.Latest() })
            view.Find(node.Id).ShouldBeSameAs(node);
        _cache.Latest().Find(Id(3)).ShouldBeNull();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(64)]
    [InlineData(4096)]
    public void Ids_that_follow_each_other_are_spread_over_all_places(int stepsBetween)
    {
        const int capacity = 8192;
        var cache = new NodeCache(capacity);
        var first = IdLayout.Step(new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero));
        var nodes = Enumerable
            .Range(0, capacity)
            .Select(i => Version(IdLayout.Number(first + (long)i * stepsBetween, process: 77), 1))
            .ToArray();
        foreach (var node in nodes)
            cache.Keep(node, 0);
        // Thrown at random, as many nodes as places fill 1 - 1/e of them.
        nodes.Count(node => cache.Latest().Find(node.Id) is not null).ShouldBeInRange((int)(0.60 * capacity), capacity);
    }

    [Fact]
    public void A_node_that_is_read_once_does_not_push_another_out_and_one_that_is_read_often_does()
    {
        var cache = new NodeCache(1); // two places
        var numbers = Enumerable.Range(1, 100).ToArray();
        foreach (var number in numbers)
            cache.Latest().Keep(Version(number, 1)).ShouldBeTrue();
        var held = numbers.Where(n => cache.Latest().Find(Id(n)) is not null).ToArray();
        held.Length.ShouldBeInRange(1, 2);
        var rare = numbers.First(n => !held.Contains(n));
        var times = 0;
        while (cache.Latest().Find(Id(rare)) is null && times++ < 1_000)
            cache.Latest().Keep(Version(rare, 1));
        times.ShouldBeInRange(1, 64);
    }

    [Fact]
    public void What_was_written_while_it_was_read_is_told_of_even_if_it_gets_no_place()
    {
        var cache = new NodeCache(1);
        foreach (var number in Enumerable.Range(1, 20))
            cache.Latest().Keep(Version(number, 1));
        var before = cache.Latest();
        foreach (var number in Enumerable.Range(1, 20))
        {
            cache.Touch([Id(number)], 1);
            cache.Keep(Version(number + 100, 1), 1);
        }
        cache.Advance(0, 1);
        Enumerable.Range(1, 20).ShouldAllBe(number => !before.Keep(Version(number, 1)));
    }

    [Fact]
    public void Node_is_gone_before_the_commit_that_writes_it_can_be_seen()
    {
        _cache.Keep(Version(1, 1), 0);
        _cache.Touch([Id(1)], 1);
        _cache.At(0).Find(Id(1)).ShouldBeNull();
        _cache.Latest().Find(Id(1)).ShouldBeNull();
    }

    [Fact]
    public void What_was_read_before_a_commit_that_wrote_it_is_not_kept_after_it()
    {
        var (snapshot, current) = (_cache.At(0), _cache.Latest());
        Commit(1, Id(1));
        snapshot.Keep(Version(1, 1)).ShouldBeFalse();
        current.Keep(Version(1, 1)).ShouldBeFalse();
        current.Keep(Version(2, 1)).ShouldBeTrue();
        _cache.At(1).Find(Id(1)).ShouldBeNull();
    }

    [Fact]
    public void Read_of_an_older_state_does_not_find_what_a_later_commit_left()
    {
        var (old, current) = (_cache.At(0), _cache.Latest());
        Commit(1, Id(1));
        _cache.Keep(Version(1, 2), 1).ShouldBeTrue();
        old.Find(Id(1)).ShouldBeNull();
        ((Actor)current.Find(Id(1))!).Version.ShouldBe(2);
        ((Actor)_cache.At(1).Find(Id(1))!).Version.ShouldBe(2);
    }

    [Fact]
    public void Read_of_a_state_that_is_not_known_finds_and_keeps_nothing()
    {
        _cache.Keep(Version(1, 1), 0);
        var ahead = _cache.At(1);
        ahead.Find(Id(1)).ShouldBeNull();
        ahead.Keep(Version(2, 1));
        _cache.Latest().Find(Id(2)).ShouldBeNull();
    }

    [Fact]
    public void Passing_over_unknown_commits_forgets_everything()
    {
        var before = _cache.Latest();
        _cache.Keep(Version(1, 1), 0);
        _cache.Clear(3);
        _cache.Known.ShouldBe(3);
        _cache.Latest().Find(Id(1)).ShouldBeNull();
        before.Keep(Version(1, 1)).ShouldBeFalse();
        _cache.At(3).Keep(Version(1, 2)).ShouldBeTrue();
        _cache.At(2).Find(Id(1)).ShouldBeNull();
        _cache.Clear(2);
        _cache.Clear(3);
        _cache.Latest().Find(Id(1)).ShouldNotBeNull("these commits are known");
    }

    [Fact]
    public void Commits_of_others_in_between_keep_an_own_commit_from_being_the_newest_that_is_known()
    {
        _cache.Touch([Id(1)], 2);
        _cache.Advance(1, 2);
        _cache.Known.ShouldBe(0);
        _cache.Keep(Version(1, 2), 2).ShouldBeTrue();
        _cache.Latest().Find(Id(1)).ShouldNotBeNull();
        _cache.Touch([Id(2)], 1);
        _cache.Advance(0, 1);
        _cache.Advance(1, 2);
        _cache.Known.ShouldBe(2);
        _cache.At(1).Find(Id(1)).ShouldBeNull();
        _cache.At(2).Find(Id(1)).ShouldNotBeNull();
    }

    [Fact]
    public void Revision_of_a_failed_commit_is_not_known_when_another_process_takes_it()
    {
        _cache.Keep(Version(1, 1), 0);
        Commit(1, Id(2));
        _cache.Retreat(0);
        _cache.At(1).Find(Id(1)).ShouldBeNull();
        _cache.At(0).Find(Id(1)).ShouldNotBeNull();
        _cache.Clear(1);
        _cache.At(1).Find(Id(1)).ShouldBeNull();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    public void Each_node_has_one_place_and_the_last_has_it(int capacity)
    {
        var cache = new NodeCache(capacity);
        for (var i = 1; i <= 1_000; i++)
        {
            cache.Keep(Version(i, 1), 0);
            cache.Latest().Find(Id(i)).ShouldNotBeNull();
        }
        Enumerable.Range(1, 1_000).Count(i => cache.Latest().Find(Id(i)) is not null).ShouldBeInRange(1, Math.Max(2, capacity));
    }

    [Fact]
    public void Without_room_nothing_is_found_and_nothing_is_doubtful()
    {
        var cache = new NodeCache(0);
        cache.IsOn.ShouldBeFalse();
        var view = cache.Latest();
        cache.Touch([Id(1)], 1);
        cache.Advance(0, 1);
        view.Keep(Version(1, 1)).ShouldBeTrue();
        cache.Keep(Version(1, 1), 0).ShouldBeTrue();
        cache.At(1).Find(Id(1)).ShouldBeNull();
        cache.Known.ShouldBe(1);
    }

    /// <summary>Threads read at snapshots while one commits, as in a database; each must find what its snapshot has, whatever the others
    /// keep.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(16)]
    public async Task Readers_at_snapshots_find_what_their_snapshot_has(int capacity)
    {
        const int Nodes = 24,
            Commits = 6_000;
        var (cache, random) = (new NodeCache(capacity), new Random(1));
        var written = new int[Commits + 1][]; // the nodes that each commit wrote
        var versions = new int[Commits + 1][]; // the version of each node at each revision
        versions[0] = new int[Nodes];
        for (var r = 1; r <= Commits; r++)
        {
            written[r] = [random.Next(Nodes), random.Next(Nodes)];
            versions[r] = [.. versions[r - 1]];
            foreach (var n in written[r])
                versions[r][n] = r;
        }
        var head = 0;
        var (found, wrong) = (0L, 0L);
        var readers = Enumerable
            .Range(1, 3)
            .Select(seed =>
                Task.Run(() =>
                {
                    var dice = new Random(seed);
                    // A reader that gets no processor before the last commit still finds what it keeps.
                    for (var reads = 0; Volatile.Read(ref head) < Commits || reads < Nodes; reads++)
                    {
                        var revision = Volatile.Read(ref head);
                        var view = cache.At(revision);
                        for (var i = 0; i < 8; i++)
                        {
                            var n = dice.Next(Nodes);
                            if (view.Find(Id(n + 1)) is not { } node)
                                view.Keep(Version(n + 1, versions[revision][n]));
                            else if (node.Version == versions[revision][n])
                                Interlocked.Increment(ref found);
                            else
                                Interlocked.Increment(ref wrong);
                        }
                    }
                })
            )
            .ToArray();
        for (var r = 1; r <= Commits; r++)
        {
            cache.Touch(written[r].Select(n => Id(n + 1)), r);
            cache.Advance(r - 1, r);
            if (r % 500 == 0)
                cache.Retreat(r - 1); // it was done all the same; readers have to make that out
            Volatile.Write(ref head, r);
            if (r % 500 == 0)
                cache.Clear(r);
            if (r % 64 == 0)
                Thread.Yield();
        }
        await Task.WhenAll(readers);
        wrong.ShouldBe(0);
        found.ShouldBePositive();
    }

    private void Commit(long revision, params NodeId[] written)
    {
        _cache.Touch(written, revision);
        _cache.Advance(revision - 1, revision);
    }

    private static NodeId Id(long number) => new(NodeKind.Actor, number);

    private static Actor Version(long number, int version) =>
        new()
        {
            Id = Id(number),
            Version = version,
            CreatedAt = DateTimeOffset.UnixEpoch,
            Content = new ActorContent { Name = "a" },
        };
}
