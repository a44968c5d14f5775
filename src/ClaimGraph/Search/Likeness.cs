namespace ClaimGraph.Search;

/// <summary>How alike two words are: 1 for the same, 0 when neither is a slip or another form of the other.</summary>
internal static class Likeness
{
    /// <summary>Shorter words have too many neighbours.</summary>
    public const int Shortest = 4;

    private const int MostAlike = 12;
    private const int MostCompared = 96; // those that share most
    private const double OneSlip = 0.8;
    private const double TwoSlips = 0.65;
    private const int ShortestForTwoSlips = 7;
    internal const int MostSlips = 2;
    private const double SameBeginning = 0.75; // weight of a common beginning: signed, signing
    private const double SameLetters = 0.7; // weight of shared groups of three letters: parts of compounds
    private const double Least = 0.6; // of a common beginning or of shared letters, as a part of both words

    /// <summary>The known words most like one that was typed, without itself; none for short words and numbers.</summary>
    public static IEnumerable<(int Word, double Likeness)> To(string typed, Vocabulary vocabulary)
    {
        if (typed.Length < Shortest || !typed.All(char.IsLetter))
            return [];
        return vocabulary
            .SharingLetters(typed, MostCompared)
            .Select(s => (s.Word, Likeness: Of(typed, vocabulary[s.Word], s.Shared)))
            .Where(s => s.Likeness is > 0 and < 1)
            .OrderByDescending(s => s.Likeness)
            .ThenBy(s => vocabulary[s.Word], StringComparer.Ordinal)
            .Take(MostAlike);
    }

    /// <summary>How many groups of three letters a word shares at least with one that it can be like: a slip changes three.</summary>
    public static int LeastShared(int typed, int word) =>
        Math.Max(
            2,
            Math.Min(
                (int)(Least / 2 * (typed + word)) - 1,
                Math.Abs(typed - word) > 2 ? int.MaxValue : Math.Max(typed, word) - (typed >= ShortestForTwoSlips ? 6 : 3)
            )
        );

    /// <param name="shared">How many groups of three letters they share (<see cref="Letters"/>).</param>
    private static double Of(string typed, string word, int shared)
    {
        if (typed == word)
            return 1;
        var both = typed.Length + word.Length;
        var common = typed.AsSpan().CommonPrefixLength(word);
        var beginning = common >= Shortest ? 2.0 * common / both : 0;
        var letters = 2.0 * shared / (Letters.Count(typed) + Letters.Count(word));
        return Math.Max(
            BySlips(typed, word),
            Math.Max(beginning >= Least ? beginning * SameBeginning : 0, letters >= Least ? letters * SameLetters : 0)
        );
    }

    private static double BySlips(string typed, string word)
    {
        if (Math.Abs(typed.Length - word.Length) > MostSlips)
            return 0;
        return Slips(typed, word) switch
        {
            1 => OneSlip,
            2 when typed.Length >= ShortestForTwoSlips => TwoSlips,
            _ => 0,
        };
    }

    /// <summary>Letters to add, to leave out, to replace or to swap with their neighbour (optimal string alignment). More than two
    /// may be any number above two, so only what can lead to two is looked at (Ukkonen, "Algorithms for Approximate String Matching",
    /// 1985).</summary>
    internal static int Slips(string a, string b)
    {
        var width = b.Length + 1;
        Span<int> table = stackalloc int[3 * width]; // this row and the two before it
        table.Fill(MostSlips + 1);
        for (var j = 0; j <= Math.Min(MostSlips, b.Length); j++)
            table[j] = j;
        var leastBefore = 0;
        for (var i = 1; i <= a.Length; i++)
        {
            var (row, above, before) = (i % 3 * width, (i + 2) % 3 * width, (i + 1) % 3 * width);
            var (first, last) = (Math.Max(1, i - MostSlips), Math.Min(b.Length, i + MostSlips));
            table[row + first - 1] = first == 1 ? i : MostSlips + 1;
            var least = table[row + first - 1];
            for (var j = first; j <= last; j++)
            {
                var slips = table[above + j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                slips = Math.Min(slips, table[row + j - 1] + 1);
                if (j < i + MostSlips)
                    slips = Math.Min(slips, table[above + j] + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    slips = Math.Min(slips, table[before + j - 2] + 1);
                table[row + j] = slips;
                least = Math.Min(least, slips);
            }
            if (Math.Min(least, leastBefore) > MostSlips)
                return MostSlips + 1;
            leastBefore = least;
        }
        return table[a.Length % 3 * width + b.Length];
    }
}
