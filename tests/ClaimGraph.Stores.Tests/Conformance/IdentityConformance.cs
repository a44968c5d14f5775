namespace ClaimGraph.Stores.Tests.Conformance;

/// <summary>Entering the same thing twice gives one node; repeating a set gives its first result.</summary>
public abstract class IdentityConformance(Func<IStorePlace> newPlace) : StoreConformance(newPlace)
{
    [Fact]
    public async Task Same_address_is_one_source()
    {
        var first = (await Enter(new SourceContent { Url = "https://example.org/a", Title = "first" })).Id;
        var result = await Commit(New(new SourceContent { Url = "http://EXAMPLE.org/a/?utm_source=x#top", Title = "second" }));
        (result.Results[0].Outcome, result.Results[0].Node.Id, result.Revision).ShouldBe((Outcome.Existing, first, 1));
        (await Get<Source>(first)).Content.Title.ShouldBe("first");
        (await Store.CountAsync(NodeKind.Source, null)).ShouldBe(1);
    }

    [Fact]
    public async Task Sources_without_an_address_are_several()
    {
        await Source("same");
        await Source("same");
        (await Store.CountAsync(NodeKind.Source, null)).ShouldBe(2);
    }

    [Fact]
    public async Task Same_wording_in_one_language_is_one_statement()
    {
        var first = (await Enter(new StatementContent { Text = "L'Italia ha firmato", Language = "it" })).Id;
        (await Enter(new StatementContent { Text = "l’italia  ha FIRMATO.", Language = "IT" })).Id.ShouldBe(first);
        (await Enter(new StatementContent { Text = "L'Italia ha firmato", Language = "en" })).Id.ShouldNotBe(first);
    }

    [Fact]
    public async Task Same_reviewer_and_address_is_one_review_whatever_the_statement()
    {
        var (reviewer, other, one, two) = (await Actor("a"), await Actor("b"), await Statement("one"), await Statement("two"));
        ReviewContent Review(NodeId by, string? url, NodeId of) =>
            new()
            {
                Statement = of,
                Reviewer = by,
                Verdict = Verdict.Mixed,
                Url = url,
            };
        var first = (await Enter(Review(reviewer, "https://example.org/r", one))).Id;
        (await Enter(Review(reviewer, "https://example.org/r/", two))).Id.ShouldBe(first);
        (await Enter(Review(other, "https://example.org/r", one))).Id.ShouldNotBe(first);
        (await Enter(Review(reviewer, null, one))).Id.ShouldNotBe((await Enter(Review(reviewer, null, one))).Id);
    }

    [Fact]
    public async Task Callers_key_is_one_node_within_its_kind()
    {
        var actor = (await Enter(new ActorContent { Name = "Italia" }, key: "it")).Id;
        (await Enter(new ActorContent { Name = "Francia" }, key: "it")).Id.ShouldBe(actor);
        (await Enter(new EventContent { Name = "Italia" }, key: "it")).Id.Kind.ShouldBe(NodeKind.Event);
        (await Enter(new ActorContent { Name = "Francia" }, key: "IT")).Id.ShouldNotBe(actor);
        (await Get<Actor>(actor)).Content.Name.ShouldBe("Italia");
    }

    [Fact]
    public async Task Create_may_replace_what_is_there()
    {
        var id = (await Enter(new ActorContent { Name = "Italia" }, key: "it")).Id;
        var create = New(new ActorContent { Name = "Repubblica italiana" }, key: "it") with { OnExisting = OnExisting.Replace };
        var result = (await Commit(create)).Results[0];
        (result.Outcome, result.Node.Id, result.Node.Version).ShouldBe((Outcome.Updated, id, 2));
        (await Commit(create with { Id = Ids.Next(NodeKind.Actor) })).Results[0].Outcome.ShouldBe(Outcome.Unchanged);
        (await Get<Actor>(id)).Content.Name.ShouldBe("Repubblica italiana");
    }

    [Fact]
    public async Task Create_does_not_replace_a_retracted_node()
    {
        var id = (await Enter(new ActorContent { Name = "Italia" }, key: "it")).Id;
        await Retract(id);
        (await Enter(new ActorContent { Name = "Francia" }, key: "it")).Id.ShouldBe(id);
        await ShouldRefuse(
            New(new ActorContent { Name = "Francia" }, key: "it") with
            {
                OnExisting = OnExisting.Replace,
            },
            ProblemCode.Retracted,
            "0.id"
        );
    }

