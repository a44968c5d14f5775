using ClaimGraph.Stores.Tests.Conformance.Evaluation;

namespace ClaimGraph.Stores.Tests.Conformance;

/// <summary>Words find the active nodes in whose texts they stand; whatever is typed is words.</summary>
public abstract class SearchConformance(Func<IStorePlace> newPlace) : StoreConformance(newPlace)
{
    private static readonly NodeKind[] Searchable = [NodeKind.Statement, NodeKind.Source, NodeKind.Actor, NodeKind.Event];

    [Theory]
    [
        InlineData("La città è più vivace", "citta"),
        InlineData("La città è più vivace", "CITTÀ"),
        InlineData("La citta e piu vivace", "città più")
    ]
    [InlineData("perche\u0301 no", "perché"), InlineData("PERCHÉ NO", "perche")]
    [
        InlineData("L'Italia non ha firmato", "italia"),
        InlineData("L’Italia non ha firmato", "italia"),
        InlineData("L'Italia non ha firmato", "L’Italia")
    ]
    [InlineData("The U.S. declined", "declined"), InlineData("naïve coöperation", "naive cooperation"), InlineData("Łódź Ærø", "ærø")]
    [InlineData("Москва не подписала", "МОСКВА"), InlineData("日本 は 署名 した", "署名"), InlineData("summit😀ended", "ended")]
    [
        InlineData("Ἐν ἀρχῇ ἦν", "εν αρχη ην"),
        InlineData("Всё ещё", "все еще"),
        InlineData("عَرَبِيّ", "عربي"),
        InlineData("đoạn kết", "đoan ket")
    ]
    [InlineData("A ﬁne summit", "fine"), InlineData("½ share", "share"), InlineData("ＳＵＭＭＩＴ in full width", "summit")]
    [
        InlineData("Oltre 60 paesi nel 2025", "2025"),
        InlineData("state-of-the-art", "state-of-the-art"),
        InlineData("state of the art", "state-of-the-art")
    ]
    public async Task Words_are_found_whatever_their_case_and_accents(string text, string words)
    {
        var id = await Statement(text);
        await Statement("Tutt'altro");
        (await Find(words)).ShouldBe([id]);
        (await Find(words, SearchMatch.Whole)).ShouldBe([id]);
    }

    [Fact]
    public async Task Beginnings_of_words_are_found_unless_whole_words_are_wanted()
    {
        NodeId[] ids =
        [
            await Statement("Hanno firmato in sessanta"),
            await Statement("I firmatari sono sessanta"),
            await Statement("La firm è americana"),
            await Statement("Confirm it"),
        ];
        (await Find("firm")).Order().ShouldBe(ids[..3]);
        (await Find("Firm", SearchMatch.Whole)).ShouldBe([ids[2]]);
        (await Find("sess firma")).Order().ShouldBe(ids[..2]);
        (await Find("sess firma", SearchMatch.Whole)).ShouldBeEmpty();
    }

