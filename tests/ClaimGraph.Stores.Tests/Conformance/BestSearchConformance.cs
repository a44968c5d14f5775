namespace ClaimGraph.Stores.Tests.Conformance;

/// <summary>A search for the best matches finds the claim, however it is asked for.</summary>
public abstract class BestSearchConformance(Func<IStorePlace> newPlace) : StoreConformance(newPlace)
{
    private const string NotSigned = "The United States and the United Kingdom did not sign the declaration of the Paris AI summit";
    private const string Cost = "DeepSeek trained its model for less than six million dollars";
    private const string Investment = "Macron announced 109 billion euros for artificial intelligence in France";

    private static readonly string[] Others =
    [
        "Sixty countries signed the declaration on inclusive artificial intelligence",
        "The vaccine was tested on 30,000 people before it was authorised",
        "The European Union will not regulate open models more strictly",
        "The Chinese model answers questions about Tiananmen in its own way",
        "A summit on safety took place at Bletchley Park in 2023",
        "The colour of the programme was chosen by the organisation",
        "Nobody knows how many people die of it each year",
    ];

    [Theory]
    [InlineData("US and UK did not sign", NotSigned)]
    [InlineData("usa regno unito non firmano la dichiarazione", NotSigned)]
    [InlineData("Is it true that the UK and the US refused to sign in Paris???", NotSigned)]
    [InlineData("deepseak", Cost)]
    [InlineData("training a modle for milion dolars", Cost)]
    [InlineData(
        "BREAKING: @deepseek_ai says its model cost under $6 million!! 😱 https://t.co/Ab3dE pic.twitter.com/xYz — News (@news) 1 Feb",
        Cost
    )]
    [InlineData("Macron ha annunciato 109 miliardi di euro per l'intelligenza artificiale", Investment)]
    [InlineData("vaccines tested", "The vaccine was tested on 30,000 people before it was authorised")]
    [InlineData("vaccine authorized", "The vaccine was tested on 30,000 people before it was authorised")]
    [InlineData("color of a program chosen by an organization", "The colour of the programme was chosen by the organisation")]
    public async Task The_claim_comes_first(string query, string expected)
    {
        var ids = await EnterAllAsync();
        (await Find(query))[0].ShouldBe(ids[expected]);
    }

