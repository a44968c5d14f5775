namespace ClaimGraph.Stores.Tests.Conformance;

/// <summary>Claims that are alike are found, and what tells them apart is said.</summary>
public abstract class SimilarConformance(Func<IStorePlace> newPlace) : StoreConformance(newPlace)
{
    private const string Claim = "The vaccine killed 12,000 people in Italy in 2021";

    [Theory]
    [InlineData("In Italy in 2021, the vaccine killed 12000 people", SimilarityGuard.None)]
    [InlineData("BREAKING: The vaccine killed 12 thousand people in Italy in 2021!", SimilarityGuard.None)]
    [InlineData("The vaccine killed people in Italy", SimilarityGuard.None)]
    [InlineData("The vaccine did not kill 12,000 people in Italy in 2021", SimilarityGuard.Negation)]
    [InlineData("The vaccine didn't kill 12,000 people in Italy in 2021", SimilarityGuard.Negation)]
    [InlineData("The vaccine killed 15,000 people in Italy in 2021", SimilarityGuard.Number, "15000", "12000")]
    [InlineData("The vaccine killed 12 million people in Italy in 2021", SimilarityGuard.Number, "12000000", "12000")]
    [InlineData("The vaccine killed 12,000 people in Italy in 2020", SimilarityGuard.Date, "2020", "2021")]
    [InlineData("The vaccine killed 12,000 people in Spain in 2021", SimilarityGuard.Entity, "spain", "italy")]
    public async Task What_tells_two_claims_apart_is_said(string text, SimilarityGuard guard, params string[] differences)
    {
        var id = await Statement(Claim);
        await Statement("Nobody knows what the weather will be like");
        var similar = (await Store.SimilarAsync(new SimilarQuery(text, 5)))[0];
        (similar.Id, similar.Guard).ShouldBe((id, guard));
        if (differences.Length > 0)
            similar.Differences.ShouldBe(differences);
    }

    [Theory]
    [InlineData("“{0}”, people say. I can't believe it!", SimilarityGuard.None)]
    [InlineData("Is it true or false that {0}?", SimilarityGuard.None)]
    [InlineData("{0}. Nobody told us about the weather.", SimilarityGuard.None)]
    [InlineData("It is not true that {0}", SimilarityGuard.Negation)]
    [InlineData("It is false that {0}", SimilarityGuard.Negation)]
    [InlineData("The minister has not paid twenty-five million dollars since 2019, but he does not deny it", SimilarityGuard.None)]
    [InlineData("The minister hasn't paid $25,000,000 since 2019, but he doesn't deny it", SimilarityGuard.None)]
    [InlineData("The minister has not paid a million dollars since 2019, but he does not deny it", SimilarityGuard.Number)]
    [InlineData("The minister has not paid 25 million dollars since 6019, but he does not deny it", SimilarityGuard.Number)]
    [InlineData("The minister has paid 25 million dollars since 2019, but he does not deny it", SimilarityGuard.Negation)]
    public async Task A_guard_looks_at_the_words_of_the_claim_alone(string text, SimilarityGuard guard)
    {
        const string claim = "The minister has not paid 25 million dollars since 2019, but he does not deny it";
        var id = await Statement(claim);
        var similar = (await Store.SimilarAsync(new SimilarQuery(text.Replace("{0}", claim, StringComparison.Ordinal), 5)))[0];
        (similar.Id, similar.Guard).ShouldBe((id, guard), string.Join(' ', similar.Differences));
    }

    [Theory]
    [InlineData("There were 3 cases of type 19 and 4 of type 19", "There were 3 cases of type 19 and 4 of type 12", SimilarityGuard.Number)]
    [InlineData("The rate was 0.054% there", "The rate was 54% there", SimilarityGuard.Number)]
    [InlineData("No. 10 Downing Street is the house", "10 Downing Street is the house", SimilarityGuard.None)]
    public async Task Numbers_are_compared_as_they_are_meant(string claim, string text, SimilarityGuard guard)
    {
        await Statement(claim);
        (await Store.SimilarAsync(new SimilarQuery(text, 5)))[0].Guard.ShouldBe(guard);
    }

    [Fact]
    public async Task The_most_alike_comes_first_and_a_guard_demotes()
    {
        var same = await Statement("Inflation in Argentina was the highest in the world");
        var negated = await Statement("Inflation in Argentina was not the highest in the world");
        var other = await Statement("Inflation in Argentina fell");
        var similar = await Store.SimilarAsync(new SimilarQuery("Inflation in Argentina was the highest in the world", 5));
        similar.Select(s => s.Id).ShouldBe([same, negated, other]);
        similar[0].Score.ShouldBe(1);
        similar[1].Score.ShouldBeInRange(0.3, 0.5);
        (await Store.SimilarAsync(new SimilarQuery("Inflation in Argentina", 1, Except: same))).ShouldHaveSingleItem().Id.ShouldNotBe(same);
        await Retract(same);
        (await Store.SimilarAsync(new SimilarQuery("Inflation in Argentina", 5))).Select(s => s.Id).ShouldNotContain(same);
    }

    [Fact]
    public async Task A_quoted_wording_is_compared_too()
    {
        var statement = await Statement("The two countries refused to sign");
        await Enter(
            new AppearanceContent
            {
                Statement = statement,
                Source = await Source(),
                Anchor = new QuoteAnchor { Exact = "solo i rappresentanti degli Stati Uniti e del Regno Unito non hanno firmato" },
            }
        );
        var similar = await Store.SimilarAsync(new SimilarQuery("I rappresentanti di Stati Uniti e Regno Unito non hanno firmato", 5));
        similar.ShouldHaveSingleItem().Id.ShouldBe(statement);
        similar[0].Score.ShouldBeGreaterThan(0.5);
        (await Store.SimilarAsync(new SimilarQuery("", 5))).ShouldBeEmpty();
    }
}
