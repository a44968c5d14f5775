namespace ClaimGraph.Stores.Tests.Conformance;

/// <summary>Quotes stand where the newest snapshot of their source has them, right after the commit that changed either.</summary>
public abstract class QuoteConformance(Func<IStorePlace> newPlace) : StoreConformance(newPlace)
{
    private const string Text =
        "Al vertice di Parigi hanno partecipato oltre cento paesi. Gli Stati Uniti e il Regno Unito non hanno firmato la dichiarazione "
        + "finale. La Cina l’ha firmata il giorno dopo.";

    private const string Unsigned = "il Regno Unito non hanno firmato la dichiarazione";

    [Fact]
    public async Task A_quote_is_placed_and_stays_as_it_was_entered()
    {
        var source = await Captured(Text);
        foreach (var id in await Quoting(source, Unsigned))
        {
            var placed = await Placed(id);

            placed.Status.ShouldBe(AnchorStatus.Exact);
            (placed.Score, placed.Start, placed.End).ShouldBe((1, 76, 125));
            placed.Prefix.ShouldBe(" cento paesi. Gli Stati Uniti e ");
            placed.Suffix.ShouldBe(" finale. La Cina l’ha firmata il");
            AnchorOf(await Get(id)).ShouldBe(new QuoteAnchor { Exact = Unsigned });
        }
    }

    [Fact]
    public async Task A_new_snapshot_places_all_quotes_of_the_source_anew()
    {
        var source = await Captured(Text);
        var quotes = await Quoting(source, Unsigned);
        var other = await Quoting(await Captured(Text + "!"), Unsigned);

        await Capture(source, "Nuovo titolo. " + Text);
        await ShouldBe(AnchorStatus.Moved, quotes);
        await Capture(source, "Nuovo titolo. " + Text + " Fine.");
        await ShouldBe(AnchorStatus.Moved, quotes);
        await Capture(source, Text.Replace("non hanno firmato", "non hanno mai firmato", StringComparison.Ordinal));
        await ShouldBe(AnchorStatus.Fuzzy, quotes);
        await Capture(source, Text + " Altra pagina. " + Text);
        await ShouldBe(AnchorStatus.Ambiguous, quotes);
        await Capture(source, "Pagina rimossa.");
        await ShouldBe(AnchorStatus.Lost, quotes);
        await Change<Source>(source, s => s.Content with { Snapshot = null });
        await ShouldBe(AnchorStatus.Unchecked, quotes);
        await Capture(source, Text);
        await ShouldBe(AnchorStatus.Exact, quotes);

        await ShouldBe(AnchorStatus.Exact, other);
        foreach (var id in quotes)
            (await Get(id)).Version.ShouldBe(1);
    }

    [Fact]
    public async Task Positions_that_were_entered_say_what_has_moved()
    {
        var source = await Captured(Text);
        var quotes = await Quoting(source, Unsigned, 76);

        await ShouldBe(AnchorStatus.Exact, quotes);
        await Capture(source, "Nuovo titolo. " + Text);
        await ShouldBe(AnchorStatus.Moved, quotes);
        await Capture(source, Text + " Fine.");
        await ShouldBe(AnchorStatus.Exact, quotes);
    }

    [Fact]
    public async Task A_quote_without_a_snapshot_is_unchecked_until_one_arrives()
    {
        var source = await Source();
        var quotes = await Quoting(source, Unsigned);
        var ofStatement = await Evidence(await Statement("Un’altra"), await Statement("Una terza"), Stance.Rebuts, Unsigned);
        var without = await Evidence(source, await Statement("Una quarta"));

        await ShouldBe(AnchorStatus.Unchecked, [.. quotes, ofStatement]);
        (await Get<Evidence>(without)).Derived.AnchorStatus.ShouldBeNull();
        await Capture(source, Text);
        await ShouldBe(AnchorStatus.Exact, quotes);
        await ShouldBe(AnchorStatus.Unchecked, ofStatement);
    }

    [Fact]
    public async Task Another_quote_or_source_is_placed_from_the_beginning()
    {
        var source = await Captured(Text);
        var said = (await Quoting(source, Unsigned))[0];

        await Change<Appearance>(said, a => a.Content with { Anchor = new QuoteAnchor { Exact = "La Cina l'ha firmata" } });
        (await Placed(said)).Start.ShouldBe(134);
        await Change<Appearance>(said, a => a.Content with { Anchor = null });
        (await Get<Appearance>(said)).Derived.ShouldBe(new AppearanceDerived());
        var other = await Captured("Altrove: " + Unsigned);
        await Change<Appearance>(
            said,
            a =>
                a.Content with
                {
                    Source = other,
                    Anchor = new QuoteAnchor { Exact = Unsigned },
                }
        );
        (await Placed(said)).ShouldBe(new Placement(AnchorStatus.Exact, 1, 9, 58, "Altrove: ", ""));
    }

    [Fact]
    public async Task A_lost_quote_hinders_no_other_change()
    {
        var source = await Captured(Text);
        var evidence = (await Quoting(source, Unsigned))[1];
        await Capture(source, "Pagina rimossa.");

        await Change<Evidence>(evidence, e => e.Content with { Note = "Archiviata altrove." });

        await ShouldBe(AnchorStatus.Lost, evidence);
    }

