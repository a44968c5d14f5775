namespace ClaimGraph.Stores.Tests.Conformance;

/// <summary>What nodes may name: what exists, no rings, words that stand where they are said to stand.</summary>
public abstract class ReferenceConformance(Func<IStorePlace> newPlace) : StoreConformance(newPlace)
{
    [Fact]
    public async Task Every_reference_to_what_does_not_exist_is_refused()
    {
        var (actor, source, evt, statement) = (await Actor(), await Source(), await Event(), await Statement());
        NodeId No(NodeKind kind) => new(kind, 99);
        (Content Content, string Path)[] dangling =
        [
            (new SourceContent { Title = "a", Publisher = No(NodeKind.Actor) }, "publisher"),
            (new SourceContent { Title = "a", DerivedFrom = No(NodeKind.Source) }, "derivedFrom"),
            (
                new EventContent { Name = "a", Participations = [new(actor, "SIGNED"), new(No(NodeKind.Actor), "SIGNED")] },
                "participations.1.actor"
            ),
            (new EventContent { Name = "a", Sources = [source, No(NodeKind.Source)] }, "sources.1"),
            (new StatementContent { Text = "a", About = [actor, evt, No(NodeKind.Event)] }, "about.2"),
            (new AppearanceContent { Statement = No(NodeKind.Statement) }, "statement"),
            (new AppearanceContent { Statement = statement, Actor = No(NodeKind.Actor) }, "actor"),
            (new AppearanceContent { Statement = statement, Source = No(NodeKind.Source) }, "source"),
            (new AppearanceContent { Statement = statement, Event = No(NodeKind.Event) }, "event"),
            (
                new EvidenceContent
                {
                    Basis = No(NodeKind.Source),
                    Target = statement,
                    Stance = Stance.Supports,
                },
                "basis"
            ),
            (
                new EvidenceContent
                {
                    Basis = No(NodeKind.Statement),
                    Target = statement,
                    Stance = Stance.Supports,
                },
                "basis"
            ),
            (
                new EvidenceContent
                {
                    Basis = source,
                    Target = No(NodeKind.Statement),
                    Stance = Stance.Supports,
                },
                "target"
            ),
            (
                new EvidenceContent
                {
                    Basis = source,
                    Target = No(NodeKind.Evidence),
                    Stance = Stance.Supports,
                },
                "target"
            ),
            (
                new ReviewContent
                {
                    Statement = No(NodeKind.Statement),
                    Reviewer = actor,
                    Verdict = Verdict.Mixed,
                },
                "statement"
            ),
            (
                new ReviewContent
                {
                    Statement = statement,
                    Reviewer = No(NodeKind.Actor),
                    Verdict = Verdict.Mixed,
                },
                "reviewer"
            ),
            (
                new ReviewContent
                {
                    Statement = statement,
                    Reviewer = actor,
                    Verdict = Verdict.Mixed,
                    BasedOn = [No(NodeKind.Evidence)],
                },
                "basedOn.0"
            ),
        ];
        foreach (var (content, path) in dangling)
            await ShouldRefuse(New(content), ProblemCode.NotFound, $"0.{path}");
    }

    [Fact]
    public async Task Retracted_node_can_be_named()
    {
        var (source, statement) = (await Source(), await Statement());
        await Retract(source, statement);
        await Evidence(source, statement);
        (await Get<Statement>(statement)).Derived.RetractedBasisCount.ShouldBe(1);
    }

    [Fact]
    public async Task Statement_is_no_evidence_for_itself()
    {
        var statement = await Statement("La Cina ha firmato");
        await ShouldRefuse(
            New(
                new EvidenceContent
                {
                    Basis = statement,
                    Target = statement,
                    Stance = Stance.Supports,
                }
            ),
            ProblemCode.Cycle,
            "0.target"
        );

        // Nor when it is entered again under another id.
        var again = New(new StatementContent { Text = "LA CINA HA FIRMATO.", Language = "it" });
        await ShouldRefuse(
            Set(
                again,
                New(
                    new EvidenceContent
                    {
                        Basis = again.Id,
                        Target = statement,
                        Stance = Stance.Supports,
                    }
                )
            ),
            ProblemCode.Cycle,
            "1.target"
        );
    }

    [Fact]
    public async Task Statements_may_argue_for_each_other()
    {
        var (one, two) = (await Statement("one"), await Statement("two"));
        await Evidence(one, two);
        await Evidence(two, one, Stance.Rebuts);
        (await Get<Statement>(one)).Derived.StatementRebutCount.ShouldBe(1);
        (await Get<Statement>(two)).Derived.StatementSupportCount.ShouldBe(1);
    }

