namespace ClaimGraph.Tests.Evidence;

/// <summary>The bit vectors against the table of edit distances that they stand for.</summary>
public sealed class ApproximateSearchTests
{
    private static readonly Gen<string> Short = Gen.String[Gen.Char['a', 'c'], 1, 20];
    private static readonly Gen<string> Long = Gen.String[Gen.OneOf(Gen.Char['a', 'b'], Gen.Const('中')), 60, 300];
    private static readonly Gen<(string Pattern, string Text)> Any = Gen.OneOf(
        Gen.Select(Short, Gen.String[Gen.Char['a', 'd'], 0, 60]),
        Gen.Select(Long, Long),
        Gen.Select(Long, Long, Gen.Int[0, 40], (a, b, cut) => (a, b + a.Remove(cut, 7) + b))
    );

    [Fact]
    public void Ends_are_those_of_the_table() =>
        Gen.Select(Any, Gen.Double[0, 0.6])
            .Sample(
                (pair, part) =>
                {
                    var most = (int)(pair.Pattern.Length * part);
                    var found = new List<(int, int)>();
                    new ApproximateSearch(pair.Pattern).Ends(pair.Text, most, (end, errors) => found.Add((end, errors)));

                    return found.SequenceEqual(LastRow(pair, 0).Index().Skip(1).Where(e => e.Item <= most).Select(e => (e.Index, e.Item)));
                }
            );

    [Fact]
    public void The_best_beginning_is_that_of_the_table() =>
        Any.Sample(pair =>
        {
            var row = LastRow(pair, 1);
            var best = row.Min();

            return new ApproximateSearch(pair.Pattern).Beginning(pair.Text)
                == (best, Array.IndexOf(row, best), Array.LastIndexOf(row, best));
        });

    [Fact]
    public void One_search_can_be_used_again()
    {
        var search = new ApproximateSearch(new string('a', 100));

        search.Beginning(new string('b', 200)).Errors.ShouldBe(100);
        search.Beginning(new string('a', 200)).ShouldBe((0, 100, 100));
    }

    /// <summary>The distances of the whole pattern from what ends at each position of the text.</summary>
    /// <param name="gain">What the first row gains with each position: 1 if the pattern must begin where the text does.</param>
    private static int[] LastRow((string Pattern, string Text) pair, int gain)
    {
        var row = new int[pair.Text.Length + 1];
        for (var j = 0; j < row.Length; j++)
            row[j] = j * gain;
        for (var i = 1; i <= pair.Pattern.Length; i++)
        {
            var (diagonal, left) = (row[0], row[0] = i);
            for (var j = 1; j < row.Length; j++)
            {
                var same = pair.Pattern[i - 1] == pair.Text[j - 1] ? 0 : 1;
                (left, diagonal) = (Math.Min(diagonal + same, 1 + Math.Min(row[j], left)), row[j]);
                row[j] = left;
            }
        }
        return row;
    }
}