    [Fact]
    public async Task All_words_must_occur_in_any_order_and_any_text_of_the_node()
    {
        var actor = (
            await Enter(
                new ActorContent
                {
                    Name = "Italia",
                    Aliases = ["Repubblica Italiana"],
                    Description = "Stato europeo",
                }
            )
        ).Id;
        await Actor("Italia nostra");
        (await Find("europeo italia repubblica", kinds: NodeKind.Actor)).ShouldBe([actor]);
        (await Find("italia francia", kinds: NodeKind.Actor)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Words_in_quotation_marks_stand_together()
    {
        var together = await Statement("Gli Stati Uniti non hanno firmato");
        await Statement("Gli Stati non sono Uniti");
        (await Find("\"stati uniti\"")).ShouldBe([together]);
        (await Find("\"STATI UNITI\" firm")).ShouldBe([together]);
        (await Find("\"uniti stati\"")).ShouldBeEmpty();
        (await Find("\"stati unit\"")).ShouldBeEmpty();
        (await Find("\"stati uniti")).Count.ShouldBe(2); // the mark is not closed
    }

    [Fact]
    public async Task Every_kind_is_searched_in_its_texts()
    {
        var source = (await Enter(new SourceContent { Title = "Dichiarazione alfa", Note = "nota beta" })).Id;
        var @event = (
            await Enter(
                new EventContent
                {
                    Name = "Vertice alfa",
                    Place = "Parigi beta",
                    Description = "gamma",
                }
            )
        ).Id;
        var actor = (
            await Enter(
                new ActorContent
                {
                    Name = "Attore alfa",
                    Aliases = ["beta"],
                    Description = "gamma",
                }
            )
        ).Id;
        var statement = await Statement("Frase alfa");
        (await Find("alfa", kinds: Searchable)).Order().ShouldBe(new[] { source, @event, actor, statement }.Order());
        (await Find("beta", kinds: Searchable)).Order().ShouldBe(new[] { source, @event, actor }.Order());
        (await Find("gamma", kinds: Searchable)).Order().ShouldBe(new[] { @event, actor }.Order());
        (await Find("alfa", kinds: [NodeKind.Event, NodeKind.Event])).ShouldBe([@event]);
        (await Find("alfa", kinds: [NodeKind.Review, NodeKind.Evidence, NodeKind.Appearance])).ShouldBeEmpty();
        (await Find("alfa", kinds: [])).ShouldBeEmpty();
    }

    [Fact]
    public async Task Anything_typed_is_words()
    {
        await Statement("vertice AND firmato OR NEAR NOT text");
        string[] signs =
        [
            .. Texts.Words,
            "",
            " ",
            "\"",
            "\"\"",
            "\"\"\"",
            "*",
            "a*",
            "^a",
            "a:b",
            "text:vertice",
            "NEAR(a b)",
            "AND",
            "a AND",
            "NOT a",
            "(",
            "())",
            "{a}: b",
            "-",
            "+",
            "a + b",
            "'",
            "';--",
            "\0",
            "a\0b",
            "\uD800",
            "a\uDC00",
            "😀",
            "👩‍👩‍👧",
            "\u0301",
            "\u200B",
            "\uE000x\uE001",
            new string('a', 10_000),
            string.Join(' ', Enumerable.Repeat("parola", 2_000)),
            new string('"', 999),
        ];
        foreach (var text in signs)
        foreach (var match in Enum.GetValues<SearchMatch>())
            await Store.SearchAsync(new SearchQuery(text, Searchable, 5) { Match = match, WithHighlights = true });
        foreach (var word in new[] { "and", "OR", "NEAR", "not", "AND firmato" })
            (await Find(word)).Count.ShouldBe(1, word);
        foreach (var nothing in new[] { "", "  ", "\"", "***", "--", "😀", "\0" })
            (await Find(nothing)).ShouldBeEmpty(nothing);
        (await Find("text:vertice")).Count.ShouldBe(0); // no column is meant
        Texts.Raw.Sample(
            text => Store.SearchAsync(new SearchQuery(text, Searchable, 5) { WithHighlights = true }).AsTask().GetAwaiter().GetResult(),
            iter: 300,
            threads: 1
        );
    }

    [Fact]
    public async Task One_letter_is_not_the_beginning_of_all_words()
    {
        NodeId[] ids = [await Statement("Plan A failed"), await Statement("All plans"), await Statement("署名 した")];
        (await Find("a")).ShouldBe([ids[0]]);
        (await Find("plan a")).ShouldBe([ids[0]]);
        (await Find("署")).ShouldBe([ids[2]]);
    }

    [Fact]
    public async Task Search_takes_a_limited_number_of_different_words()
    {
        var id = await Statement(string.Join(' ', Enumerable.Range(0, 40).Select(i => $"w{i}")));
        string Words(int count) => string.Join(' ', Enumerable.Range(0, count).Select(i => $"w{i}"));
        (await Find(Words(SearchTerms.MostWords))).ShouldBe([id]);
        (await Find($"\"{Words(SearchTerms.MostWords)}\"")).ShouldBe([id]);
        (await Find(string.Join(' ', Enumerable.Repeat("w1", 500)))).ShouldBe([id]);
        foreach (var text in new[] { Words(33), $"\"{Words(33)}\"", $"\"{Words(20)}\" \"{Words(21)}\"", Words(33).Replace(' ', '-') })
        foreach (var match in new[] { SearchMatch.All, SearchMatch.Whole })
        {
            var refused = await Should.ThrowAsync<RefusedException>(async () => await Find(text, match));
            refused.Problems.ShouldHaveSingleItem().Code.ShouldBe(ProblemCode.TooLong);
        }
    }

    [Fact]
    public async Task Passage_of_a_long_text_is_found_near_its_beginning()
    {
        var source = await Source();
        var statement = await Statement("Breve");
        var filler = string.Join(' ', Enumerable.Repeat("riempimento", 800));
        foreach (var quote in new[] { $"primo {filler}", $"secondo {filler}", $"{filler} ago" })
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Enter(
                new AppearanceContent
                {
                    Statement = statement,
                    Source = source,
                    Anchor = new QuoteAnchor { Exact = quote },
                }
            );
        }
        async Task<string> Passage(string words) =>
            (await Search(new SearchQuery(words, [NodeKind.Statement], 5) { WithHighlights = true }))
                .ShouldHaveSingleItem()
                .Highlight.ShouldNotBeNull();
        (await Passage("secondo")).ShouldStartWith($"{SearchHit.Open}secondo{SearchHit.Close} riempimento");
        (await Passage("ago")).ShouldEndWith($"riempimento {SearchHit.Open}ago{SearchHit.Close}");
    }

    [Fact]
    public async Task Found_words_are_marked_on_demand()
    {
        await Statement("Il vertice di Parigi: sessanta firmatari, l'Italia è tra loro");
        var hit = (
            await Search(new SearchQuery("parigi firmat", [NodeKind.Statement], 5) { WithHighlights = true })
        ).ShouldHaveSingleItem();
        hit.Highlight.ShouldBe(
            $"Il vertice di {SearchHit.Open}Parigi{SearchHit.Close}: "
                + $"sessanta {SearchHit.Open}firmatari{SearchHit.Close}, l'Italia è tra loro"
        );
        (await Search(new SearchQuery("parigi", [NodeKind.Statement], 5))).ShouldHaveSingleItem().Highlight.ShouldBeNull();
        var padding = string.Join(' ', Enumerable.Repeat("riempimento", 200));
        await Statement($"Molto lungo {padding} ago {padding}");
        var passage = (await Search(new SearchQuery("ago", [NodeKind.Statement], 5) { WithHighlights = true }))
            .ShouldHaveSingleItem()
            .Highlight.ShouldNotBeNull();
        passage.ShouldContain($"{SearchHit.Open}ago{SearchHit.Close}");
        passage.Length.ShouldBeLessThan(1_000);
    }

    [Fact]
    public async Task Retracted_node_is_not_found_until_it_is_restored()
    {
        foreach (
            var content in new Content[]
            {
                new StatementContent { Text = "parola" },
                new SourceContent { Title = "parola" },
                new ActorContent { Name = "parola" },
                new EventContent { Name = "parola" },
            }
        )
        {
            var id = (await Enter(content)).Id;
            await Retract(id);
            (await Find("parola", kinds: Searchable)).ShouldNotContain(id);
            await Restore(id);
            (await Find("parola", kinds: Searchable)).ShouldContain(id);
        }
        (await Find("parola", kinds: Searchable)).Count.ShouldBe(4);
    }

    [Fact]
    public async Task Changed_text_is_found_by_its_new_words_only()
    {
        var id = await Statement("vecchia formulazione");
        await Change<Statement>(id, s => s.Content with { Text = "nuova formulazione" });
        (await Find("vecchia")).ShouldBeEmpty();
        (await Find("nuova formulazione")).ShouldBe([id]);
    }

    [Fact]
    public async Task Statement_is_found_by_the_words_in_which_it_was_said()
    {
        var (statement, source) = (await Statement("Gli USA non firmano"), await Source());
        var appearance = (
            await Enter(
                new AppearanceContent
                {
                    Statement = statement,
                    Source = source,
                    Anchor = new QuoteAnchor { Exact = "America will not sign" },
                }
            )
        ).Id;
        (await Find("america sign")).ShouldBe([statement]);
        await Change<Appearance>(appearance, a => a.Content with { Anchor = new QuoteAnchor { Exact = "Washington refuses" } });
        (await Find("america")).ShouldBeEmpty();
        (await Find("washington firmano")).ShouldBe([statement]);
        await Change<Statement>(statement, s => s.Content with { Text = "Gli Stati Uniti rifiutano" });
        (await Find("washington rifiutano")).ShouldBe([statement]);
        await Retract(statement);
        (await Find("washington")).ShouldBeEmpty();
        await Restore(statement);
        (await Find("washington")).ShouldBe([statement]);
        await Retract(appearance);
        (await Find("washington")).ShouldBeEmpty();
        (await Find("rifiutano")).ShouldBe([statement]);
    }

    [Theory, InlineData(SearchMatch.Best), InlineData(SearchMatch.All), InlineData(SearchMatch.Whole)]
    public async Task Hits_come_best_first_and_in_parts_that_fit(SearchMatch match)
    {
        await Commit([
            .. Enumerable
                .Range(0, 40)
                .Select(i => New(new StatementContent { Text = $"vertice {i} {string.Join(' ', Enumerable.Repeat("altro", i % 7))}" })),
        ]);
        await Commit([.. Enumerable.Range(0, 20).Select(i => New(new EventContent { Name = $"vertice {i}" }))]);
        NodeKind[] kinds = [NodeKind.Statement, NodeKind.Event];
        var query = new SearchQuery("vertice", kinds, 100) { Match = match };
        var all = await Search(query);
        all.Count.ShouldBe(60);
        all.Select(h => h.Score).ShouldBe(all.Select(h => h.Score).OrderDescending());
        var parts = new List<SearchHit>();
        for (var offset = 0; offset < 70; offset += 7)
            parts.AddRange(await Search(query with { First = 7, Offset = offset }));
        parts.ShouldBe(all);
        (await Search(query with { First = 0 })).ShouldBeEmpty();
        (await Store.SearchAsync(query with { First = 7 })).Total.ShouldBe(60);
    }

    [Theory, InlineData(SearchMatch.Best), InlineData(SearchMatch.All), InlineData(SearchMatch.Whole)]
    public async Task Hits_of_one_score_come_in_parts_that_fit_however_many_they_are(SearchMatch match)
    {
        await Commit([.. Enumerable.Range(0, 300).Select(i => New(new StatementContent { Text = $"vertice {i}" }))]);
        var parts = new List<NodeId>();
        for (var offset = 0; offset < 320; offset += 40)
            parts.AddRange(
                (await Search(new SearchQuery("vertice", [NodeKind.Statement], 40) { Offset = offset, Match = match })).Select(h => h.Id)
            );
        parts.Distinct().Count().ShouldBe(300);
        parts.Count.ShouldBe(300);
    }

    [Fact]
    public async Task What_has_all_words_ranks_by_how_short_it_is_and_how_near_they_stand()
    {
        NodeId[] ids =
        [
            await Statement("vertice finale"),
            await Statement("vertice detto finale"),
            await Statement("finale senza fine e vertice"),
            await Statement("vertice senza fine e con molti altri discorsi finale"),
        ];
        foreach (var match in new[] { SearchMatch.All, SearchMatch.Whole })
            (await Find("vertice finale", match)).ShouldBe(ids);
        var beginning = await Statement("vertici finale");
        (await Find("vertic finale")).Take(2).ShouldBe([ids[0], beginning], ignoreOrder: true);
    }

    /// <summary>The index is made anew when half of its words are gone, and goes on following the ledger.</summary>
    [Fact]
    public async Task Words_that_are_gone_are_not_found_and_others_are_while_the_index_is_renewed()
    {
        var (id, other) = (await Statement("inizio"), await Statement("altrove"));
        for (var i = 0; i < 40; i++)
        {
            var words = string.Join(' ', Enumerable.Range(0, 600).Select(n => $"w{i}x{n}"));
            await Change<Statement>(id, s => s.Content with { Text = words });
            (await Find($"w{i}x5")).ShouldBe([id]);
            (await Find($"w{i - 1}x5 w{i - 1}x6", SearchMatch.Whole)).ShouldBeEmpty();
            (await Find("altrove", SearchMatch.Best)).ShouldBe([other]);
        }
    }

    [Fact]
    public async Task Found_words_are_marked_in_the_text_that_has_most_of_them()
    {
        await Enter(
            new ActorContent
            {
                Name = "Organizzazione delle Nazioni Unite",
                Aliases = ["ONU", "Nações Unidas"],
                Description = "Non le nacoes",
            }
        );
        (await Highlight("nacoes unidas", NodeKind.Actor)).ShouldBe(
            $"{SearchHit.Open}Nações{SearchHit.Close} {SearchHit.Open}Unidas{SearchHit.Close}"
        );
        (await Highlight("onu", NodeKind.Actor)).ShouldBe($"{SearchHit.Open}ONU{SearchHit.Close}");
        var (statement, source) = (await Statement("Gli USA non firmano"), await Source());
        await Enter(
            new AppearanceContent
            {
                Statement = statement,
                Source = source,
                Anchor = new QuoteAnchor { Exact = "America will not sign" },
            }
        );
        (await Highlight("america", NodeKind.Statement)).ShouldBe($"{SearchHit.Open}America{SearchHit.Close} will not sign");
        (await Highlight("america firmano", NodeKind.Statement)).ShouldBe($"Gli USA non {SearchHit.Open}firmano{SearchHit.Close}");
    }

    [Fact]
    public async Task Words_in_quotation_marks_do_not_reach_from_one_text_into_the_next()
    {
        var actor = (await Enter(new ActorContent { Name = "Nazioni Unite", Aliases = ["Palazzo di vetro"] })).Id;
        (await Find("\"nazioni unite\"", kinds: NodeKind.Actor)).ShouldBe([actor]);
        (await Find("\"unite palazzo\"", kinds: NodeKind.Actor)).ShouldBeEmpty();
    }

    /// <summary>After any history, a word finds exactly the active statements that have it.</summary>
    [Fact]
    public Task Words_find_what_has_them_after_any_history() =>
        ForAll(
            Dice.OfSize(20, 100),
            async (store, clock, dice) =>
            {
                var nodes = await (await RandomGraph.BuildAsync(store, dice, clock)).NodesAsync();
                foreach (var word in new[] { "summit", "citta", "perche", "fine", "near", "and", "null", "us", "axb", "aa", "2025" })
                {
                    var found = await store.SearchAsync(new SearchQuery(word, [NodeKind.Statement], 1_000) { Match = SearchMatch.Whole });
                    var having = nodes
                        .OfType<Statement>()
                        .Where(s => s.IsActive && SearchedTexts.Of(s).SelectMany(Words.Of).Any(w => w.Text == word));
                    found.Hits.Select(h => h.Id).Order().ShouldBe(having.Select(s => s.Id).Order(), word);
                }
            },
            iter: 20
        );

    private async Task<string?> Highlight(string text, NodeKind kind) =>
        (await Search(new SearchQuery(text, [kind], 5) { WithHighlights = true })).ShouldHaveSingleItem().Highlight;

    private async Task<IReadOnlyList<NodeId>> Find(string text, SearchMatch match = SearchMatch.All, params NodeKind[] kinds) =>
        [.. (await Search(new SearchQuery(text, kinds, 100) { Match = match })).Select(h => h.Id)];

    private async Task<IReadOnlyList<SearchHit>> Search(SearchQuery query) => (await Store.SearchAsync(query)).Hits;

    private Task<IReadOnlyList<NodeId>> Find(string text, SearchMatch match = SearchMatch.All) => Find(text, match, NodeKind.Statement);
}
