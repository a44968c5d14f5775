namespace ClaimGraph.Arguments;

/// <summary>
/// How much each of several players adds to a value (Shapley, "A Value for n-Person Games", 1953): its mean effect over all orders in
/// which they can come. The values of all players add up to what they reach together.
/// </summary>
internal static class ShapleyValues
{
    /// <summary>How many players are weighed in all orders. More are sampled.</summary>
    public const int Exact = 12;

    /// <param name="value">The value that the players reach that are on.</param>
    /// <param name="solves">How often the value may be computed, about.</param>
    /// <returns>The value of each player, and its standard error: 0 when it is exact.</returns>
    public static (double[] Values, double[] Errors) Of(int players, Func<bool[], double> value, int solves) =>
        players <= Exact && 1 << players <= Math.Max(solves, 2)
            ? (Enumerate(players, value), new double[players])
            : Sample(players, value, solves);

    private static double[] Enumerate(int players, Func<bool[], double> value)
    {
        var (reached, on) = (new double[1 << players], new bool[players]);
        for (var set = 0; set < reached.Length; set++)
        {
            for (var i = 0; i < players; i++)
                on[i] = (set >> i & 1) != 0;
            reached[set] = value(on);
        }
        var weights = Weights(players);
        var values = new double[players];
        for (var set = 0; set < reached.Length; set++)
        for (var i = 0; i < players; i++)
            if ((set >> i & 1) == 0)
                values[i] += weights[int.PopCount(set)] * (reached[set | 1 << i] - reached[set]);
        return values;
    }

    /// <summary>For each size of a set without a player, the part of all orders in which just that set comes before the player.</summary>
    private static double[] Weights(int players)
    {
        var weights = new double[players];
        for (var size = 0; size < players; size++)
        {
            var weight = 1.0 / players;
            for (var k = 1; k <= size; k++)
                weight *= (double)k / (players - k);
            weights[size] = weight;
        }
        return weights;
    }

    /// <summary>Random orders, each also backwards, which takes out much of the chance. The same players get the same values each
    /// time.</summary>
    private static (double[] Values, double[] Errors) Sample(int players, Func<bool[], double> value, int solves)
    {
        var pairs = Math.Max(2, solves / (2 * players));
        var (sums, squares, mean) = (new double[players], new double[players], new double[players]);
        var (random, order) = (new Random(players), Enumerable.Range(0, players).ToArray());
        for (var pair = 0; pair < pairs; pair++)
        {
            random.Shuffle(order);
            Array.Clear(mean);
            Walk(order, value, mean);
            Array.Reverse(order);
            Walk(order, value, mean);
            for (var i = 0; i < players; i++)
            {
                var one = mean[i] / 2;
                (sums[i], squares[i]) = (sums[i] + one, squares[i] + one * one);
            }
        }
        double[] values = [.. sums.Select(s => s / pairs)];
        return (values, [.. values.Select((v, i) => Math.Sqrt(Math.Max(0, squares[i] / pairs - v * v) / (pairs - 1)))]);
    }

    private static void Walk(int[] order, Func<bool[], double> value, double[] effects)
    {
        var on = new bool[order.Length];
        var before = value(on);
        foreach (var player in order)
        {
            on[player] = true;
            var after = value(on);
            effects[player] += after - before;
            before = after;
        }
    }
}
