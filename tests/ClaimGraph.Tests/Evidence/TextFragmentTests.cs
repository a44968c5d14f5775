namespace ClaimGraph.Tests.Evidence;

public sealed class TextFragmentTests
{
    private const string Words = "gli Stati Uniti e il Regno Unito non hanno firmato";

    [Theory]
    [InlineData(Words, null, null, ":~:text=gli%20Stati%20Uniti%20e%20il%20Regno%20Unito%20non%20hanno%20firmato")]
    [InlineData(Words, "prima", "dopo", ":~:text=gli%20Stati%20Uniti%20e%20il%20Regno%20Unito%20non%20hanno%20firmato")]
    [InlineData("non - ha, firmato & basta", null, null, ":~:text=non%20%2D%20ha%2C%20firmato%20%26%20basta")]
    [InlineData("Parigi", "ggio nel vertice di ", " hanno partecip", ":~:text=nel%20vertice%20di-,Parigi,-hanno")]
    [InlineData("Parigi", "di", "", ":~:text=Parigi")]
    [InlineData("Parigi", "Titolo lungo\n", "\nAltro", ":~:text=Parigi")]
    [InlineData("Prima frase.\n\nUltima  frase.", null, null, ":~:text=Prima%20frase.,Ultima%20frase.")]
    [InlineData("città 😀", null, null, ":~:text=citt%C3%A0%20%F0%9F%98%80")]
    public void Words_become_a_directive(string words, string? prefix, string? suffix, string directive) =>
        TextFragment.Of(words, prefix, suffix).ShouldBe(directive);

    [Fact]
    public void Long_words_are_named_by_their_ends()
    {
        var directive = TextFragment.Of(string.Join(' ', Enumerable.Range(100, 100)));

        directive.ShouldStartWith(":~:text=100%20101");
        directive.ShouldEndWith("198%20199");
        directive.Count(c => c == ',').ShouldBe(1);
        directive.Length.ShouldBeLessThan(200);
        TextFragment.Of(string.Concat(Enumerable.Repeat("😀", 150))).ShouldNotContain("%EF%BF%BD"); // no half of a character
    }

    [Theory]
    [InlineData("https://example.org/a", "https://example.org/a#:~:text=b")]
    [InlineData("https://example.org/a#top", "https://example.org/a#top:~:text=b")]
    public void An_address_keeps_its_own_fragment(string url, string expected) =>
        TextFragment.On(url, TextFragment.Of("b")).ShouldBe(expected);
}
