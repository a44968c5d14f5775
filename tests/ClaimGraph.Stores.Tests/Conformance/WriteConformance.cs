namespace ClaimGraph.Stores.Tests.Conformance;

/// <summary>What a change set does and when it is refused.</summary>
public abstract class WriteConformance(Func<IStorePlace> newPlace) : StoreConformance(newPlace)
{
    [Fact]
    public async Task Create_gives_version_one_and_the_next_revision()
    {
        var result = await Commit(New(new ActorContent { Name = "Italia" }));
        (result.Revision, result.Results[0].Outcome, result.Results[0].Node.Version).ShouldBe((1, Outcome.Created, 1));
        (await Commit(New(new ActorContent { Name = "Francia" }))).Revision.ShouldBe(2);
        (await Store.HeadAsync()).Revision.ShouldBe(2);
    }

    [Fact]
    public async Task Empty_set_changes_nothing()
    {
        await Actor();
        var result = await Commit();
        (result.Revision, result.Results.Count).ShouldBe((1, 0));
        (await Store.HeadAsync()).Revision.ShouldBe(1);
    }

    [Fact]
    public async Task Update_gives_new_content_and_the_next_version()
    {
        var id = await Actor();
        var result = await Commit(
            new Update(
                id,
                1,
                new ActorContent
                {
                    Name = "Repubblica italiana",
                    ActorKind = ActorKind.Country,
                    Aliases = ["Italia"],
                }
            )
        );
        (result.Results[0].Outcome, result.Results[0].Node.Version).ShouldBe((Outcome.Updated, 2));
        var node = await Get<Actor>(id);
        (node.Content.Name, node.Content.ActorKind, node.Version).ShouldBe(("Repubblica italiana", ActorKind.Country, 2));
        node.Content.Aliases.ShouldBe(["Italia"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public async Task Update_with_a_stale_version_is_refused(int expected)
    {
        var id = await Actor();
        await Change<Actor>(id, a => a.Content with { Description = "second" });
        await ShouldRefuse(new Update(id, expected, new ActorContent { Name = "third" }), ProblemCode.StaleVersion, "0.version");
        (await Get<Actor>(id)).Content.Description.ShouldBe("second");
        await ShouldRefuse(
            Set(new SetStatus(id, RecordStatus.Retracted) { ExpectedVersion = expected }) with
            {
                Reason = "wrong",
            },
            ProblemCode.StaleVersion,
            "0.version"
        );
    }

    [Fact]
    public async Task Status_without_an_expected_version_is_set_whatever_the_version()
    {
        var id = await Actor();
        await Change<Actor>(id, a => a.Content with { Description = "second" });
        await Retract(id);
        (await Get(id)).Status.ShouldBe(RecordStatus.Retracted);
    }

    [Fact]
    public async Task Update_that_changes_nothing_makes_no_version_and_no_revision()
    {
        var id = (
            await Enter(
                new SourceContent
                {
                    Url = "https://example.org/a",
                    Title = "A",
                    Snapshot = new Snapshot { Text = "abc", CapturedAt = Clock.GetUtcNow().AddTicks(1234) },
                }
            )
        ).Id;
        var content = new SourceContent
        {
            Url = " https://example.org/a ",
            Title = "A",
            Snapshot = new Snapshot { Text = "abc", CapturedAt = Clock.GetUtcNow().AddTicks(4321).ToOffset(TimeSpan.FromHours(3)) },
        };
        var result = await Commit(new Update(id, 1, content));
        (result.Results[0].Outcome, result.Results[0].Node.Version, result.Revision).ShouldBe((Outcome.Unchanged, 1, 1));
        (await Store.HeadAsync()).Revision.ShouldBe(1);
    }

    [Fact]
    public Task Node_that_is_entered_again_as_it_is_stays_unchanged() =>
        ForAll(
            Dice.OfSize(1, 1),
            async (store, clock, dice) =>
            {
                var (ids, known) = (
                    new IdSource(clock, new Random(1)),
                    Enum.GetValues<NodeKind>().ToDictionary(k => k, _ => new List<NodeId>())
                );
                var content = new RandomContent(dice, kind => known[kind]);
                for (var i = 0; i < 20; i++)
                {
                    var kind = dice.AnyOf<NodeKind>();
                    if (!content.Can(kind))
                        continue;
                    var create = new Create(ids.Next(kind), content.Of(kind)) { Key = $"{i}" };
                    if ((await store.CommitAsync(Set(create))).Results[0].Outcome != Outcome.Created)
                        continue; // it is what was entered before
                    known[kind].Add(create.Id);
                    var again = await store.CommitAsync(
                        Set(create with { Id = ids.Next(kind), OnExisting = OnExisting.Replace }, new Update(create.Id, 1, create.Content))
                    );
                    again
                        .Results.Select(r => (r.Outcome, r.Node.Id))
                        .ShouldBe([(Outcome.Unchanged, create.Id), (Outcome.Unchanged, create.Id)]);
                }
            },
            iter: 20
        );

    [Fact]
    public async Task Empty_rating_is_no_rating()
    {
        var (statement, reviewer) = (await Statement(), await Actor());
        var content = new ReviewContent
        {
            Statement = statement,
            Reviewer = reviewer,
            Verdict = Verdict.Mixed,
            Rating = new Rating(),
        };
        var id = (await Enter(content, key: "r")).Id;
        (await Get<Review>(id)).Content.Rating.ShouldBeNull();
        (await Commit(new Update(id, 1, content))).Results[0].Outcome.ShouldBe(Outcome.Unchanged);
    }

    [Fact]
    public async Task Update_of_what_does_not_exist_is_refused()
    {
        await ShouldRefuse(new Update(new NodeId(NodeKind.Actor, 99), 1, new ActorContent { Name = "a" }), ProblemCode.NotFound, "0.id");
        await ShouldRefuse(
            Set(new SetStatus(new NodeId(NodeKind.Review, 99), RecordStatus.Retracted)) with
            {
                Reason = "wrong",
            },
            ProblemCode.NotFound,
            "0.id"
        );
    }

    [Fact]
    public async Task Update_of_a_retracted_node_is_refused_until_it_is_restored()
    {
        var id = await Actor();
        await Retract(id);
        await ShouldRefuse(new Update(id, 2, new ActorContent { Name = "a" }), ProblemCode.Retracted, "0.id");
        await Restore(id);
        (await Change<Actor>(id, a => a.Content with { Name = "a" })).Version.ShouldBe(4);
    }

    [Fact]
    public async Task Retraction_keeps_the_reason_and_restoring_takes_it_back()
    {
        var id = await Actor();
        await Retract(id);
        (await Get(id)).StatusReason.ShouldBe("wrong");
        (await Store.CommitAsync(Set(new SetStatus(id, RecordStatus.Retracted)) with { Reason = "wrong" }))
            .Results[0]
            .Outcome.ShouldBe(Outcome.Unchanged);
        (await Store.CommitAsync(Set(new SetStatus(id, RecordStatus.Retracted)) with { Reason = "other" }))
            .Results[0]
            .Outcome.ShouldBe(Outcome.Updated);
        await Restore(id);
        var node = await Get(id);
        (node.Status, node.StatusReason, node.Version).ShouldBe((RecordStatus.Active, null, 4));
        (await Commit(new SetStatus(id, RecordStatus.Active))).Results[0].Outcome.ShouldBe(Outcome.Unchanged);
    }

    [Fact]
    public async Task Corrected_source_still_counts()
    {
        var (source, statement) = (await Source(), await Statement());
        await Evidence(source, statement);
        var before = (await Get<Statement>(statement)).Derived;
        await Store.CommitAsync(Set(new SetStatus(source, RecordStatus.Corrected)) with { Reason = "date corrected" });
        (await Get(source)).Status.ShouldBe(RecordStatus.Corrected);
        (await Get<Statement>(statement)).Derived.ShouldBe(before);
    }

    [Fact]
    public async Task Fixed_fields_cannot_be_changed()
    {
        var (actor, source, other, one, two) = (
            await Actor(),
            await Source("a"),
            await Source("b"),
            await Statement("one"),
            await Statement("two")
        );
        var evidence = await Evidence(source, one);
        var appearance = (await Enter(new AppearanceContent { Statement = one })).Id;
        var review = (
            await Enter(
                new ReviewContent
                {
                    Statement = one,
                    Reviewer = actor,
                    Verdict = Verdict.Mixed,
                }
            )
        ).Id;

        await ShouldRefuse(
            new Update(
                evidence,
                1,
                new EvidenceContent
                {
                    Basis = other,
                    Target = one,
                    Stance = Stance.Supports,
                }
            ),
            ProblemCode.Immutable,
            "0.basis"
        );
        await ShouldRefuse(
            new Update(
                evidence,
                1,
                new EvidenceContent
                {
                    Basis = source,
                    Target = two,
                    Stance = Stance.Supports,
                }
            ),
            ProblemCode.Immutable,
            "0.target"
        );
        await ShouldRefuse(new Update(appearance, 1, new AppearanceContent { Statement = two }), ProblemCode.Immutable, "0.statement");
        await ShouldRefuse(
            new Update(
                review,
                1,
                new ReviewContent
                {
                    Statement = two,
                    Reviewer = actor,
                    Verdict = Verdict.Mixed,
                }
            ),
            ProblemCode.Immutable,
            "0.statement"
        );
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_named_with_the_number_of_its_operation()
    {
        var unknown = new NodeId(NodeKind.Actor, 99);
        var refused = await Should.ThrowAsync<RefusedException>(async () =>
            await Commit(
                New(new ActorContent { Name = "a" }),
                New(new StatementContent { Text = "a", About = [unknown, unknown] }),
                new Update(unknown, 1, new ActorContent { Name = "a" }),
                New(new SourceContent { Title = "a", Publisher = unknown })
            )
        );
        refused
            .Problems.Select(p => (p.Code, string.Join('.', p.Path)))
            .ShouldBe(
                [(ProblemCode.NotFound, "1.about.0"), (ProblemCode.NotFound, "2.id"), (ProblemCode.NotFound, "3.publisher")],
                ignoreOrder: true
            );
    }

    [Fact]
    public async Task One_bad_operation_among_thousands_and_nothing_is_written()
    {
        var operations = Enumerable
            .Range(0, 3_000)
            .Select(i => (Operation)New(new StatementContent { Text = $"Statement {i}" }, key: $"{i}"))
            .ToList();
        operations.Insert(2_000, New(new SourceContent { Title = "a", Publisher = new NodeId(NodeKind.Actor, 99) }));
        await ShouldRefuse(Set([.. operations]), ProblemCode.NotFound, "2000.publisher");
        foreach (var kind in Enum.GetValues<NodeKind>())
            (await Store.CountAsync(kind, null)).ShouldBe(0);
        (await Store.FindAsync([NaturalKey.OfCaller(NodeKind.Statement, "0")])).ShouldBe([null]);
        (await Store.SearchAsync(new SearchQuery("statement", [NodeKind.Statement], 10))).Hits.ShouldBeEmpty();
        (await Store.ChangesAsync(0, 10)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Store_goes_on_after_a_refusal()
    {
        await ShouldRefuse(
            New(new SourceContent { Title = "a", Publisher = new NodeId(NodeKind.Actor, 99) }),
            ProblemCode.NotFound,
            "0.publisher"
        );
        (await Commit(New(new ActorContent { Name = "Italia" }))).Revision.ShouldBe(1);
    }

    [Fact]
    public async Task Set_as_large_as_may_be_is_written_at_once()
    {
        var statement = New(new StatementContent { Text = "hub" });
        var sources = Enumerable.Range(0, 100).Select(i => New(new SourceContent { Url = $"https://example.org/{i}" })).ToArray();
        var evidence = Enumerable
            .Range(0, Limits.Operations - 101)
            .Select(i =>
                New(
                    new EvidenceContent
                    {
                        Basis = sources[i % 100].Id,
                        Target = statement.Id,
                        Stance = Stance.Supports,
                        Anchor = new QuoteAnchor { Exact = $"{i}" },
                    }
                )
            );
        var result = await Commit([statement, .. sources, .. evidence]);
        (result.Revision, result.Results.Count).ShouldBe((1, Limits.Operations));
        (await Get<Statement>(statement.Id)).Derived.SupportCount.ShouldBe(Limits.Operations - 101);
        (await Store.ChangesAsync(0, 10)).ShouldHaveSingleItem().Changes.Count.ShouldBe(Limits.Operations);
    }

    [Fact]
    public async Task Operation_sees_what_earlier_ones_of_its_set_made()
    {
        var actor = New(new ActorContent { Name = "Italia" });
        var result = await Store.CommitAsync(
            Set(
                actor,
                new Update(actor.Id, 1, new ActorContent { Name = "Francia" }),
                new Update(actor.Id, 2, new ActorContent { Name = "Spagna" }),
                new SetStatus(actor.Id, RecordStatus.Retracted)
            ) with
            {
                Reason = "test",
            }
        );
        result.Results.ShouldAllBe(r => r.Node.Version == 4);
        var node = await Get<Actor>(actor.Id);
        (node.Content.Name, node.Version, node.Status).ShouldBe(("Spagna", 4, RecordStatus.Retracted));
    }

    [Fact]
    public async Task Operation_cannot_name_what_a_later_one_makes()
    {
        var actor = New(new ActorContent { Name = "Italia" });
        await ShouldRefuse(Set(New(new SourceContent { Title = "a", Publisher = actor.Id }), actor), ProblemCode.NotFound, "0.publisher");
    }

    [Fact]
    public async Task Id_that_is_taken_is_refused_and_the_node_stays()
    {
        var id = await Actor();
        await Should.ThrowAsync<ClaimGraphException>(async () => await Commit(new Create(id, new ActorContent { Name = "Francia" })));
        (await Get<Actor>(id)).Content.Name.ShouldBe("Italia");
        (await Commit(New(new ActorContent { Name = "Francia" }))).Revision.ShouldBe(2);
    }

    [Fact]
    public async Task Id_that_is_taken_refuses_its_set_alone_among_those_that_come_at_the_same_time()
    {
        var taken = await Actor();
        var sets = Enumerable
            .Range(0, 100)
            .Select(i =>
                Set(
                    i % 5 == 3
                        ? [New(new SourceContent { Title = $"undone {i}" }), new Create(taken, new ActorContent { Name = $"undone {i}" })]
                        : [New(new ActorContent { Name = $"done {i}" })]
                )
            )
            .ToArray();
        var done = await Task.WhenAll(
            sets.Select(async set =>
            {
                try
                {
                    return (await Store.CommitAsync(set)).Results[0].Node.Id;
                }
                catch (ClaimGraphException)
                {
                    return default(NodeId?);
                }
            })
        );
        done.Select((id, i) => id is null == (i % 5 == 3)).ShouldAllBe(right => right);
        (await Store.GetAsync([.. done.OfType<NodeId>()])).ShouldAllBe(node => node != null);
        (await Store.CountAsync(NodeKind.Actor, null)).ShouldBe(81);
        (await Store.CountAsync(NodeKind.Source, null)).ShouldBe(0);
        (await LedgerCheck.RunAsync(Store)).ShouldBe(new LedgerCheck(81, null, null));
    }

    [Fact]
    public async Task Same_id_twice_in_a_set_is_refused()
    {
        var create = New(new ActorContent { Name = "Italia" });
        await Should.ThrowAsync<RefusedException>(async () =>
            await Commit(create, create with { Content = new ActorContent { Name = "Francia" } })
        );
        (await Store.CountAsync(NodeKind.Actor, null)).ShouldBe(0);
    }

    [Fact]
    public async Task Time_of_a_record_is_the_given_one_to_the_millisecond_or_that_of_the_commit()
    {
        (await Enter(new ActorContent { Name = "a" })).CreatedAt.ShouldBe(Clock.GetUtcNow());
        var given = new DateTimeOffset(1999, 12, 31, 23, 59, 59, 999, TimeSpan.FromHours(-5)).AddTicks(5_678);
        var id = (await Enter(new ActorContent { Name = "b" }, createdAt: given)).Id;
        (await Get(id)).CreatedAt.ShouldBe(new DateTimeOffset(2000, 1, 1, 4, 59, 59, 999, TimeSpan.Zero));
        foreach (
            var extreme in new[]
            {
                DateTimeOffset.MinValue,
                DateTimeOffset.UnixEpoch.AddMilliseconds(-1),
                new DateTimeOffset(9999, 12, 31, 23, 59, 59, 999, TimeSpan.Zero),
            }
        )
            (await Get((await Enter(new ActorContent { Name = "c" }, createdAt: extreme)).Id)).CreatedAt.ShouldBe(extreme);
    }
}
