using ClaimGraph.Search;

namespace ClaimGraph.Tests.Search;

public sealed class LikenessTests
{
    private static readonly Gen<string> Word = Gen.Char['a', 'c'].Array[1, 12].Select(letters => new string(letters));

    [Fact]
    public void Slips_are_counted_up_to_two() =>
        Gen.Select(Word, Word)
            .Where((a, b) => Math.Abs(a.Length - b.Length) <= Likeness.MostSlips)
            .Sample((a, b) => Math.Min(Likeness.Slips(a, b), 3).ShouldBe(Math.Min(AllSlips(a, b), 3)), iter: 20_000);

    [Theory]
    [InlineData("signed", "singed", 1)]
    [InlineData("deepseek", "deepseak", 1)]
    [InlineData("colour", "color", 1)]
    [InlineData("firmato", "fermata", 2)]
    public void A_letter_added_left_out_replaced_or_swapped_is_a_slip(string typed, string word, int slips) =>
        Likeness.Slips(typed, word).ShouldBe(slips);

    /// <summary>As it is defined, from the ends of both words to their beginnings.</summary>
    private static int AllSlips(string a, string b)
    {
        var known = new Dictionary<(int, int), int>();
        return Of(a.Length, b.Length);

        int Of(int i, int j)
        {
            if (i == 0 || j == 0)
                return i + j;
            if (known.TryGetValue((i, j), out var slips))
                return slips;
            slips = Math.Min(Of(i - 1, j) + 1, Of(i, j - 1) + 1);
            slips = Math.Min(slips, Of(i - 1, j - 1) + (a[i - 1] == b[j - 1] ? 0 : 1));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                slips = Math.Min(slips, Of(i - 2, j - 2) + 1);
            return known[(i, j)] = slips;
        }
    }
}
