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