    [Fact]
    public async Task Source_cannot_derive_from_itself()
    {
        var id = await Source();
        await ShouldRefuse(new Update(id, 1, new SourceContent { Title = "a", DerivedFrom = id }), ProblemCode.Cycle, "0.derivedFrom");
        var create = New(new SourceContent { Title = "a" });
        await ShouldRefuse(
            create with
            {
                Content = new SourceContent { Title = "a", DerivedFrom = create.Id },
            },
            ProblemCode.NotFound,
            "0.derivedFrom"
        );
    }

    [Fact]
    public async Task Ring_of_sources_through_a_new_one_is_refused()
    {
        var chain = await Chain(4);
        var between = New(new SourceContent { Title = "new", DerivedFrom = chain[3] });
        await ShouldRefuse(
            Set(between, new Update(chain[0], 1, new SourceContent { Title = "0", DerivedFrom = between.Id })),
            ProblemCode.Cycle,
            "1.derivedFrom"
        );
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(40)]
    public async Task Ring_of_sources_is_refused(int length)
    {
        var chain = await Chain(length);
        var closing = (await Get<Source>(chain[0])).Content with { DerivedFrom = chain[^1] };
        await ShouldRefuse(new Update(chain[0], 1, closing), ProblemCode.Cycle, "0.derivedFrom");
        await ShouldRefuse(New(closing, key: "0") with { OnExisting = OnExisting.Replace }, ProblemCode.Cycle, "0.derivedFrom");

        // Nor when other operations of the set name sources of the chain.
        for (var i = 0; i < length; i += 3)
            await ShouldRefuse(
                Set(new Update(chain[0], 1, closing), New(new SourceContent { Title = "x", DerivedFrom = chain[i] })),
                ProblemCode.Cycle,
                "0.derivedFrom"
            );
    }

    [Fact]
    public async Task Ring_of_sources_that_one_set_would_close_is_refused()
    {
        var (one, two) = (await Source("1"), await Source("2"));
        await ShouldRefuse(
            Set(
                new Update(one, 1, new SourceContent { Title = "1", DerivedFrom = two }),
                new Update(two, 1, new SourceContent { Title = "2", DerivedFrom = one })
            ),
            ProblemCode.Cycle,
            "1.derivedFrom"
        );
    }

    [Fact]
    public async Task Chain_that_is_opened_in_a_set_can_be_closed_the_other_way_round()
    {
        var chain = await Chain(3);
        var (first, last) = (await Get<Source>(chain[0]), await Get<Source>(chain[2]));
        await Commit(
            new Update(chain[2], 1, last.Content with { DerivedFrom = null }),
            new Update(chain[0], 1, first.Content with { DerivedFrom = chain[2] })
        );
        (await Get<Source>(chain[1])).Derived.Origin.ShouldBe(chain[2]);
    }

    private async Task<NodeId[]> Chain(int length)
    {
        var chain = new List<NodeId>();
        for (var i = 0; i < length; i++)
            chain.Add((await Enter(new SourceContent { Title = $"{i}", DerivedFrom = i == 0 ? null : chain[^1] }, key: $"{i}")).Id);
        return [.. chain];
    }

    [Fact]
    public async Task Quoted_words_must_stand_in_the_snapshot()
    {
        var statement = await Statement();
        var source = (
            await Enter(
                new SourceContent
                {
                    Title = "a",
                    Snapshot = new Snapshot { Text = "Parigi 😀: gli USA non firmano" },
                }
            )
        ).Id;
        Content Said(string exact, int? start = null, int? end = null) =>
            new AppearanceContent
            {
                Statement = statement,
                Source = source,
                Anchor = new QuoteAnchor
                {
                    Exact = exact,
                    Start = start,
                    End = end,
                    Language = "it",
                },
            };
        Content Shown(string exact, int? start = null, int? end = null) =>
            new EvidenceContent
            {
                Basis = source,
                Target = statement,
                Stance = Stance.Supports,
                Anchor = new QuoteAnchor
                {
                    Exact = exact,
                    Start = start,
                    End = end,
                },
            };

        foreach (var make in new Func<string, int?, int?, Content>[] { Said, Shown })
        {
            await ShouldRefuse(New(make("gli USA firmano", null, null)), ProblemCode.QuoteMismatch, "0.anchor");
            await ShouldRefuse(New(make("gli USA", 11, 18)), ProblemCode.QuoteMismatch, "0.anchor");
            await ShouldRefuse(New(make("gli USA", 1000, 1007)), ProblemCode.QuoteMismatch, "0.anchor");
            await Enter(make("gli USA", null, null));
            var id = (await Enter(make("gli USA", 10, 17))).Id;
            await ShouldRefuse(new Update(id, 1, make("gli USA", 9, 16)), ProblemCode.QuoteMismatch, "0.anchor");
        }
    }

