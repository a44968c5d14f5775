namespace ClaimGraph.Tests.Text;

public sealed class QuoteAnchorTests
{
    [Theory]
    [InlineData("Parigi 😀 vertice", "vertice", 9, 16)]
    [InlineData("Parigi 😀 vertice", "😀", 7, 8)]
    [InlineData("Parigi 😀 vertice", "Parigi 😀 vertice", 0, 16)]
    [InlineData("Parigi 😀 vertice", "vertice", null, null)]
    [InlineData("vertice vertice", "vertice", 8, 15)]
    public void Words_that_stand_there_fit(string text, string exact, int? start, int? end) =>
        new QuoteAnchor
        {
            Exact = exact,
            Start = start,
            End = end,
        }
            .MismatchWith(text)
            .ShouldBeNull();

    [Theory]
    [InlineData("vertice", 10, 17, "are not the quoted words")] // UTF-16 would put them there
    [InlineData("Vertice", 9, 16, "are not the quoted words")]
    [InlineData("vertice", 9, 18, "17")]
    [InlineData("vertice", 90, 97, "17")]
    [InlineData("summit", null, null, "does not contain")]
    [InlineData("Vertice", null, null, "does not contain")]
    public void Words_that_stand_elsewhere_do_not(string exact, int? start, int? end, string says) =>
        new QuoteAnchor
        {
            Exact = exact,
            Start = start,
            End = end,
        }
            .MismatchWith("Parigi 😀 vertice!")
            .ShouldNotBeNull()
            .ShouldContain(says);

    [Fact]
    public void Every_slice_of_a_text_fits_where_it_was_cut() =>
        Gen.Select(Texts.WellFormed, Gen.Int[0, 40], Gen.Int[0, 40])
            .Sample(
                (text, a, b) =>
                {
                    var (start, end) = (Math.Min(a, b), Math.Max(a, b));
                    return CodePoints.Slice(text, start, end) is not { Length: > 0 } exact
                        || new QuoteAnchor
                        {
                            Exact = exact,
                            Start = start,
                            End = end,
                        }.MismatchWith(text)
                            is null;
                }
            );
}