    [Fact]
    public async Task A_lost_quote_asks_for_attention_while_it_counts()
    {
        var source = await Captured(Text);
        var quotes = await Quoting(source, Unsigned);
        var statement = (await Get<Appearance>(quotes[0])).Content.Statement;
        async Task<bool> Asks() => (await Get<Statement>(statement)).Derived.Attention.HasFlag(Attention.QuoteLost);

        (await Asks()).ShouldBeFalse();
        await Capture(source, "Pagina rimossa.");
        (await Asks()).ShouldBeTrue();
        (await Store.CountAsync(NodeKind.Statement, Filter.Is(Fields.Statement.Attention, Attention.QuoteLost))).ShouldBe(1);
        await Retract(quotes[0]);
        (await Asks()).ShouldBeTrue();
        await Retract(quotes[1]);
        (await Asks()).ShouldBeFalse();
        await Restore(quotes[1]);
        (await Asks()).ShouldBeTrue();
        await Capture(source, Text);
        (await Asks()).ShouldBeFalse();
    }

    [Fact]
    public async Task Lists_are_filtered_and_counted_by_what_became_of_quotes()
    {
        var source = await Captured(Text);
        var quotes = await Quoting(source, Unsigned);
        await Quoting(await Source("Senza testo"), Unsigned);
        await Capture(source, "Pagina rimossa.");

        foreach (var status in new[] { Fields.Appearance.Placed.Status, Fields.Evidence.Placed.Status })
        {
            var lost = new ListQuery(status.Kind, Filter.Is(status, AnchorStatus.Lost), OrderBy.Oldest(status.Kind), PageRequest.First(10));
            quotes.ShouldContain((await Store.ListAsync(lost)).Nodes.ShouldHaveSingleItem().Id);
            (await Store.DistributionAsync(status, null, 10)).Sum(v => v.Count).ShouldBe(2);
        }
    }

    [Fact]
    public async Task Words_that_stand_there_twice_are_taken_with_a_warning()
    {
        var source = await Captured("nessuno ha firmato. nessuno ha firmato.");
        var statement = await Statement();
        Create Quote(int? start) =>
            New(
                new AppearanceContent
                {
                    Statement = statement,
                    Source = source,
                    Anchor = new QuoteAnchor
                    {
                        Exact = "nessuno ha firmato",
                        Start = start,
                        End = start + 18,
                    },
                    SaidOn = new PartialDate(start is null ? 2024 : 2025),
                }
            );

        var unsure = (await Commit(Quote(null))).Results[0];
        unsure.Warnings.ShouldHaveSingleItem().Path.ShouldBe(["anchor"]);
        await ShouldBe(AnchorStatus.Ambiguous, unsure.Node.Id);
        var sure = (await Commit(Quote(20))).Results[0];
        sure.Warnings.ShouldBeEmpty();
        await ShouldBe(AnchorStatus.Exact, sure.Node.Id);
    }

    [Fact]
    public async Task A_set_may_bring_the_snapshot_and_its_quotes()
    {
        var source = New(
            new SourceContent
            {
                Title = "T",
                Snapshot = new Snapshot { Text = Text },
            }
        );
        var statement = New(new StatementContent { Text = "Gli USA non hanno firmato" });
        var evidence = New(
            new EvidenceContent
            {
                Basis = source.Id,
                Target = statement.Id,
                Stance = Stance.Supports,
                Anchor = new QuoteAnchor { Exact = Unsigned },
            }
        );

        var results = (await Commit(source, statement, evidence)).Results;

        ((Evidence)results[2].Node).Derived.PlacedStart.ShouldBe(76);
        await ShouldBe(AnchorStatus.Exact, evidence.Id);
    }

    [Fact]
    public async Task A_copy_of_the_ledger_gives_the_same_places()
    {
        var source = await Captured(Text);
        await Quoting(source, Unsigned);
        await Capture(source, "Nuovo titolo. " + Text);
        await Capture(source, "Nuovo titolo. " + Text.Replace("oltre", "quasi", StringComparison.Ordinal));
        var told = await Evaluation.Told.ByAsync(Store);

        var copied = await OnAnother(async other =>
        {
            await other.ReplayAsync(told.Ledger);
            return await Evaluation.Told.ByAsync(other);
        });

        copied.ShouldBeThatOf(told);
    }

    private async Task<NodeId> Captured(string text) =>
        (
            await Enter(
                new SourceContent
                {
                    Title = "T",
                    Snapshot = new Snapshot { Text = text },
                }
            )
        ).Id;

    private async Task Capture(NodeId source, string text) =>
        await Change<Source>(source, s => s.Content with { Snapshot = new Snapshot { Text = text } });

    /// <summary>An appearance and a piece of evidence that quote the words, about one statement.</summary>
    private async Task<NodeId[]> Quoting(NodeId source, string exact, int? start = null)
    {
        var statement = await Statement($"Il Regno Unito non ha firmato, come dice {source}");
        var anchor = new QuoteAnchor
        {
            Exact = exact,
            Start = start,
            End = start + exact.Length,
        };
        var said = await Enter(
            new AppearanceContent
            {
                Statement = statement,
                Source = source,
                Anchor = anchor,
            }
        );
        var supports = await Enter(
            new EvidenceContent
            {
                Basis = source,
                Target = statement,
                Stance = Stance.Supports,
                Anchor = anchor,
            }
        );
        return [said.Id, supports.Id];
    }

    private async Task<Placement> Placed(NodeId id) => PlacementFields.Of((IPlaced)(await Get(id)).DerivedValues!).ShouldNotBeNull();

    private async Task ShouldBe(AnchorStatus status, params NodeId[] quotes)
    {
        foreach (var id in quotes)
            (await Placed(id)).Status.ShouldBe(status, id.Kind.ToString());
    }

    private static QuoteAnchor? AnchorOf(Node node) => node is Evidence e ? e.Content.Anchor : ((Appearance)node).Content.Anchor;
}