    [Fact]
    public async Task Quoted_words_are_compared_with_the_snapshot_that_the_same_set_brings()
    {
        var statement = await Statement();
        var source = (
            await Enter(
                new SourceContent
                {
                    Title = "a",
                    Snapshot = new Snapshot { Text = "old words" },
                }
            )
        ).Id;
        Create Quote(NodeId of, string exact) =>
            New(
                new AppearanceContent
                {
                    Statement = statement,
                    Source = of,
                    Anchor = new QuoteAnchor { Exact = exact },
                }
            );
        var replace = new Update(
            source,
            1,
            new SourceContent
            {
                Title = "a",
                Snapshot = new Snapshot { Text = "new words" },
            }
        );
        await ShouldRefuse(Set(replace, Quote(source, "old")), ProblemCode.QuoteMismatch, "1.anchor");
        await Commit(replace, Quote(source, "new"));
        await ShouldRefuse(Quote(source, "old"), ProblemCode.QuoteMismatch, "0.anchor");

        var created = New(
            new SourceContent
            {
                Title = "b",
                Snapshot = new Snapshot { Text = "its words" },
            }
        );
        await ShouldRefuse(Set(created, Quote(created.Id, "other")), ProblemCode.QuoteMismatch, "1.anchor");
        await Commit(created, Quote(created.Id, "its"));
    }

    [Fact]
    public async Task Quoted_words_are_not_compared_when_there_is_no_snapshot()
    {
        var (statement, source) = (await Statement(), await Source());
        var quote = new QuoteAnchor
        {
            Exact = "anything",
            Prefix = "before",
            Suffix = "after",
            Start = 100,
            End = 108,
            Language = "en",
        };
        var id = (
            await Enter(
                new AppearanceContent
                {
                    Statement = statement,
                    Source = source,
                    Anchor = quote,
                }
            )
        ).Id;
        (await Get<Appearance>(id)).Content.Anchor.ShouldBe(quote);

        var kept = (
            await Enter(
                new SourceContent
                {
                    Title = "b",
                    Snapshot = new Snapshot { Text = "abc" },
                }
            )
        ).Id;
        await Commit(
            new Update(kept, 1, new SourceContent { Title = "b" }),
            New(
                new AppearanceContent
                {
                    Statement = statement,
                    Source = kept,
                    Anchor = new QuoteAnchor { Exact = "anything" },
                }
            )
        );
    }

    [Fact]
    public async Task Snapshot_can_be_named_by_its_hash_where_it_is_there()
    {
        var source = await Enter(
            new SourceContent
            {
                Title = "a",
                Snapshot = new Snapshot { Text = "the text" },
            }
        );
        var hash = ((Source)source).Content.Snapshot!.Sha256;
        await Commit(
            new Update(
                source.Id,
                1,
                new SourceContent
                {
                    Title = "b",
                    Snapshot = new Snapshot { Sha256 = hash },
                }
            )
        );
        (await Store.SnapshotsAsync([source.Id])).ShouldBe(["the text"]);
        (await Get<Source>(source.Id)).Content.Snapshot!.Sha256.ShouldBe(hash);

        await ShouldRefuse(
            New(
                new SourceContent
                {
                    Title = "c",
                    Snapshot = new Snapshot { Sha256 = hash },
                }
            ),
            ProblemCode.Required,
            "0.snapshot.text"
        );
        await ShouldRefuse(New(new SourceContent { Title = "c", Snapshot = new Snapshot() }), ProblemCode.Required, "0.snapshot.text");
        await ShouldRefuse(
            new Update(
                source.Id,
                2,
                new SourceContent
                {
                    Title = "b",
                    Snapshot = new Snapshot { Sha256 = new string('0', 64) },
                }
            ),
            ProblemCode.Required,
            "0.snapshot.text"
        );
    }

    [Fact]
    public async Task Snapshot_goes_with_an_update_that_has_none()
    {
        var id = (
            await Enter(
                new SourceContent
                {
                    Title = "a",
                    Snapshot = new Snapshot { Text = "the text" },
                }
            )
        ).Id;
        await Commit(new Update(id, 1, new SourceContent { Title = "a" }));
        (await Store.SnapshotsAsync([id])).ShouldBe([null]);
        (await Get<Source>(id)).Content.Snapshot.ShouldBeNull();
    }
}