    [Fact]
    public async Task Replacing_does_not_change_fixed_fields()
    {
        var (source, one, two) = (await Source(), await Statement("one"), await Statement("two"));
        await Enter(
            new EvidenceContent
            {
                Basis = source,
                Target = one,
                Stance = Stance.Supports,
            },
            key: "e"
        );
        await ShouldRefuse(
            New(
                new EvidenceContent
                {
                    Basis = source,
                    Target = two,
                    Stance = Stance.Supports,
                },
                key: "e"
            ) with
            {
                OnExisting = OnExisting.Replace,
            },
            ProblemCode.Immutable,
            "0.target"
        );
    }

    [Fact]
    public async Task Key_of_one_node_and_wording_of_another_are_refused()
    {
        await Enter(new StatementContent { Text = "one", Language = "it" }, key: "1");
        await Enter(new StatementContent { Text = "two", Language = "it" }, key: "2");
        await ShouldRefuse(New(new StatementContent { Text = "Two", Language = "it" }, key: "1"), ProblemCode.AlreadyExists, "0.key");
    }

    [Fact]
    public async Task Update_to_the_wording_or_address_of_another_is_refused()
    {
        var one = (await Enter(new StatementContent { Text = "one", Language = "it" })).Id;
        await Enter(new StatementContent { Text = "two", Language = "it" });
        await ShouldRefuse(
            new Update(one, 1, new StatementContent { Text = "TWO.", Language = "it" }),
            ProblemCode.AlreadyExists,
            "0.text"
        );

        var source = (await Enter(new SourceContent { Url = "https://example.org/1" })).Id;
        await Enter(new SourceContent { Url = "https://example.org/2" });
        await ShouldRefuse(new Update(source, 1, new SourceContent { Url = "http://example.org/2/" }), ProblemCode.AlreadyExists, "0.url");
    }

    [Fact]
    public async Task Update_of_wording_frees_the_old_one_and_takes_the_new_one()
    {
        var id = (await Enter(new StatementContent { Text = "old", Language = "it" })).Id;
        await Change<Statement>(id, s => s.Content with { Text = "new" });
        (await Enter(new StatementContent { Text = "New", Language = "it" })).Id.ShouldBe(id);
        (await Enter(new StatementContent { Text = "old", Language = "it" })).Id.ShouldNotBe(id);
        (await Change<Statement>(id, s => s.Content with { Text = "NEW" })).Id.ShouldBe(id);
    }

    [Fact]
    public async Task Two_updates_of_a_set_cannot_take_the_same_wording()
    {
        var (one, two) = (await Statement("one"), await Statement("two"));
        Content Three() => new StatementContent { Text = "three", Language = "it" };
        await ShouldRefuse(Set(new Update(one, 1, Three()), new Update(two, 1, Three())), ProblemCode.AlreadyExists, "1.text");
    }

    [Fact]
    public async Task Node_that_exists_already_can_be_named_by_the_id_of_its_create()
    {
        var (source, statement) = ((await Enter(new SourceContent { Url = "https://example.org/a" })).Id, await Statement("Firma"));
        var (again, same) = (
            New(new SourceContent { Url = "https://example.org/a/" }),
            New(new StatementContent { Text = "firma.", Language = "it" })
        );
        var evidence = New(
            new EvidenceContent
            {
                Basis = again.Id,
                Target = same.Id,
                Stance = Stance.Supports,
            }
        );
        var result = await Commit(again, same, evidence, new SetStatus(evidence.Id, RecordStatus.Active));
        result.Results.Select(r => r.Outcome).ShouldBe([Outcome.Existing, Outcome.Existing, Outcome.Created, Outcome.Unchanged]);
        result.Results.Select(r => r.Node.Id).ShouldBe([source, statement, evidence.Id, evidence.Id]);
        var content = (await Get<Evidence>(evidence.Id)).Content;
        (content.Basis, content.Target).ShouldBe((source, statement));
        (await Store.GetAsync([again.Id, same.Id])).ShouldBe([null, null]);
    }

    [Fact]
    public async Task Node_that_exists_already_can_be_changed_by_the_id_of_its_create()
    {
        var source = (await Enter(new SourceContent { Url = "https://example.org/a" })).Id;
        var again = New(new SourceContent { Url = "https://example.org/a/" });
        var result = await Store.CommitAsync(
            Set(
                again,
                new Update(again.Id, 1, new SourceContent { Url = "https://example.org/a", Title = "A" }),
                new SetStatus(again.Id, RecordStatus.Corrected)
            ) with
            {
                Reason = "title",
            }
        );
        result
            .Results.Select(r => (r.Outcome, r.Node.Id))
            .ShouldBe([(Outcome.Existing, source), (Outcome.Updated, source), (Outcome.Updated, source)]);
        var node = await Get<Source>(source);
        (node.Content.Title, node.Status, node.Version).ShouldBe(("A", RecordStatus.Corrected, 3));
    }

