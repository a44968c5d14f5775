namespace ClaimGraph.Tests.Text;

public sealed class NormalisedTextTests
{
    [Theory]
    [InlineData("The US did not sign.", "the us did not sign")]
    [InlineData("The US did not sign", "The  US\n\tdid not sign ")]
    [InlineData("The US did not sign", " The US did not sign!...")]
    [InlineData("The US did not sign", "The US did not sign…")]
    [InlineData("L'Italia ha firmato", "L’Italia ha firmato")]
    [InlineData("\"firmato\"", "«firmato»")]
    [InlineData("\"firmato\"", "“firmato”")]
    [InlineData("2024-2025", "2024–2025")]
    [InlineData("2024-2025", "2024—2025")]
    [InlineData("perché", "perche\u0301")]
    [InlineData("PERCHÉ", "perché")]
    [InlineData("fine", "ﬁne")]
    [InlineData("Abc 1", "Ａｂｃ　１")]
    [InlineData("a b", "a\u00A0b")]
    public void Same_wording_is_one(string one, string other)
    {
        NormalisedText.Of(one).ShouldBe(NormalisedText.Of(other));
        NormalisedText.Hash("it", one).ShouldBe(NormalisedText.Hash("IT", other));
    }

    [Theory]
    [InlineData("The US did not sign", "The US did sign")]
    [InlineData("perché", "perche")]
    [InlineData("Did the US sign?", "Did the US sign.")]
    [InlineData("US", "U.S.")]
    [InlineData("a b", "ab")]
    [InlineData("a,b", "a;b")]
    public void Other_wording_is_another(string one, string other) =>
        NormalisedText.Hash("en", one).ShouldNotBe(NormalisedText.Hash("en", other));

    [Fact]
    public void Same_wording_in_another_language_is_another() =>
        NormalisedText.Hash("it", "no").ShouldNotBe(NormalisedText.Hash("en", "no"));

    [Fact]
    public void Hash_has_sixteen_bytes() => Texts.WellFormed.Sample(text => NormalisedText.Hash("en", text).Length == 16);

    [Theory]
    [InlineData("Città", "citta")]
    [InlineData("PERCHÉ", "perche")]
    [InlineData("perche\u0301", "perche")]
    [InlineData("L’Italia", "l'italia")]
    [InlineData("ﬁne", "fine")]
    [InlineData("Łódź", "łodz")]
    [InlineData("plain", "plain")]
    [InlineData("😀", "😀")]
    [InlineData("", "")]
    public void Fold_leaves_case_and_accents_out(string text, string folded) => NormalisedText.Fold(text).ShouldBe(folded);

    [Fact]
    public void Fold_of_a_folded_text_is_itself() =>
        Texts.WellFormed.Sample(text => NormalisedText.Fold(NormalisedText.Fold(text)) == NormalisedText.Fold(text));

    [Fact]
    public void Part_of_a_text_is_found_in_it_when_both_are_folded() =>
        Gen.Select(Gen.OneOf(Texts.Words), Gen.OneOf(Texts.Words), Gen.OneOf(Texts.Words))
            .Sample(
                (before, part, after) =>
                    NormalisedText.Fold($"{before} {part} {after}").Contains(NormalisedText.Fold(part), StringComparison.Ordinal),
                iter: 2_000
            );

    [Fact]
    public void No_text_makes_fold_throw() =>
        Texts.Raw.Sample(text =>
        {
            NormalisedText.Fold(text);
        });

    [Fact]
    public void No_well_formed_text_makes_the_normal_form_throw() =>
        Texts.WellFormed.Sample(text =>
        {
            NormalisedText.Of(text);
        });
}
