using ClaimGraph.Neo4j;

namespace ClaimGraph.Stores.Tests.Neo4j;

/// <summary>Faults between the store and a real server, at the start and during work.</summary>
[Collection(OneServer.Name)]
public sealed class FaultTests : IAsyncLifetime
{
    private readonly IdSource _ids = new(TimeProvider.System, Random.Shared);
    private Proxy _proxy = null!;
    private int _entered;

    public async ValueTask InitializeAsync()
    {
        var options = Neo4jServer.Options();
        await Neo4jServer.EmptyAsync();
        _proxy = new Proxy(options.Uri);
    }

    public async ValueTask DisposeAsync()
    {
        if (_proxy is not null)
            await _proxy.DisposeAsync();
    }

    [Fact]
    public async Task A_wrong_password_is_reported_at_the_start()
    {
        var message = await RefusedAsync(o => o.Password = "wrong-one");
        message.ShouldContain("Check the user and the password.");
        message.ShouldNotContain("wrong-one");
    }

    [Fact]
    public async Task An_unknown_database_is_reported_at_the_start() =>
        (await RefusedAsync(o => o.Database = "elsewhere")).ShouldContain("Check the name of the database");

    [Fact]
    public async Task A_server_that_accepts_and_never_responds_is_reported_at_the_start()
    {
        _proxy.IsSilent = true;
        var message = await RefusedAsync(o => o.ConnectTimeout = TimeSpan.FromMilliseconds(300));
        message.ShouldContain("did not complete the handshake within 0.3 s");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(9)]
    [InlineData(60)]
    public async Task A_handshake_that_is_cut_is_reported_at_the_start(int bytes)
    {
        _proxy.CutAfter(bytes);
        (await RefusedAsync(_ => { })).ShouldContain("Cannot connect to Neo4j");
        _proxy.Cuts.ShouldBe(1);
        await using var store = await OpenAsync();
        (await store.HeadAsync()).Revision.ShouldBe(0);
    }

    [Fact]
    public async Task A_commit_whose_response_is_cut_anywhere_is_made_once()
    {
        await using var store = await OpenAsync(o => o.RetryTime = TimeSpan.FromSeconds(30));
        await using var witness = await OpenAsync(o => o.Uri = Neo4jServer.Options().Uri);
        await CommitAsync(store);
        var cuts = 0;
        for (var bytes = 0; bytes / 7 == cuts; bytes += 7) // until a response ends before the cut
        {
            _proxy.CutAfter(bytes);
            await CommitAsync(store);
            (await witness.HeadAsync()).Revision.ShouldBe(_entered);
            (await witness.CountAsync(NodeKind.Actor, null)).ShouldBe(_entered);
            cuts = _proxy.Cuts;
        }
        cuts.ShouldBeGreaterThan(10);
        (await LedgerCheck.RunAsync(witness)).Entries.ShouldBe(_entered);
    }

    [Fact]
    public async Task A_read_whose_response_is_cut_succeeds_or_is_reported()
    {
        await using var store = await OpenAsync(o => o.RetryTime = TimeSpan.FromSeconds(30));
        var id = await CommitAsync(store);
        for (var bytes = 0; bytes < 400; bytes += 20)
        {
            _proxy.CutAfter(bytes);
            try
            {
                ((Actor)(await store.GetAsync([id]))[0]!).Content.Name.ShouldBe("Actor 1");
            }
            catch (StoreUnavailableException)
            {
                ((Actor)(await store.GetAsync([id]))[0]!).Content.Name.ShouldBe("Actor 1");
            }
        }
    }

    [Fact]
    public async Task A_server_that_stops_responding_is_used_again_when_it_responds()
    {
        var second = TimeSpan.FromSeconds(1);
        await using var store = await OpenAsync(o =>
            (o.TransactionTimeout, o.ResponseTimeout, o.ConnectTimeout) = (TimeSpan.Zero, second, second)
        );
        await CommitAsync(store);
        _proxy.IsSilent = true;
        var silence = await Should.ThrowAsync<StoreUnavailableException>(async () => await store.HeadAsync());
        silence.Message.ShouldContain("sent nothing for 1 s");
        var set = Set("once") with { IdempotencyKey = "once" };
        await Should.ThrowAsync<StoreUnavailableException>(async () => await store.CommitAsync(set));
        _proxy.IsSilent = false;
        await store.CommitAsync(set);
        (await store.CommitAsync(set)).Results[0].Outcome.ShouldBe(Outcome.Existing);
        (await store.CountAsync(NodeKind.Actor, null)).ShouldBe(_entered + 1);
    }

    [Fact]
    public async Task A_changed_password_is_reported_and_the_new_one_read_without_a_restart()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, Neo4jServer.Options().Password, TestContext.Current.CancellationToken);
        await using (var store = await OpenAsync(o => o.PasswordFile = file))
        {
            await CommitAsync(store);
            await File.WriteAllTextAsync(file, "wrong-one", TestContext.Current.CancellationToken);
            _proxy.CutAll();
            var told = await Should.ThrowAsync<StoreUnavailableException>(async () => await ReadUntilRefusedAsync(store));
            told.Message.ShouldContain("Check the user and the password.");
            File.Delete(file);
            _proxy.CutAll();
            (await Should.ThrowAsync<StoreUnavailableException>(async () => await store.HeadAsync())).Message.ShouldContain(
                "cannot be read"
            );
            await File.WriteAllTextAsync(file, Neo4jServer.Options().Password, TestContext.Current.CancellationToken);
            (await store.HeadAsync()).Revision.ShouldBe(_entered);
        }
        File.Delete(file);
    }

    /// <summary>The first request on a connection that was cut notices it.</summary>
    private static async Task ReadUntilRefusedAsync(Neo4jStore store)
    {
        for (var i = 0; i < 3; i++)
        {
            try
            {
                await store.HeadAsync();
            }
            catch (StoreUnavailableException cut) when (!cut.Message.Contains("password", StringComparison.Ordinal) && i < 2)
            {
                // The next request gets a new connection.
            }
        }
    }

    private async Task<Neo4jStore> OpenAsync(Action<Neo4jOptions>? set = null)
    {
        var options = Neo4jServer.Options();
        (options.Uri, options.RetryTime) = (_proxy.Uri, TimeSpan.Zero);
        set?.Invoke(options);
        return await Neo4jStore.OpenAsync(options, TimeProvider.System);
    }

    private async Task<string> RefusedAsync(Action<Neo4jOptions> set)
    {
        var message = (await Should.ThrowAsync<StoreUnavailableException>(async () => await OpenAsync(set))).Message;
        message.ShouldContain(_proxy.Uri);
        message.ShouldNotContain("\n");
        return message;
    }

    private async Task<NodeId> CommitAsync(Neo4jStore store)
    {
        var result = await store.CommitAsync(Set($"Actor {++_entered}"));
        return result.Results[0].Node.Id;
    }

    private ChangeSet Set(string name) =>
        new() { Principal = "desk", Operations = [new Create(_ids.Next(NodeKind.Actor), new ActorContent { Name = name })] };
}
