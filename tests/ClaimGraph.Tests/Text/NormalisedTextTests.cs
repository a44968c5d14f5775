namespace ClaimGraph.Tests.Text;

public sealed class NormalisedTextTests
{
    [Theory]
    [InlineData("Città", "citta")]
    [InlineData("PERCHÉ", "perche")]
    [InlineData("perche\u0301", "perche")]
    [InlineData("L’Italia", "l'italia")]
    [InlineData("ﬁne", "fine")]
    [InlineData("Łódź", "lodz")]
    [InlineData("plain", "plain")]
    [InlineData("😀", "😀")]
    [InlineData("\uFFFEÀ", "\uFFFDa")]
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
}
