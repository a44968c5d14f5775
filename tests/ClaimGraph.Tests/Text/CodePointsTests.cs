using System.Text;

namespace ClaimGraph.Tests.Text;

public sealed class CodePointsTests
{
    /// <summary>The text cut into its code points; a lone surrogate is one by itself.</summary>
    private static string[] Naive(string text)
    {
        var parts = new List<string>();
        for (var rest = text; rest.Length > 0; rest = rest[parts[^1].Length..])
            parts.Add(Rune.TryGetRuneAt(rest, 0, out var rune) ? rune.ToString() : rest[..1]);
        return [.. parts];
    }

    [Fact]
    public void Count_is_that_of_the_code_points() =>
        Gen.OneOf(Texts.WellFormed, Texts.Raw).Sample(text => CodePoints.Count(text) == Naive(text).Length);

    [Fact]
    public void Utf16_index_is_where_the_code_point_begins() =>
        Gen.Select(Gen.OneOf(Texts.WellFormed, Texts.Raw), Gen.Int[-2, 45])
            .Sample(
                (text, position) =>
                {
                    var points = Naive(text);
                    var expected = position < 0 || position > points.Length ? -1 : points.Take(position).Sum(p => p.Length);
                    return CodePoints.ToUtf16(text, position) == expected;
                }
            );

    [Fact]
    public void Slice_is_the_code_points_between() =>
        Gen.Select(Gen.OneOf(Texts.WellFormed, Texts.Raw), Gen.Int[-2, 45], Gen.Int[-2, 45])
            .Sample(
                (text, start, end) =>
                {
                    var points = Naive(text);
                    var expected = start < 0 || end < start || end > points.Length ? null : string.Concat(points[start..end]);
                    return CodePoints.Slice(text, start, end) == expected;
                },
                iter: 2_000
            );

    [Theory]
    [InlineData("abc", 1, 2, "b")]
    [InlineData("a😀b", 1, 2, "😀")]
    [InlineData("a😀b", 2, 3, "b")]
    [InlineData("e\u0301a", 0, 1, "e")]
    [InlineData("e\u0301a", 1, 2, "\u0301")]
    [InlineData("👩‍👩‍👧", 0, 5, "👩‍👩‍👧")]
    [InlineData("abc", 3, 3, "")]
    [InlineData("abc", 0, 4, null)]
    [InlineData("abc", 4, 4, null)]
    [InlineData("abc", 2, 1, null)]
    [InlineData("abc", -1, 1, null)]
    [InlineData("abc", 0, int.MaxValue, null)]
    [InlineData("abc", int.MinValue, int.MaxValue, null)]
    [InlineData("", 0, 0, "")]
    public void Positions_count_code_points(string text, int start, int end, string? expected) =>
        CodePoints.Slice(text, start, end).ShouldBe(expected);

    [Fact]
    public void Well_formed_text_is_what_utf8_can_hold_without_nul() =>
        Gen.OneOf(Texts.WellFormed, Texts.Raw)
            .Sample(text =>
                CodePoints.IsWellFormed(text) == (!text.Contains('\0') && Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text)
            );

    // As a table in the code: attributes keep strings in UTF-8, which cannot hold half a pair.
    [Fact]
    public void Nul_and_half_a_pair_are_not_well_formed()
    {
        foreach (var text in new[] { "", "a\uFFFDb", "😀" })
            CodePoints.IsWellFormed(text).ShouldBeTrue(text);
        foreach (var text in new[] { "\0", "a\0b", "\uD83D", "\uDE00\uD83D", "\uFFFD\uD83D", "😀\uDE00" })
            CodePoints.IsWellFormed(text).ShouldBeFalse(text);
    }
}
