namespace ClaimGraph.Server.Configuration;

/// <summary>Guesses which name was meant by one that does not exist.</summary>
internal static class Nearness
{
    /// <summary>The name with the fewest edits, wherever its section; null when none is near.</summary>
    public static string? Nearest(string written, IEnumerable<string> names)
    {
        var (nearest, distance) = names
            .Select(name => (name, Distance(written.ToUpperInvariant(), name.ToUpperInvariant())))
            .DefaultIfEmpty(("", int.MaxValue))
            .MinBy(n => n.Item2);
        return distance <= Math.Max(2, Last(written).Length / 3) ? nearest : null;
    }

    private static int Distance(string one, string other) => Math.Min(Edits(one, other), 1 + Edits(Last(one), Last(other)));

    private static string Last(string path) => path[(path.LastIndexOf(':') + 1)..];

    /// <summary>How many letters to insert, delete, replace or swap with their neighbour (optimal string alignment distance).</summary>
    private static int Edits(string one, string other)
    {
        var edits = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        for (var j = 0; j <= other.Length; j++)
            edits[i, j] =
                i == 0 ? j
                : j == 0 ? i
                : Next(edits, one, other, i, j);
        return edits[one.Length, other.Length];
    }

    private static int Next(int[,] edits, string one, string other, int i, int j)
    {
        var same = one[i - 1] == other[j - 1] ? 0 : 1;
        var least = Math.Min(edits[i - 1, j - 1] + same, 1 + Math.Min(edits[i - 1, j], edits[i, j - 1]));
        var swapped = i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1];
        return swapped ? Math.Min(least, edits[i - 2, j - 2] + 1) : least;
    }
}
