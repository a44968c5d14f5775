using ClaimGraph.Neo4j;
using ClaimGraph.Stores.Tests.Conformance.Evaluation;
using ClaimGraph.Stores.Tests.Sqlite;

namespace ClaimGraph.Stores.Tests.Neo4j;

/// <summary>Sets that queue while a transaction is under way share the next one; nobody may notice but by the speed.</summary>
[Collection(OneServer.Name)]
public sealed class GroupCommitTests : IAsyncLifetime
{
    private readonly ManualClock _clock = new();
    private readonly IdSource _ids = new(TimeProvider.System, new Random(1));
    private WatchedCypher _cypher = null!;
    private Neo4jStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        var options = Neo4jServer.Options();
        await Neo4jServer.EmptyAsync();
        _cypher = new WatchedCypher(await Neo4jDriver.ConnectAsync(options, TimeProvider.System));
        _store = await Neo4jStore.OpenAsync(_cypher, options, _clock);
    }

    public ValueTask DisposeAsync() => _store is null ? default : _store.DisposeAsync();

    [Fact]
    public async Task Sets_that_wait_share_one_transaction_and_each_has_its_revision()
    {
        var commits = await TogetherAsync([.. Enumerable.Range(0, 20).Select(i => Set(Enter(new ActorContent { Name = $"{i}" })))]);
        var results = await Task.WhenAll(commits);
        _cypher.Transactions.ShouldBe(2);
        results.Select(r => r.Revision).ShouldBe(Enumerable.Range(2, 20).Select(i => (long)i));
        (await LedgerCheck.RunAsync(_store)).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task A_set_sees_what_those_before_it_in_the_transaction_wrote()
    {
        var (first, second) = (Enter(new SourceContent { Url = "https://example.org/a", Title = "First" }), Enter(new SourceContent { Url = "https://example.org/a", Title = "Second" }));
        var commits = await TogetherAsync(
        [
            Set(first) with { IdempotencyKey = "once" }, Set(second), Set(new Update(first.Id, 1, new SourceContent { Url = "https://example.org/b", Title = "Moved" })),
            Set(first) with { IdempotencyKey = "once" }, Set(Enter(new SourceContent { Url = "https://example.org/a", Title = "Third" })),
        ]);
        var results = await Task.WhenAll(commits);
        _cypher.Transactions.ShouldBe(2);
        results.Select(r => r.Results[0].Outcome).ShouldBe([Outcome.Created, Outcome.Existing, Outcome.Updated, Outcome.Existing, Outcome.Created]);
        results.Take(4).ShouldAllBe(r => r.Results[0].Node.Id == first.Id);
        ((Source)(await _store.GetAsync([first.Id]))[0]!).Content.Title.ShouldBe("Moved");
    }

    [Fact]
    public async Task A_refused_set_leaves_the_others_alone()
    {
        var actor = Enter(new ActorContent { Name = "Italia" });
        var commits = await TogetherAsync([Set(actor), Set(new Update(actor.Id, 7, new ActorContent { Name = "never" })), Set(new Update(actor.Id, 1, new ActorContent { Name = "Italy" }))]);
        await commits[0];
        (await Should.ThrowAsync<RefusedException>(commits[1])).Problems[0].Code.ShouldBe(ProblemCode.StaleVersion);
        (await commits[2]).Revision.ShouldBe(3);
        _cypher.Transactions.ShouldBe(2);
    }

    [Fact]
    public async Task A_set_that_fails_in_the_database_leaves_the_others_alone()
    {
        var taken = Enter(new ActorContent { Name = "Here first" });
        await _store.CommitAsync(Set(taken));
        var commits = await TogetherAsync([Set(Enter(new ActorContent { Name = "1" })), Set(Enter(new ActorContent { Name = "Other" }) with { Id = taken.Id }), Set(Enter(new ActorContent { Name = "2" }))]);
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
        var first = Enter(new ActorContent { Name = "First" });
        var commits = await TogetherAsync([Set(first), Set(Enter(new ActorContent { Name = "Second" }) with { Id = first.Id })]);
        await commits[0];
        await Should.ThrowAsync<ClaimGraphException>(commits[1]);
        ((Actor)(await _store.GetAsync([first.Id]))[0]!).Content.Name.ShouldBe("First");
    }

    [Fact]
    public async Task A_lost_answer_to_the_commit_of_many_applies_none_of_them_twice()
    {
        _cypher.LosesAnswers = true;
        var commits = await TogetherAsync([.. Enumerable.Range(0, 5).Select(i => Set(Enter(new ActorContent { Name = $"{i}" }))), Set(new SetStatus(new NodeId(NodeKind.Actor, 5), RecordStatus.Retracted))]);
        (await Task.WhenAll(commits.Take(5))).Select(r => r.Revision).ShouldBe([2, 3, 4, 5, 6]);
        await Should.ThrowAsync<RefusedException>(commits[5]);
        (await _store.HeadAsync()).Revision.ShouldBe(6);
        (await _store.CountAsync(NodeKind.Actor, Filter.ForList(NodeKind.Actor, null))).ShouldBe(6);
    }

    /// <summary>The embedded store commits the sets one by one; here all are one transaction.</summary>
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
        await ((Task)Task.WhenAll(commits)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        _cypher.Transactions.ShouldBe(2);
        var (expected, actual) = (await graph.NodesAsync(), await _store.GetAsync([.. graph.Ids]));
        for (var i = 0; i < expected.Length; i++) Deep.Difference(actual[i], expected[i]).ShouldBeNull();
        foreach (var field in (Field[])[Fields.Statement.Verdict, Fields.Evidence.Stance])
        {
            var filter = Filter.ForList(field.Kind, null);
            (await _store.DistributionAsync(field, filter, 10)).ShouldBe(await embedded.DistributionAsync(field, filter, 10));
        }
        (await LedgerCheck.RunAsync(_store)).Problem.ShouldBeNull();
    }

    /// <summary>Queues the sets behind a transaction that does not end before all are there.</summary>
    private async Task<Task<CommitResult>[]> TogetherAsync(ChangeSet[] sets)
    {
        using var held = await _cypher.HoldAsync();
        var first = _store.CommitAsync(Set(Enter(new ActorContent { Name = "Who holds the others up" }))).AsTask();
        while (_cypher.Waiting == 0) await Task.Yield();
        return [.. sets.Select(s => _store.CommitAsync(s).AsTask())];
    }

    private Create Enter(Content content) => new(_ids.Next(content.Kind), content);
    private static ChangeSet Set(Operation operation) => new() { Principal = "test", Reason = "test", Operations = [operation] };
}
