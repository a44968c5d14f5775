using ClaimGraph.Neo4j;
using ClaimGraph.Stores.Tests.Conformance.Evaluation;
using ClaimGraph.Stores.Tests.Sqlite;

namespace ClaimGraph.Stores.Tests.Neo4j;

/// <summary>Change sets that arrive during a transaction share the next one; only the speed may show it.</summary>
[Collection(OneServer.Name)]
public sealed class GroupCommitTests : IAsyncLifetime
{
    private readonly ManualClock _clock = new();
    private readonly IdSource _ids = new(TimeProvider.System, new Random(1));
    private WatchedDriver _driver = null!;
    private Neo4jStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        var options = Neo4jServer.Options();
        await Neo4jServer.EmptyAsync();
        _driver = new WatchedDriver(await Neo4jDriver.ConnectAsync(options, TimeProvider.System));
        _store = await Neo4jStore.OpenAsync(_driver, options, _clock);
    }

    public ValueTask DisposeAsync() => _store is null ? default : _store.DisposeAsync();

    [Fact]
    public async Task Sets_that_wait_share_one_transaction_and_each_gets_its_revision()
    {
        var commits = await TogetherAsync([.. Enumerable.Range(0, 20).Select(i => Set(Enter(Actor($"{i}"))))]);
        var results = await Task.WhenAll(commits);
        _driver.Transactions.ShouldBe(2);
        results.Select(r => r.Revision).ShouldBe(Enumerable.Range(2, 20).Select(i => (long)i));
        (await LedgerCheck.RunAsync(_store)).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task A_set_sees_what_those_before_it_in_the_transaction_wrote()
    {
        var (first, second, third) = (Enter(Source("First")), Enter(Source("Second")), Enter(Source("Third")));
        var moved = new Update(first.Id, 1, new SourceContent { Url = "https://example.org/b", Title = "Moved" });
        var once = Set(first) with { IdempotencyKey = "once" };
        var results = await Task.WhenAll(await TogetherAsync([once, Set(second), Set(moved), once, Set(third)]));
        _driver.Transactions.ShouldBe(2);
        results
            .Select(r => r.Results[0].Outcome)
            .ShouldBe([Outcome.Created, Outcome.Existing, Outcome.Updated, Outcome.Existing, Outcome.Created]);
        results.Take(4).ShouldAllBe(r => r.Results[0].Node.Id == first.Id);
        ((Source)(await _store.GetAsync([first.Id]))[0]!).Content.Title.ShouldBe("Moved");
    }

    [Fact]
    public async Task A_refused_set_leaves_the_others_alone()
    {
        var actor = Enter(Actor("Italia"));
        var (stale, update) = (new Update(actor.Id, 7, Actor("never")), new Update(actor.Id, 1, Actor("Italy")));
        var commits = await TogetherAsync([Set(actor), Set(stale), Set(update)]);
        await commits[0];
        (await Should.ThrowAsync<RefusedException>(commits[1])).Problems[0].Code.ShouldBe(ProblemCode.StaleVersion);
        (await commits[2]).Revision.ShouldBe(3);
        _driver.Transactions.ShouldBe(2);
    }

    [Fact]
    public async Task A_set_that_fails_in_the_database_leaves_the_others_alone()
    {
        var taken = Enter(Actor("Here first"));
        await _store.CommitAsync(Set(taken));
        var failing = Enter(Actor("Other")) with { Id = taken.Id };
        var commits = await TogetherAsync([Set(Enter(Actor("1"))), Set(failing), Set(Enter(Actor("2")))]);
        await commits[0];
        await Should.ThrowAsync<ClaimGraphException>(commits[1]);
        await commits[2];
        (await _store.HeadAsync()).Revision.ShouldBe(4);
        ((Actor)(await _store.GetAsync([taken.Id]))[0]!).Content.Name.ShouldBe("Here first");
        (await LedgerCheck.RunAsync(_store)).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task An_id_given_twice_in_one_transaction_is_entered_once()
    {
        var first = Enter(Actor("First"));
        var commits = await TogetherAsync([Set(first), Set(Enter(Actor("Second")) with { Id = first.Id })]);
        await commits[0];
        await Should.ThrowAsync<ClaimGraphException>(commits[1]);
        ((Actor)(await _store.GetAsync([first.Id]))[0]!).Content.Name.ShouldBe("First");
    }

    [Fact]
    public async Task A_lost_response_to_the_commit_of_many_applies_none_of_them_twice()
    {
        _driver.LosesResponses = true;
        var unknown = Set(new SetStatus(new NodeId(NodeKind.Actor, 5), RecordStatus.Retracted));
        var commits = await TogetherAsync([.. Enumerable.Range(0, 5).Select(i => Set(Enter(Actor($"{i}")))), unknown]);
        (await Task.WhenAll(commits.Take(5))).Select(r => r.Revision).ShouldBe([2, 3, 4, 5, 6]);
        await Should.ThrowAsync<RefusedException>(commits[5]);
        (await _store.HeadAsync()).Revision.ShouldBe(6);
        (await _store.CountAsync(NodeKind.Actor, Filter.ForList(NodeKind.Actor, null))).ShouldBe(6);
    }

    /// <summary>The embedded store commits the sets one by one; here they are one transaction.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_whole_history_in_one_transaction_gives_the_same_graph(uint seed)
    {
        await using var place = new SqlitePlace();
        await using var embedded = await place.OpenAsync(_clock);
        var recorder = CommitRecorder.Around(embedded, _clock, out var sets);
        var graph = await RandomGraph.BuildAsync(recorder, Dice.OfSize(150, 151).Generate(new CsCheck.PCG(seed, 1), null, out _), _clock);
        var commits = await TogetherAsync([.. sets]);
        await ((Task)Task.WhenAll(commits)).ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext
        );
        _driver.Transactions.ShouldBe(2);
        var (expected, actual) = (await graph.NodesAsync(), await _store.GetAsync([.. graph.Ids]));
        for (var i = 0; i < expected.Length; i++)
            Deep.Difference(actual[i]! with { UpdatedAt = expected[i].UpdatedAt }, expected[i]).ShouldBeNull(); // all at once, so later
        foreach (var field in (Field[])[Fields.Statement.Verdict, Fields.Evidence.Stance])
        {
            var filter = Filter.ForList(field.Kind, null);
            (await _store.DistributionAsync(field, filter, 10)).ShouldBe(await embedded.DistributionAsync(field, filter, 10));
        }
        (await LedgerCheck.RunAsync(_store)).Problem.ShouldBeNull();
    }

    /// <summary>Queues the sets behind a transaction that ends only when all of them are in the queue.</summary>
    private async Task<Task<CommitResult>[]> TogetherAsync(ChangeSet[] sets)
    {
        using var held = await _driver.HoldAsync();
        var first = _store.CommitAsync(Set(Enter(Actor("The one that holds the others up")))).AsTask();
        while (_driver.Waiting == 0)
            await Task.Yield();
        return [.. sets.Select(s => _store.CommitAsync(s).AsTask())];
    }

    private static ActorContent Actor(string name) => new() { Name = name };

    private static SourceContent Source(string title) => new() { Url = "https://example.org/a", Title = title };

    private Create Enter(Content content) => new(_ids.Next(content.Kind), content);

    private static ChangeSet Set(Operation operation) =>
        new()
        {
            Principal = "test",
            Reason = "test",
            Operations = [operation],
        };
}
