namespace ClaimGraph.Stores.Tests.Conformance;

/// <summary>Nodes come back as they were entered.</summary>
public abstract class ReadConformance(Func<IStorePlace> newPlace) : StoreConformance(newPlace)
{
    [Fact]
    public async Task Empty_store_has_nothing()
    {
        (await Store.GetAsync([new NodeId(NodeKind.Actor, 1)])).ShouldBe([null]);
        (await Store.FindAsync([NaturalKey.OfCaller(NodeKind.Actor, "k")])).ShouldBe([null]);
        (await Store.SnapshotsAsync([new NodeId(NodeKind.Source, 1)])).ShouldBe([null]);
        (await Store.ChangesAsync(0, 10)).ShouldBeEmpty();
        (await Store.HistoryAsync([new NodeId(NodeKind.Actor, 1)], long.MaxValue, 10)).ShouldBeEmpty();
        (await Store.HeadAsync()).Revision.ShouldBe(0);
        foreach (var kind in Enum.GetValues<NodeKind>())
        {
            (await Store.CountAsync(kind, null)).ShouldBe(0);
            (await List(kind)).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task It_is_counted_how_many_nodes_were_at_hand()
    {
        var ids = new[] { await Actor("a"), await Actor("b"), await Actor("c") };
        async Task<(long, long)> Counted(Func<Task> read)
        {
            var (hits, misses) = (Store.Lookups.Hits, Store.Lookups.Misses);
            await read();
            return (Store.Lookups.Hits - hits, Store.Lookups.Misses - misses);
        }
        await ReopenAsync();
        (await Counted(async () => await Store.GetAsync([ids[0], ids[1]]))).ShouldBe((0, 2));
        (await Counted(async () => await Store.GetAsync(ids))).ShouldBe((2, 1));
        (await Counted(async () => await List(NodeKind.Actor))).ShouldBe((3, 0));
    }

    [Fact]
    public async Task Nothing_asked_nothing_answered()
    {
        (await Store.GetAsync([])).ShouldBeEmpty();
        (await Store.FindAsync([])).ShouldBeEmpty();
        (await Store.SnapshotsAsync([])).ShouldBeEmpty();
        (
            await Store.LinksAsync(new LinkQuery(Fields.Evidence.Target, null, OrderBy.Oldest(NodeKind.Evidence), PageRequest.First(5)), [])
        ).ShouldBeEmpty();
        (await Store.CountLinksAsync(Fields.Evidence.Target, null, [])).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nodes_come_in_the_order_asked_for_with_null_where_there_is_none()
    {
        var (actor, source) = (await Actor(), await Source());
        var unknown = new NodeId(NodeKind.Actor, 12345);
        var read = await Store.GetAsync([source, unknown, actor, source, actor]);
        read.Select(n => n?.Id).ShouldBe([source, null, actor, source, actor]);
    }

    [Fact]
    public async Task Id_of_another_kind_with_the_same_number_is_another_node()
    {
        var actor = await Actor();
        foreach (var kind in Enum.GetValues<NodeKind>().Except([NodeKind.Actor]))
            (await Store.GetAsync([new NodeId(kind, actor.Number)])).ShouldBe([null]);
    }

    [Fact]
    public async Task Thousands_of_nodes_are_read_at_once()
    {
        var ids = (await Commit([.. Enumerable.Range(0, 3_000).Select(i => New(new ActorContent { Name = $"Actor {i}" }))]))
            .Results.Select(r => r.Node.Id)
            .ToArray();
        var asked = ids.Concat(ids.Reverse()).ToArray();
        (await Store.GetAsync(asked)).Select(n => n!.Id).ShouldBe(asked);
    }

    /// <summary>Every noun with every field set, and with as few as it takes.</summary>
    [Fact]
    public Task Entered_nodes_are_read_as_they_were_entered() =>
        ForAll(
            Dice.OfSize(5, 60),
            async (store, clock, dice) =>
            {
                var known = Enum.GetValues<NodeKind>().ToDictionary(k => k, _ => new List<NodeId>());
                var content = new RandomContent(dice, kind => known[kind]);
                var ids = new IdSource(clock, new Random(1));
                for (var i = 0; i < dice.Size; i++)
                {
                    var kind = dice.AnyOf<NodeKind>();
                    if (!content.Can(kind))
                        continue;
                    var create = new Create(ids.Next(kind), content.Of(kind))
                    {
                        Key = dice.Chance(50) ? $"{Texts.Any(dice)}{i}" : null,
                        CreatedAt = dice.Chance(50) ? content.Time() : null,
                    };
                    var result = await store.CommitAsync(Set(create));
                    if (result.Results[0].Outcome != Outcome.Created)
                        continue;
                    known[kind].Add(create.Id);
                    var read = (await store.GetAsync([create.Id]))[0].ShouldNotBeNull();
                    Deep.Difference(read.Data, WithoutSnapshotText(create.Content.Canonical())).ShouldBeNull();
                    (read.Id, read.Key, read.Version, read.Status, read.StatusReason).ShouldBe(
                        (create.Id, create.Key, 1, RecordStatus.Active, null)
                    );
                    read.CreatedAt.ShouldBe(create.CreatedAt ?? clock.GetUtcNow());
                    read.CreatedAt.Offset.ShouldBe(TimeSpan.Zero);
                }
            },
            iter: 20
        );

    [Fact]
    public async Task Result_of_a_commit_is_what_is_read_afterwards()
    {
        var (actor, source) = (
            New(new ActorContent { Name = "Italia" }),
            New(
                new SourceContent
                {
                    Title = "A",
                    Snapshot = new Snapshot { Text = "abc" },
                }
            )
        );
        var statement = New(new StatementContent { Text = "Firma", About = [actor.Id] });
        var evidence = New(
            new EvidenceContent
            {
                Basis = source.Id,
                Target = statement.Id,
                Stance = Stance.Rebuts,
            }
        );
        var results = (await Commit(actor, source, statement, evidence)).Results;
        foreach (var result in results)
        {
            var read = await Get(result.Node.Id);
            ShouldBeSame(read, result.Node is Source s ? s with { Content = (SourceContent)WithoutSnapshotText(s.Content) } : result.Node);
        }
    }

    [Fact]
    public async Task Source_comes_without_the_text_of_its_snapshot_but_with_its_hash()
    {
        var captured = Clock.GetUtcNow().AddDays(-1);
        var entered = new SourceContent
        {
            Title = "A",
            Snapshot = new Snapshot { Text = "Il testo 😀", CapturedAt = captured },
        };
        var id = (await Enter(entered)).Id;
        var snapshot = (await Get<Source>(id)).Content.Snapshot.ShouldNotBeNull();
        snapshot.ShouldBe(
            new Snapshot
            {
                Text = "",
                Sha256 = ((SourceContent)entered.Canonical()).Snapshot!.Sha256,
                CapturedAt = captured,
            }
        );
        (await Listing(Store, NodeKind.Source)).Nodes.ShouldHaveSingleItem().ShouldBeOfType<Source>().Content.Snapshot.ShouldBe(snapshot);
    }

    [Fact]
    public async Task Texts_of_snapshots_come_in_the_order_asked_for_with_null_where_there_is_none()
    {
        var one = (
            await Enter(
                new SourceContent
                {
                    Title = "1",
                    Snapshot = new Snapshot { Text = "one" },
                }
            )
        ).Id;
        var none = await Source();
        var two = (
            await Enter(
                new SourceContent
                {
                    Title = "2",
                    Snapshot = new Snapshot { Text = "two" },
                }
            )
        ).Id;
        (await Store.SnapshotsAsync([two, none, one, two, new NodeId(NodeKind.Source, 99)])).ShouldBe(["two", null, "one", "two", null]);
    }

    [Fact]
    public async Task Nodes_are_found_by_callers_key_and_by_their_own_identity()
    {
        var source = (await Enter(new SourceContent { Url = "http://Example.org/a/" }, key: "s1")).Id;
        var statement = (await Enter(new StatementContent { Text = "Firma.", Language = "it" }, key: "s1")).Id;
        var same = new StatementContent { Text = "FIRMA", Language = "IT" }
            .Canonical()
            .NaturalKeys()
            .Single();
        var url = new SourceContent { Url = "https://example.org/a?utm_source=x" }
            .Canonical()
            .NaturalKeys()
            .Single();
        (
            await Store.FindAsync([
                NaturalKey.OfCaller(NodeKind.Statement, "s1"),
                same,
                NaturalKey.OfCaller(NodeKind.Source, "s1"),
                url,
                NaturalKey.OfCaller(NodeKind.Actor, "s1"),
                NaturalKey.OfCaller(NodeKind.Source, "S1"),
                same,
            ])
        ).ShouldBe([statement, statement, source, source, null, null, statement]);
    }

    [Fact]
    public async Task Retracted_node_is_read_and_found()
    {
        var id = (await Enter(new ActorContent { Name = "Italia" }, key: "it")).Id;
        await Retract(id);
        var node = await Get(id);
        (node.Status, node.StatusReason, node.Version, node.Key).ShouldBe((RecordStatus.Retracted, "wrong", 2, "it"));
        (await Store.FindAsync([NaturalKey.OfCaller(NodeKind.Actor, "it")])).ShouldBe([id]);
    }

    [Fact]
    public async Task Cancelled_call_is_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(async () =>
            await Store.CommitAsync(Set(New(new ActorContent { Name = "a" })), cancelled.Token)
        );
        (await Store.CountAsync(NodeKind.Actor, null)).ShouldBe(0);
    }

    private static Content WithoutSnapshotText(Content content) =>
        content is SourceContent { Snapshot: { } snapshot } source ? source with { Snapshot = snapshot with { Text = "" } } : content;
}
