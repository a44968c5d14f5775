namespace ClaimGraph.Stores.Tests.Conformance;

/// <summary>
/// A suite that every store passes. It is written against <see cref="IClaimStore"/> alone and enrolled for a store by a class that
/// gives it a place; a store that differs overrides the test and says why.
/// </summary>
public abstract class StoreConformance(Func<IStorePlace> newPlace) : IAsyncLifetime
{
    private readonly IStorePlace _place = newPlace();
    private IClaimStore? _store;

    protected ManualClock Clock { get; } = new();
    protected IdSource Ids { get; private set; } = null!;

    /// <summary>A store of its own for each test.</summary>
    protected IClaimStore Store => _store ?? throw new InvalidOperationException("The store is closed.");

    public async ValueTask InitializeAsync()
    {
        Ids = new IdSource(Clock, new Random(1));
        _store = await _place.OpenAsync(Clock);
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_store is not null)
            await _store.DisposeAsync();
        await _place.DisposeAsync();
    }

    protected async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        _store = null;
        _store = await _place.OpenAsync(Clock);
    }

    /// <summary>
    /// Runs a property on fresh stores with the same examples every time, small ones first. The environment variable
    /// <c>CONFORMANCE_ROUNDS</c> gives so many times more of them.
    /// </summary>
    protected async Task ForAll(Gen<Dice> dice, Func<IClaimStore, ManualClock, Dice, Task> property, int iter)
    {
        var rounds = int.TryParse(Environment.GetEnvironmentVariable("CONFORMANCE_ROUNDS"), out var given) ? given : 1;
        var examples = Enumerable
            .Range(1, Math.Max(1, iter * rounds / _place.OneExampleOf))
            .Select(i => dice.Generate(new PCG((uint)i, 1), null, out _))
            .OrderBy(d => d.Size);
        foreach (var example in examples)
            await Hold(example, property);
    }

    /// <summary>Gives what is read from a second store of the same kind, new and empty. What the first one holds may be lost by
    /// it.</summary>
    protected async Task<T> OnAnother<T>(Func<IClaimStore, Task<T>> read)
    {
        await using var place = newPlace();
        await using var store = await place.OpenAsync(Clock);
        return await read(store);
    }

    private async Task Hold(Dice dice, Func<IClaimStore, ManualClock, Dice, Task> property)
    {
        var clock = new ManualClock();
        await using var place = newPlace();
        await using var store = await place.OpenAsync(clock);
        try
        {
            await property(store, clock, dice);
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"With {dice}: {failure.Message}", failure);
        }
    }

    protected static ChangeSet Set(params Operation[] operations) => new() { Principal = "desk", Operations = operations };

    protected async Task<CommitResult> Commit(params Operation[] operations) => await Store.CommitAsync(Set(operations));

    /// <summary>Enters one node and gives it as the store returned it.</summary>
    protected async Task<Node> Enter(Content content, string? key = null, DateTimeOffset? createdAt = null) =>
        (await Commit(New(content, key, createdAt))).Results[0].Node;

    protected Create New(Content content, string? key = null, DateTimeOffset? createdAt = null) =>
        new(Ids.Next(content.Kind), content) { Key = key, CreatedAt = createdAt };

    protected async Task<NodeId> Actor(string name = "Italia") => (await Enter(new ActorContent { Name = name })).Id;

    protected async Task<NodeId> Source(string title = "Statement on AI") => (await Enter(new SourceContent { Title = title })).Id;

    protected async Task<NodeId> Event(string name = "Vertice di Parigi") => (await Enter(new EventContent { Name = name })).Id;

    protected async Task<NodeId> Statement(string text = "Gli USA non hanno firmato") =>
        (await Enter(new StatementContent { Text = text, Language = "it" })).Id;

    /// <param name="quote">Tells it from other evidence of the same basis, target and stance.</param>
    protected async Task<NodeId> Evidence(NodeId basis, NodeId target, Stance stance = Stance.Supports, string? quote = null) =>
        (
            await Enter(
                new EvidenceContent
                {
                    Basis = basis,
                    Target = target,
                    Stance = stance,
                    Anchor = quote is null ? null : new QuoteAnchor { Exact = quote },
                }
            )
        ).Id;

    protected async Task Retract(params NodeId[] ids) =>
        await Store.CommitAsync(Set([.. ids.Select(id => new SetStatus(id, RecordStatus.Retracted))]) with { Reason = "wrong" });

    protected async Task Restore(NodeId id) => await Commit(new SetStatus(id, RecordStatus.Active));

    protected async Task<Node> Get(NodeId id) => (await Store.GetAsync([id]))[0].ShouldNotBeNull();

    protected async Task<T> Get<T>(NodeId id)
        where T : Node => (await Get(id)).ShouldBeOfType<T>();

    /// <summary>Gives a node other content, from the version that it has now.</summary>
    protected async Task<Node> Change<T>(NodeId id, Func<T, Content> change)
        where T : Node
    {
        var node = await Get<T>(id);
        return (await Commit(new Update(id, node.Version, change(node)))).Results[0].Node;
    }

    /// <summary>The set is refused for exactly this, and nothing of it is written.</summary>
    protected async Task ShouldRefuse(ChangeSet set, string code, string path)
    {
        var head = await Store.HeadAsync();
        var problem = (await Should.ThrowAsync<RefusedException>(async () => await Store.CommitAsync(set))).Problems.ShouldHaveSingleItem();
        (problem.Code, string.Join('.', problem.Path)).ShouldBe((code, path));
        problem.Message.ShouldNotBeNullOrWhiteSpace();
        (await Store.HeadAsync()).Revision.ShouldBe(head.Revision);
        var created = set.Operations.OfType<Create>().Select(c => c.Id).ToArray();
        (await Store.GetAsync(created)).ShouldAllBe(n => n == null);
    }

    protected Task ShouldRefuse(Operation operation, string code, string path) => ShouldRefuse(Set(operation), code, path);

    protected static void ShouldBeSame(Node? actual, Node? expected) => Deep.Difference(actual, expected).ShouldBeNull();

    protected static Task<Page> Listing(
        IClaimStore store,
        NodeKind kind,
        Filter? filter = null,
        OrderBy? order = null,
        PageRequest? page = null
    ) => store.ListAsync(new ListQuery(kind, filter, order ?? OrderBy.Oldest(kind), page ?? PageRequest.First(Limits.Page))).AsTask();

    protected async Task<IReadOnlyList<NodeId>> List(NodeKind kind, Filter? filter = null, OrderBy? order = null) =>
        [.. (await Listing(Store, kind, filter, order)).Nodes.Select(n => n.Id)];

    protected async Task<IReadOnlyList<NodeId>> Links(Field via, NodeId node, Filter? filter = null) =>
        [
            .. (await Store.LinksAsync(new LinkQuery(via, filter, OrderBy.Oldest(via.Kind), PageRequest.First(Limits.Page)), [node]))[0]
                .Nodes.Select(n => n.Id),
        ];
}
