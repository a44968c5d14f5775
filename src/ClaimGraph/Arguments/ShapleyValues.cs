namespace ClaimGraph.Arguments;

/// <summary>
/// How much each of several players adds to a value (Shapley, "A Value for n-Person Games", 1953): its mean effect over all orders in
/// which they can come. The values of all players add up to what they reach together.
/// </summary>
internal static class ShapleyValues
{
    /// <summary>How many players are weighed in all orders. More are sampled.</summary>
    public const int Exact = 12;

    /// <summary>The standard error that is small enough: a sample ends when no player's is greater.</summary>
    public const double Precise = 0.0005;

    private const int FirstLook = 8; // pairs of orders before the errors are believed

    /// <param name="solves">How often the value may be computed, about.</param>
    /// <returns>The value of each player, and its standard error: 0 when it is exact.</returns>
    public static (double[] Values, double[] Errors) Of(IGame game, int solves) =>
        game.Players <= Exact && 1 << game.Players <= Math.Max(solves, 2)
            ? (Enumerate(game), new double[game.Players])
            : Sample(game, solves);

    private static double[] Enumerate(IGame game)
    {
        var players = game.Players;
        var reached = new double[1 << players];
        for (var set = 0; set < reached.Length; set++)
        {
            for (var i = 0; i < players; i++)
                game.Switch(i, (set >> i & 1) != 0);
            reached[set] = game.Value;
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
    private static (double[] Values, double[] Errors) Sample(IGame game, int solves)
    {
        var players = game.Players;
        var (pairs, most) = (0, Math.Max(2, solves / (2 * players)));
        var (sums, squares, mean) = (new double[players], new double[players], new double[players]);
        var (random, order) = (new Random(players), Enumerable.Range(0, players).ToArray());
        while (pairs < most && (pairs < FirstLook || Errors().Max() > Precise))
        {
            random.Shuffle(order);
            Array.Clear(mean);
            Walk(order, game, mean);
            Array.Reverse(order);
            Walk(order, game, mean);
            for (var i = 0; i < players; i++)
            {
                var one = mean[i] / 2;
                (sums[i], squares[i]) = (sums[i] + one, squares[i] + one * one);
            }
            pairs++;
        }
        return ([.. sums.Select(s => s / pairs)], [.. Errors()]);

        IEnumerable<double> Errors() =>
            sums.Zip(squares, (sum, square) => Math.Sqrt(Math.Max(0, square / pairs - sum / pairs * (sum / pairs)) / (pairs - 1)));
    }

    private static void Walk(int[] order, IGame game, double[] effects)
    {
        foreach (var player in order)
            game.Switch(player, isOn: false);
        var before = game.Value;
        foreach (var player in order)
        {
            game.Switch(player, isOn: true);
            var after = game.Value;
            effects[player] += after - before;
            before = after;
        }
    }

    /// <summary>Players that are on or off.</summary>
    public interface IGame
    {
        int Players { get; }

        /// <summary>What the players that are on reach together.</summary>
        double Value { get; }

        void Switch(int player, bool isOn);
    }
}
