namespace ClaimGraph.Stores.Tests.Conformance;

/// <summary>Many callers at once see what one after the other would.</summary>
public abstract class ConcurrencyConformance(Func<IStorePlace> newPlace) : StoreConformance(newPlace)
{
    private const int Writers = 8;

    [Fact]
    public async Task Writers_on_one_hub_lose_nothing()
    {
        const int each = 40;
        var (hub, sources) = (await Statement(), new List<NodeId>());
        for (var i = 0; i < Writers; i++)
            sources.Add(await Source($"{i}"));
        await AtOnce(async writer =>
        {
            for (var i = 0; i < each; i++)
                await Evidence(sources[writer], hub, i % 4 == 0 ? Stance.Rebuts : Stance.Supports, quote: $"{i}");
        });
        var derived = (await Get<Statement>(hub)).Derived;
        (derived.SupportCount, derived.RebutCount, derived.IndependentSupportSourceCount).ShouldBe(
            (Writers * each * 3 / 4, Writers * each / 4, Writers)
        );
        foreach (var source in sources)
            (await Get<Source>(source)).Derived.EvidenceCount.ShouldBe(each);
        var stances = await Store.DistributionAsync(Fields.Evidence.Stance, Filter.ForList(NodeKind.Evidence, null), 5);
        stances.Select(s => s.Count).ShouldBe([Writers * each * 3 / 4, Writers * each / 4]);
        (await LedgerCheck.RunAsync(Store)).ShouldBe(new LedgerCheck(1 + Writers + Writers * each, null, null));
    }

    [Fact]
    public async Task Of_updates_from_one_version_one_wins_and_none_is_lost()
    {
        var (id, refused) = (await Actor("0"), 0);
        await AtOnce(async writer =>
        {
            for (var done = 0; done < 15; )
            {
                var actor = await Get<Actor>(id);
                try
                {
                    await Commit(
                        new Update(
                            id,
                            actor.Version,
                            actor.Content with
                            {
                                Name = $"{int.Parse(actor.Content.Name, System.Globalization.CultureInfo.InvariantCulture) + 1}",
                            }
                        )
                    );
                    done++;
                }
                catch (RefusedException stale) when (stale.Problems[0].Code == ProblemCode.StaleVersion)
                {
                    Interlocked.Increment(ref refused);
                }
            }
        });
        var last = await Get<Actor>(id);
        (last.Version, last.Content.Name).ShouldBe((1 + Writers * 15, $"{Writers * 15}"));
        (await Store.HeadAsync()).Revision.ShouldBe(last.Version);
        (await Store.HistoryAsync([id], long.MaxValue, 1_000)).Count.ShouldBe(last.Version);
    }

    [Fact]
    public async Task Changes_of_whatever_is_there_are_all_made_and_none_is_refused()
    {
        var id = await Actor("a");
        await AtOnce(async writer =>
        {
            for (var i = 0; i < 25; i++)
            {
                var alias = $"{writer}-{i}";
                await Commit(
                    new Amend(id, c => c is ActorContent actor ? actor with { Aliases = [.. actor.Aliases.TakeLast(9), alias] } : c)
                );
            }
        });
        var last = await Get<Actor>(id);
        (last.Version, last.Content.Aliases.Count).ShouldBe((1 + Writers * 25, 10));
    }

    [Fact]
    public async Task Same_idempotency_key_and_same_address_at_once_are_entered_once()
    {
        var outcomes = new List<OperationResult>();
        await AtOnce(async _ =>
        {
            var set = Set(New(new ActorContent { Name = "a" }), New(new SourceContent { Url = "https://example.org/a" })) with
            {
                IdempotencyKey = "k",
            };
            var keyed = await Store.CommitAsync(set);
            var plain = await Commit(New(new SourceContent { Url = "https://example.org/b" }));
            lock (outcomes)
                outcomes.AddRange([.. keyed.Results, .. plain.Results]);
        });
        outcomes.Count(o => o.Outcome == Outcome.Created).ShouldBe(3);
        outcomes.Select(o => o.Node.Id).Distinct().Count().ShouldBe(3);
        (await Store.HeadAsync()).Revision.ShouldBe(2);
    }

    /// <summary>Two actors always get the same name in one set; a source is always retracted together with its evidence.</summary>
    [Fact]
    public virtual async Task Readers_see_committed_states_only()
    {
        NodeId[] pair = [await Actor("0"), await Actor("0")];
        var (statement, source) = (await Statement(), await Source());
        var evidence = await Evidence(source, statement);
        using var stop = new CancellationTokenSource();
        var readers = Enumerable
            .Range(0, 4)
            .Select(reader =>
                Task.Run(async () =>
                {
                    long seen = 0;
                    for (var reads = 0; !stop.IsCancellationRequested || reads < 20; reads++)
                    {
                        var actors = (await Store.GetAsync(pair)).Cast<Actor>().ToArray();
                        actors[0].Content.Name.ShouldBe(actors[1].Content.Name);
                        var listed = (await Listing(Store, NodeKind.Actor))
                            .Nodes.Cast<Actor>()
                            .Select(a => a.Content.Name)
                            .Distinct()
                            .Count();
                        listed.ShouldBe(1);
                        var argued = await Store.GetAsync([statement, source, evidence]);
                        argued[2]!.IsActive.ShouldBe(argued[1]!.IsActive);
                        ((Statement)argued[0]!).Derived.SupportCount.ShouldBe(argued[2]!.IsActive ? 1 : 0);
                        var head = (await Store.HeadAsync()).Revision;
                        head.ShouldBeGreaterThanOrEqualTo(seen);
                        seen = head;
                    }
                })
            )
            .ToArray();
        for (var i = 1; i <= 100; i++)
        {
            var name = new ActorContent { Name = $"{i}" };
            await Commit([.. pair.Select(id => new Update(id, i, name))]);
            ((Actor)(await Get(pair[0]))).Content.Name.ShouldBe($"{i}"); // every read sees what was acknowledged
            if (i % 2 == 0)
                await Commit(new SetStatus(source, RecordStatus.Active), new SetStatus(evidence, RecordStatus.Active));
            else
                await Retract(source, evidence);
        }
        await stop.CancelAsync();
        await Task.WhenAll(readers);
    }

    [Fact]
    public async Task Refused_sets_among_good_ones_leave_no_trace()
    {
        var unknown = new NodeId(NodeKind.Actor, 5);
        await AtOnce(async writer =>
        {
            for (var i = 0; i < 20; i++)
                if (i % 2 == 0)
                    await Actor($"{writer} {i}");
                else
                    await Should.ThrowAsync<RefusedException>(async () =>
                        await Commit(New(new ActorContent { Name = "half" }), new Update(unknown, 1, new ActorContent { Name = "x" }))
                    );
        });
        (await Store.CountAsync(NodeKind.Actor, null)).ShouldBe(Writers * 10);
        (await List(NodeKind.Actor, Filter.Is(Fields.Actor.Name, "half"))).ShouldBeEmpty();
        (await LedgerCheck.RunAsync(Store)).ShouldBe(new LedgerCheck(Writers * 10, null, null));
    }

    [Fact]
    public async Task Closed_store_says_so()
    {
        var closed = Store;
        await ReopenAsync();
        await Should.ThrowAsync<StoreUnavailableException>(async () => await closed.HeadAsync());
        await Should.ThrowAsync<StoreUnavailableException>(async () => await closed.CommitAsync(Set(New(new ActorContent { Name = "a" }))));
    }

    private static Task AtOnce(Func<int, Task> writer) => Task.WhenAll(Enumerable.Range(0, Writers).Select(i => Task.Run(() => writer(i))));
}
