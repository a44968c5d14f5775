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
    public async Task Reviews_of_several_statements_on_one_page_are_several()
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
        (await Enter(Review(reviewer, "https://example.org/r/", one))).Id.ShouldBe(first);
        (await Enter(Review(reviewer, "https://example.org/r/", two))).Id.ShouldNotBe(first);
        (await Enter(Review(other, "https://example.org/r", one))).Id.ShouldNotBe(first);
        (await Enter(Review(reviewer, null, one))).Id.ShouldNotBe((await Enter(Review(reviewer, null, one))).Id);
    }

    [Fact]
    public async Task Same_evidence_and_same_appearance_are_one()
    {
        var (source, statement, actor) = (await Source(), await Statement(), await Actor());
        EvidenceContent Argued(Stance stance, string? quote) =>
            new()
            {
                Basis = source,
                Target = statement,
                Stance = stance,
                Anchor = quote is null ? null : new QuoteAnchor { Exact = quote },
            };
        var evidence = (await Enter(Argued(Stance.Supports, null))).Id;
        (await Commit(New(Argued(Stance.Supports, null))))
            .Results[0]
            .ShouldSatisfyAllConditions(r => r.Outcome.ShouldBe(Outcome.Existing), r => r.Node.Id.ShouldBe(evidence));
        (await Get<Statement>(statement)).Derived.SupportCount.ShouldBe(1);
        (await Enter(Argued(Stance.Context, null))).Id.ShouldNotBe(evidence);
        (await Enter(Argued(Stance.Supports, "a"))).Id.ShouldNotBe((await Enter(Argued(Stance.Supports, "b"))).Id);

        AppearanceContent Said(PartialDate? on) =>
            new()
            {
                Statement = statement,
                Actor = actor,
                Source = source,
                SaidOn = on,
            };
        var said = (await Enter(Said(null))).Id;
        (await Enter(Said(null))).Id.ShouldBe(said);
        (await Enter(Said(new PartialDate(2025)))).Id.ShouldNotBe(said);
    }

    [Fact]
    public async Task Actors_with_one_identifier_are_one()
    {
        ActorContent Named(string name, params string[] identifiers) => new() { Name = name, Identifiers = identifiers };
        const string Second = "https://orcid.org/0000-0002-1825-0097";
        var first = (await Enter(Named("WHO", "http://www.wikidata.org/entity/Q7817", Second))).Id;
        (await Enter(Named("World Health Organization", "https://www.wikidata.org/wiki/Q7817"))).Id.ShouldBe(first);
        (await Enter(Named("OMS", "orcid:0000-0002-1825-0097"))).Id.ShouldBe(first);
        var other = (await Enter(Named("UN", "http://www.wikidata.org/entity/Q1065"))).Id;
        other.ShouldNotBe(first);
        await ShouldRefuse(New(Named("both", "http://www.wikidata.org/entity/Q1065", Second)), ProblemCode.AlreadyExists, "0.identifiers");
        await ShouldRefuse(new Update(other, 1, Named("UN", Second)), ProblemCode.AlreadyExists, "0.identifiers");

        await Change<Actor>(first, a => a.Content with { Identifiers = [a.Content.Identifiers[0]] });
        (await Change<Actor>(other, _ => Named("UN", Second))).Id.ShouldBe(other);
        await ReopenAsync();
        (await Enter(Named("by the second", Second))).Id.ShouldBe(other);
    }

    [Fact]
    public async Task What_was_withdrawn_does_not_swallow_what_is_entered_after_it()
    {
        var (statement, reviewer, source) = (await Statement("withdrawn"), await Actor(), await Source());
        ReviewContent Review(Verdict verdict) =>
            new()
            {
                Statement = statement,
                Reviewer = reviewer,
                Verdict = verdict,
                Url = "https://example.org/r",
            };
        var review = (await Enter(Review(Verdict.Supported))).Id;
        await Retract(review);
        var again = (await Enter(Review(Verdict.Unsupported))).Id;
        again.ShouldNotBe(review);
        (await Get<Statement>(statement)).Derived.Verdict.ShouldBe(Verdict.Unsupported);
        await ShouldRefuse(new SetStatus(review, RecordStatus.Active), ProblemCode.AlreadyExists, "0.url");
        await Retract(again);
        await Restore(review);
        (await Get<Statement>(statement)).Derived.Verdict.ShouldBe(Verdict.Supported);

        var evidence = await Evidence(source, statement);
        await Retract(evidence);
        (await Evidence(source, statement)).ShouldNotBe(evidence);

        await Retract(statement);
        await ShouldRefuse(
            New(
                new StatementContent
                {
                    Text = "Withdrawn.",
                    Language = "it",
                    Note = "x",
                }
            ),
            ProblemCode.Retracted,
            "0.id"
        );
    }

    [Fact]
    public async Task Set_that_rests_on_something_withdrawn_says_so()
    {
        var (statement, source) = (await Statement(), (await Enter(new SourceContent { Url = "https://example.org/a" })).Id);
        await Retract(source);
        var named = New(new SourceContent { Url = "https://example.org/a" }) with { IsOnlyNamed = true };
        var result = await Commit(
            named,
            New(
                new EvidenceContent
                {
                    Basis = named.Id,
                    Target = statement,
                    Stance = Stance.Supports,
                }
            )
        );
        result.Results.Select(r => r.Outcome).ShouldBe([Outcome.Existing, Outcome.Created]);
        var warning = result.Results[1].Warnings.ShouldHaveSingleItem();
        (warning.Code, string.Join('.', warning.Path)).ShouldBe((ProblemCode.Retracted, "basis"));
        result.Results[0].Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Second_key_of_a_node_finds_it_for_ever()
    {
        var id = (await Enter(new SourceContent { Url = "https://example.org/a", Title = "A" }, key: "a")).Id;
        var result = (await Commit(New(new SourceContent { Url = "http://example.org/a/", Title = "B" }, key: "b"))).Results[0];
        (result.Outcome, result.Node.Id, result.Node.Key).ShouldBe((Outcome.Existing, id, "a"));
        result.Node.OtherKeys.ShouldBe(["b"]);
        result.Warnings.Select(w => string.Join('.', w.Path)).ShouldBe(["title"]);
        await Enter(new SourceContent { Url = "http://example.org/a", Title = "C" }, key: "b");
        await Change<Source>(id, s => s.Content with { Url = "https://example.org/moved" });
        await ReopenAsync();
        (await Store.FindAsync([NaturalKey.OfCaller(NodeKind.Source, "b"), NaturalKey.OfCaller(NodeKind.Source, "a")])).ShouldBe([id, id]);
        var node = await Get<Source>(id);
        (node.Content.Title, node.OtherKeys.Count, node.Version).ShouldBe(("A", 1, 3));
    }

    [Fact]
    public async Task What_another_leaves_out_is_kept_and_what_is_missing_is_filled_in()
    {
        Create Import(string key, StatementContent content) => New(content, key) with { OnExisting = OnExisting.Replace };
        var full = new StatementContent
        {
            Text = "The bridge was closed in May.",
            Language = "en",
            Topics = ["traffic"],
            Note = "careful wording",
        };
        var thin = new StatementContent
        {
            Text = "The bridge was closed in May",
            Language = "en",
            Note = "other",
            Prior = 0.25,
        };
        var id = (await Commit(Import("a", full))).Results[0].Node.Id;
        var met = (await Commit(Import("b", thin))).Results[0];
        (met.Outcome, met.Node.Id, met.MetOther).ShouldBe((Outcome.Updated, id, true));
        met.Warnings.Select(w => string.Join('.', w.Path)).ShouldBe(["note"]);
        var content = (await Get<Statement>(id)).Content;
        (content.Text, content.Note, content.Topics[0], content.Prior).ShouldBe((full.Text, full.Note, "traffic", 0.25));

        var revision = (await Store.HeadAsync()).Revision;
        foreach (var again in new[] { Import("a", full), Import("b", thin), Import("a", full) })
            (await Commit(again)).Results[0].Outcome.ShouldBe(Outcome.Unchanged);
        (await Store.HeadAsync()).Revision.ShouldBe(revision);
        (await Commit(Import("a", full with { Note = "better" }))).Results[0].Outcome.ShouldBe(Outcome.Updated);
        ((await Get<Statement>(id)).Content.Note, (await Get<Statement>(id)).Content.Prior).ShouldBe(("better", 0.25));
    }

    [Fact]
    public async Task Two_nodes_can_exchange_their_wordings_in_a_set()
    {
        StatementContent Worded(string text) => new() { Text = text, Language = "en" };
        var one = (await Enter(Worded("one"), key: "1")).Id;
        var two = (await Enter(Worded("two"), key: "2")).Id;
        Create Import(string key, string text) => New(Worded(text), key) with { OnExisting = OnExisting.Replace };
        var result = await Commit(Import("1", "two"), Import("2", "one"));
        result.Results.Select(r => (r.Outcome, r.Node.Id)).ShouldBe([(Outcome.Updated, one), (Outcome.Updated, two)]);
        await ReopenAsync();
        (await Enter(Worded("one"))).Id.ShouldBe(two);
        (await Enter(Worded("Two."))).Id.ShouldBe(one);

        // A wording that is given up in the set is free for another, and a key counts more than a wording.
        result = await Commit(Import("3", "two"), Import("1", "three"));
        result.Results.Select(r => r.Outcome).ShouldBe([Outcome.Created, Outcome.Updated]);
        result.Results[1].Node.Id.ShouldBe(one);
        await ShouldRefuse(Import("3", "one"), ProblemCode.AlreadyExists, "0.text");
    }

    [Fact]
    public async Task Node_says_who_entered_it_and_when_it_was_changed()
    {
        var entered = await Enter(new ActorContent { Name = "Italia" }, createdAt: new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero));
        (entered.CreatedBy, entered.UpdatedAt).ShouldBe(("desk", Clock.GetUtcNow()));
        Clock.Advance(TimeSpan.FromHours(1));
        await Store.CommitAsync(Set(new Update(entered.Id, 1, new ActorContent { Name = "Francia" })) with { Principal = "other" });
        await ReopenAsync();
        var changed = await Get(entered.Id);
        (changed.CreatedBy, changed.UpdatedAt).ShouldBe(("desk", Clock.GetUtcNow()));
        var field = Noun.Of(NodeKind.Actor).AllFields.Single(f => f.Name == "createdBy");
        (await List(NodeKind.Actor, Filter.Is(field, "desk"))).ShouldBe([entered.Id]);
    }

    [Fact]
    public async Task Key_of_a_set_is_remembered_for_its_time_only()
    {
        var set = Set(New(new ActorContent { Name = "Italia" })) with { IdempotencyKey = "once", IdempotentFor = TimeSpan.FromDays(7) };
        var first = (await Store.CommitAsync(set)).Results[0].Node.Id;
        Clock.Advance(TimeSpan.FromDays(7));
        (await Store.CommitAsync(set)).Results[0].Node.Id.ShouldBe(first);
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        var later = set with { Operations = [New(new ActorContent { Name = "Italia" })] };
        var second = (await Store.CommitAsync(later)).Results[0];
        (second.Outcome, second.Node.Id == first).ShouldBe((Outcome.Created, false));
        (await Store.CommitAsync(later)).Results[0].Node.Id.ShouldBe(second.Node.Id);
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
        await ShouldRefuse(New(new ActorContent { Name = "Francia" }, key: "it"), ProblemCode.Retracted, "0.id");
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
    public async Task Key_counts_more_than_the_wording_of_another()
    {
        var one = (await Enter(new StatementContent { Text = "one", Language = "it" }, key: "1")).Id;
        await Enter(new StatementContent { Text = "two", Language = "it" }, key: "2");
        var met = (await Commit(New(new StatementContent { Text = "Two", Language = "it" }, key: "1"))).Results[0];
        (met.Outcome, met.Node.Id).ShouldBe((Outcome.Existing, one));
        met.Warnings.Select(w => string.Join('.', w.Path)).ShouldBe(["text"]);
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
