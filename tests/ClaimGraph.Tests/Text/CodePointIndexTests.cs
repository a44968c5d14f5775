namespace ClaimGraph.Tests.Text;

public sealed class CodePointIndexTests
{
    private static readonly Gen<string> Long = Gen.Select(Texts.WellFormed, Gen.Int[0, 200])
        .Select((text, times) => string.Concat(Enumerable.Repeat(text + "a", times)));

    [Fact]
    public void Slices_are_those_that_counting_gives() =>
        Gen.Select(Long, Gen.Int[-10, 9_000], Gen.Int[-10, 9_000])
            .Sample(
                (text, start, end) =>
                {
                    var index = new CodePointIndex(text);
                    var (from, to) = (Math.Clamp(start, 0, index.Length), Math.Clamp(end, 0, index.Length));
                    return index.Slice(start, end) == (CodePoints.Slice(text, from, to) ?? "");
                }
            );
}
