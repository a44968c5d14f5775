using System.Diagnostics;
using ClaimGraph.Neo4j;
using ClaimGraph.Neo4j.Reading;

namespace ClaimGraph.Stores.Tests.Neo4j;

/// <summary>
/// Eight writers while the network between the store and a real server fails for some seconds. Who is told that the store cannot be used
/// sends the same commit again.
/// </summary>
[Collection(OneServer.Name)]
public sealed class NetworkTests : IAsyncLifetime
{
    private const int Writers = 8;
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(3),
        Recovery = TimeSpan.FromSeconds(5);

    private readonly IdSource _ids = new(TimeProvider.System, Random.Shared);
    private Proxy _proxy = null!;
    private int _acknowledged;
    private volatile bool _isOver;

    public enum Fault
    {
        Blackhole,
        LostRequests,
        LostResponses,
        Frozen,
        Slow,
        Cut,
        Reset,
        HalfClosed,
    }

    public async ValueTask InitializeAsync()
    {
        await Neo4jServer.EmptyAsync();
        _proxy = new Proxy(Neo4jServer.Options().Uri);
    }

    public ValueTask DisposeAsync() => _proxy?.DisposeAsync() ?? default;

    [Theory]
    [InlineData(Fault.Blackhole)]
    [InlineData(Fault.LostRequests)]
    [InlineData(Fault.LostResponses)]
    [InlineData(Fault.Frozen)]
    [InlineData(Fault.Slow)]
    [InlineData(Fault.Cut)]
    [InlineData(Fault.Reset)]
    [InlineData(Fault.HalfClosed)]
    public async Task Writes_flow_again_soon_and_each_is_made_once(Fault fault)
    {
        await using var store = await OpenAsync(_ => { });
        var writers = Enumerable.Range(0, Writers).Select(_ => Task.Run(() => WriteAsync(store))).ToArray();
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(() => ReadAsync(store))).ToArray();
        await FlowAsync(TimeSpan.FromMinutes(1));
        Begin(fault);
        await Task.Delay(Outage, TestContext.Current.CancellationToken);
        End();
        await FlowAsync(Recovery);
        _isOver = true;
        await Task.WhenAll(writers);
        await Task.WhenAll(readers);

        await using var witness = await OpenAsync(o => o.Uri = Neo4jServer.Options().Uri);
        (await witness.HeadAsync()).Revision.ShouldBe(_acknowledged);
        (await witness.CountAsync(NodeKind.Actor, null)).ShouldBe(_acknowledged);
    }

    [Fact]
    public async Task While_the_network_is_gone_a_write_waits_for_the_time_of_retries_and_the_store_says_that_it_cannot_be_used()
    {
        await using var store = await OpenAsync(o => (o.RetryTime, o.ConnectTimeout) = (TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(1)));
        await store.CheckAsync();
        Begin(Fault.Blackhole);
        var longest = await Task.WhenAll(
            Enumerable
                .Range(0, Writers)
                .Select(async i =>
                {
                    await Task.Delay(400 * i, TestContext.Current.CancellationToken);
                    var watch = Stopwatch.StartNew();
                    await Should.ThrowAsync<StoreUnavailableException>(async () => await store.CommitAsync(Set($"{i}")));
                    return watch.Elapsed;
                })
        );
        longest.Max().ShouldBeLessThan(TimeSpan.FromSeconds(7.5));
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await Should.ThrowAsync<Exception>(async () => await store.CheckAsync(soon.Token));
        End();
        await store.CommitAsync(Set("again"));
        await store.CheckAsync();
    }

    [Fact]
    public async Task A_commit_that_waits_for_another_server_for_too_long_is_given_up()
    {
        await using var store = await OpenAsync(o => o.CommitTimeout = TimeSpan.FromSeconds(3));
        await using var other = await OpenAsync(_ => { });
        await using var driver = await Neo4jDriver.ConnectAsync(Neo4jServer.Options(), TimeProvider.System);
        await driver.WriteAsync(async transaction =>
        {
            await transaction.RunAsync([LedgerCypher.Lock]);
            var watch = Stopwatch.StartNew();
            var told = await Should.ThrowAsync<StoreUnavailableException>(async () => await store.CommitAsync(Set("late")));
            told.Message.ShouldContain("did not confirm the commit within 3 s");
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
            return true;
        });
        await store.CommitAsync(Set("in time"));
        (await other.CommitAsync(Set("of another"))).Revision.ShouldBe(2);
    }

    private void Begin(Fault fault)
    {
        _proxy.IsDeaf = fault is Fault.Blackhole or Fault.LostRequests;
        _proxy.IsSilent = fault is Fault.Blackhole or Fault.LostResponses;
        (_proxy.IsFrozen, _proxy.IsSlow) = (fault == Fault.Frozen, fault == Fault.Slow);
        if (fault == Fault.Cut)
            _proxy.CutAll();
        else if (fault == Fault.Reset)
            _proxy.ResetAll();
        else if (fault == Fault.HalfClosed)
            _proxy.HalfCloseAll();
    }

    private void End() => _proxy.IsDeaf = _proxy.IsSilent = _proxy.IsFrozen = _proxy.IsSlow = false;

    private async Task FlowAsync(TimeSpan limit)
    {
        var (before, watch) = (Volatile.Read(ref _acknowledged), Stopwatch.StartNew());
        while (Volatile.Read(ref _acknowledged) < before + (2 * Writers))
        {
            watch.Elapsed.ShouldBeLessThan(limit);
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"Writes flow after {watch.Elapsed.TotalSeconds:0.0} s.");
    }

    private async Task WriteAsync(Neo4jStore store)
    {
        while (!_isOver)
        {
            var set = Set($"{Guid.NewGuid()}");
            while (!await TryAsync(async () => await store.CommitAsync(set)))
                await Task.Delay(50);
            Interlocked.Increment(ref _acknowledged);
        }
    }

    private async Task ReadAsync(Neo4jStore store)
    {
        while (!_isOver)
        {
            var known = Volatile.Read(ref _acknowledged);
            await TryAsync(async () => (await store.HeadAsync()).Revision.ShouldBeGreaterThanOrEqualTo(known));
            await Task.Delay(20);
        }
    }

    private static async Task<bool> TryAsync(Func<Task> use)
    {
        try
        {
            await use();
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    private async Task<Neo4jStore> OpenAsync(Action<Neo4jOptions> set)
    {
        var options = Neo4jServer.Options();
        options.Uri = _proxy.Uri;
        set(options);
        return await Neo4jStore.OpenAsync(options, TimeProvider.System);
    }

    private ChangeSet Set(string name) =>
        new()
        {
            Principal = "desk",
            IdempotencyKey = name,
            Operations = [new Create(_ids.Next(NodeKind.Actor), new ActorContent { Name = name })],
        };
}