    [Fact]
    public async Task Same_thing_twice_in_a_set_is_one_node()
    {
        var (first, second) = (
            New(new StatementContent { Text = "Firma", Language = "it" }),
            New(new StatementContent { Text = "FIRMA", Language = "it" })
        );
        var source = New(new SourceContent { Title = "a" });
        var evidence = New(
            new EvidenceContent
            {
                Basis = source.Id,
                Target = second.Id,
                Stance = Stance.Supports,
            }
        );
        var result = await Commit(first, second, source, evidence);
        result.Results.Select(r => r.Outcome).ShouldBe([Outcome.Created, Outcome.Existing, Outcome.Created, Outcome.Created]);
        (await Get<Evidence>(evidence.Id)).Content.Target.ShouldBe(first.Id);
        (await Get<Statement>(first.Id)).Derived.SupportCount.ShouldBe(1);
    }

    [Fact]
    public async Task Review_of_a_reviewer_that_exists_already_is_recognised()
    {
        var (statement, reviewer) = (await Statement(), (await Enter(new ActorContent { Name = "Desk" }, key: "desk")).Id);
        var review = (
            await Enter(
                new ReviewContent
                {
                    Statement = statement,
                    Reviewer = reviewer,
                    Verdict = Verdict.Mixed,
                    Url = "https://example.org/r",
                }
            )
        ).Id;
        var again = New(new ActorContent { Name = "Desk" }, key: "desk");
        var result = await Commit(
            again,
            New(
                new ReviewContent
                {
                    Statement = statement,
                    Reviewer = again.Id,
                    Verdict = Verdict.Supported,
                    Url = "https://example.org/r",
                }
            )
        );
        result.Results.Select(r => (r.Outcome, r.Node.Id)).ShouldBe([(Outcome.Existing, reviewer), (Outcome.Existing, review)]);
    }

    [Fact]
    public async Task Repeated_set_gives_its_first_result_and_changes_nothing()
    {
        var set = Set(New(new ActorContent { Name = "Italia" }), New(new ActorContent { Name = "Francia" })) with
        {
            IdempotencyKey = "once",
        };
        var first = await Store.CommitAsync(set);
        await Actor("between");
        await Change<Actor>(first.Results[0].Node.Id, a => a.Content with { Name = "Repubblica italiana" });

        var again = await Store.CommitAsync(
            set with
            {
                Operations = [New(new ActorContent { Name = "Italia" }), New(new ActorContent { Name = "Francia" })],
            }
        );
        again.Revision.ShouldBe(1);
        again.Results.Select(r => (r.Outcome, r.Node.Id)).ShouldBe(first.Results.Select(r => (Outcome.Existing, r.Node.Id)));
        ((Actor)again.Results[0].Node).Content.Name.ShouldBe("Repubblica italiana");
        (await Store.CountAsync(NodeKind.Actor, null)).ShouldBe(3);
    }

    [Fact]
    public async Task Key_of_a_set_cannot_be_used_for_other_changes()
    {
        await Store.CommitAsync(Set(New(new ActorContent { Name = "Italia" })) with { IdempotencyKey = "once" });
        await ShouldRefuse(
            Set(New(new ActorContent { Name = "a" }), New(new ActorContent { Name = "b" })) with
            {
                IdempotencyKey = "once",
            },
            ProblemCode.AlreadyExists,
            "idempotencyKey"
        );
        await ShouldRefuse(
            Set(New(new EventContent { Name = "a" })) with
            {
                IdempotencyKey = "once",
            },
            ProblemCode.AlreadyExists,
            "idempotencyKey"
        );
    }

    [Fact]
    public async Task Refused_set_does_not_use_up_its_key()
    {
        var bad = Set(New(new SourceContent { Title = "a", Publisher = new NodeId(NodeKind.Actor, 99) })) with { IdempotencyKey = "once" };
        await ShouldRefuse(bad, ProblemCode.NotFound, "0.publisher");
        (await Store.CommitAsync(bad with { Operations = [New(new SourceContent { Title = "a" })] }))
            .Results[0]
            .Outcome.ShouldBe(Outcome.Created);
    }

    [Fact]
    public async Task Repeated_set_of_thousands_gives_all_its_nodes()
    {
        var set = Set([.. Enumerable.Range(0, 2_000).Select(i => New(new ActorContent { Name = $"{i}" }))]) with
        {
            IdempotencyKey = "once",
        };
        var first = await Store.CommitAsync(set);
        (await Store.CommitAsync(set)).Results.Select(r => r.Node.Id).ShouldBe(first.Results.Select(r => r.Node.Id));
    }
}
