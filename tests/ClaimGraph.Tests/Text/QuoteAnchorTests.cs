namespace ClaimGraph.Tests.Text;

public sealed class QuoteAnchorTests
{
    [Theory]
    [InlineData("Parigi 😀 vertice", "vertice", 9, 16)]
    [InlineData("Parigi 😀 vertice", "😀", 7, 8)]
    [InlineData("Parigi 😀 vertice", "Parigi 😀 vertice", 0, 16)]
    [InlineData("Parigi 😀 vertice", "vertice", null, null)]
    [InlineData("vertice vertice", "vertice", 8, 15)]
    [InlineData("vertice vertice", "vertice", null, null)]
    [InlineData("l’Italia non ha firmato", "l'Italia\u00A0non", 0, 12)]
    public void Words_that_stand_there_fit(string text, string exact, int? start, int? end) =>
        Mismatch(text, exact, start, end).ShouldBeNull();

    [Theory]
    [InlineData("vertice", 10, 17, "17")] // UTF-16 would put them there
    [InlineData("Parigi", 9, 15, "are not the quoted words. They stand at 0 to 6; correct start and end, or leave them out.")]
    [InlineData("Vertice", 9, 16, "are not the quoted words")]
    [InlineData("vertice", 9, 18, "17")]
    [InlineData("vertice", 90, 97, "17")]
    [InlineData("summit", null, null, "does not contain")]
    [InlineData("Vertice", null, null, "does not contain")]
    [InlineData("Parigi 😀 verticE", null, null, "Those at 0 to 16 are similar: “Parigi 😀 vertice”.")]
    public void Words_that_stand_elsewhere_do_not(string exact, int? start, int? end, string says) =>
        Mismatch("Parigi 😀 vertice!", exact, start, end).ShouldNotBeNull().ShouldContain(says);

    [Fact]
    public void Words_between_other_words_do_not() =>
        new QuotePlacer("Parigi 😀 vertice!")
            .MismatchOf(new QuoteAnchor { Exact = "😀", Prefix = "non c’entra niente " })
            .ShouldNotBeNull()
            .ShouldContain("with other text around them");

    private static string? Mismatch(string text, string exact, int? start, int? end) =>
        new QuotePlacer(text).MismatchOf(
            new QuoteAnchor
            {
                Exact = exact,
                Start = start,
                End = end,
            }
        );
}