    [Fact]
    public async Task The_last_word_may_be_a_beginning_until_it_is_complete()
    {
        var ids = await EnterAllAsync();
        var altman = (await Enter(new ActorContent { Name = "Sam Altman", ActorKind = ActorKind.Person })).Id;
        await Enter(new AppearanceContent { Statement = ids[Investment], Actor = altman });
        foreach (var typed in new[] { "dee", "deeps", "model of deepse", "six mi" })
            (await Find(typed)).ShouldContain(ids[Cost], typed);
        (await Find("dee")).ShouldBe([ids[Cost]]);
        (await Find("altm")).ShouldBe([ids[Investment]]);
        (await Find("Sam Alt")).ShouldBe([ids[Investment]]);
        (await Find("regn"))[0].ShouldBe(ids[NotSigned]);
        (await Find("dee ")).ShouldBeEmpty(); // the word is complete
        (await Find("d")).ShouldBeEmpty();
        (await Find("dee altogether")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_misspelt_word_finds_what_was_entered_after_it_was_first_sought()
    {
        (await Find("quantam")).ShouldBeEmpty();
        var first = await Statement("The quantum computer is slow");
        (await Find("quantam")).ShouldBe([first]);
        await Retract(first);
        (await Find("quantam")).ShouldBeEmpty();
        var second = await Statement("Nobody has a quantum computer");
        (await Find("quantam")).ShouldBe([second]);
    }

    [Fact]
    public async Task Names_find_what_was_said_by_or_about_their_bearers()
    {
        var ids = await EnterAllAsync();
        var altman = (await Enter(new ActorContent { Name = "Sam Altman", ActorKind = ActorKind.Person })).Id;
        var summit = (await Enter(new EventContent { Name = "Bletchley talks" })).Id;
        await Enter(new AppearanceContent { Statement = ids[Cost], Actor = altman });
        await Enter(new AppearanceContent { Statement = ids[Investment], Event = summit });
        (await Find("Altman")).ShouldBe([ids[Cost]]);
        (await Find("sam altman"))[0].ShouldBe(ids[Cost]);
        (await Find("Bletchley talks"))[0].ShouldBe(ids[Investment]);
        await Change<Actor>(altman, a => a.Content with { Name = "Elon Musk" });
        (await Find("Altman")).ShouldBeEmpty();
        (await Find("Musk")).ShouldBe([ids[Cost]]);
        await Retract(altman);
        (await Find("Musk")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_quoted_wording_finds_its_statement()
    {
        var (statement, source) = (await Statement("It is a rumour"), await Source());
        await Commit([
            .. Enumerable
                .Range(0, 120)
                .Select(i =>
                    New(
                        new AppearanceContent
                        {
                            Statement = statement,
                            Source = source,
                            Anchor = new QuoteAnchor { Exact = $"version number {i} tells of zebra{i}" },
                        }
                    )
                ),
        ]);
        foreach (var match in new[] { SearchMatch.Best, SearchMatch.All })
        foreach (var i in new[] { 0, 99, 100, 119 })
            (await Find($"zebra{i}", match)).ShouldBe([statement]);
    }

    [Fact]
    public async Task Topics_find_their_statements()
    {
        var statement = (await Enter(new StatementContent { Text = "It costs less", Topics = ["energy policy"] })).Id;
        (await Find("energy policy")).ShouldBe([statement]);
        (await Find("energy", SearchMatch.All)).ShouldBe([statement]);
    }

    [Fact]
    public async Task Hits_are_filtered_by_kind()
    {
        await EnterAllAsync();
        var fact = (await Enter(new StatementContent { Text = "Declaration of love", StatementKind = StatementKind.Opinion })).Id;
        var kinds = new[] { NodeKind.Statement, NodeKind.Source };
        var source = (await Enter(new SourceContent { Title = "Declaration" })).Id;
        var opinions = new Condition(Fields.Statement.StatementKind, Comparison.Equal, [StatementKind.Opinion]);
        foreach (var match in new[] { SearchMatch.Best, SearchMatch.All })
        {
            var all = await Store.SearchAsync(new SearchQuery("declaration", kinds, 10) { Match = match });
            all.Total.ShouldBe(4);
            var query = new SearchQuery("declaration", kinds, 1)
            {
                Match = match,
                Filters = new Dictionary<NodeKind, Filter> { [NodeKind.Statement] = opinions },
            };
            var first = await Store.SearchAsync(query);
            var second = await Store.SearchAsync(query with { Offset = 1 });
            first.Total.ShouldBe(2);
            first.Hits.Concat(second.Hits).Select(h => h.Id).Order().ShouldBe(new[] { fact, source }.Order());
        }
    }

    [Fact]
    public async Task Words_that_are_spelt_alike_are_marked()
    {
        await EnterAllAsync();
        var hit = (await Store.SearchAsync(new SearchQuery("deepseak", [NodeKind.Statement], 1) { WithHighlights = true })).Hits.Single();
        hit.Highlight.ShouldNotBeNull().ShouldStartWith($"{SearchHit.Open}DeepSeek{SearchHit.Close} trained");
    }

    [Fact]
    public async Task What_has_little_in_common_is_no_hit()
    {
        var ids = await EnterAllAsync();
        (await Find("xyzzy")).ShouldBeEmpty();
        (await Find("")).ShouldBeEmpty();
        (await Find("DeepSeek trained its model for less than six million dollars")).ShouldBe([ids[Cost]]);
    }

    [Fact]
    public async Task Words_in_quotation_marks_must_occur_together()
    {
        var ids = await EnterAllAsync();
        (await Find("\"united kingdom\" signed")).ShouldBe([ids[NotSigned]]);
        (await Find("\"artificial intelligence in france\" declaration of sixty countries")).ShouldBe([ids[Investment]]);
        (await Find("She said \"they did not sign up for this\" about the Paris summit"))[0].ShouldBe(ids[NotSigned]);
    }

    private async Task<Dictionary<string, NodeId>> EnterAllAsync()
    {
        var us = (await Enter(new ActorContent { Name = "United States", Aliases = ["US", "USA", "Stati Uniti"] })).Id;
        var uk = (await Enter(new ActorContent { Name = "United Kingdom", Aliases = ["UK", "Regno Unito"] })).Id;
        var ids = new Dictionary<string, NodeId>
        {
            [NotSigned] = (await Enter(new StatementContent { Text = NotSigned, About = [us, uk] })).Id,
        };
        foreach (var text in Others.Append(Cost).Append(Investment))
            ids.Add(text, await Statement(text));
        return ids;
    }

    private async Task<IReadOnlyList<NodeId>> Find(string text, SearchMatch match = SearchMatch.Best) =>
        [.. (await Store.SearchAsync(new SearchQuery(text, [NodeKind.Statement], 10) { Match = match })).Hits.Select(h => h.Id)];
}
