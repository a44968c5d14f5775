namespace ClaimGraph.Testing;

/// <summary>
/// The random decisions of one example. CsCheck draws the seed and the size, prints both when a property fails and
/// looks for a smaller size that fails too.
/// </summary>
public sealed class Dice(uint seed, int size)
{
    private readonly Random _random = new((int)(seed & int.MaxValue));

    /// <summary>How much to build.</summary>
    public int Size => size;

    public static Gen<Dice> OfSize(int atLeast, int atMost) =>
        Gen.Select(Gen.Int[atLeast, atMost], Gen.UInt, (size, seed) => new Dice(seed, size));

    public int Below(int limit) => _random.Next(limit);

    public int Between(int atLeast, int atMost) => _random.Next(atLeast, atMost + 1);

    public bool Chance(int percent) => _random.Next(100) < percent;

    public double Fraction() =>
        _random.Next(5) switch
        {
            0 => 0,
            1 => 1,
            2 => 0.5,
            _ => _random.NextDouble(),
        };

    public T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    public T AnyOf<T>()
        where T : struct, Enum => Pick(Enum.GetValues<T>());

    public T[] Some<T>(IReadOnlyList<T> from, int atMost) =>
        from.Count == 0 ? [] : [.. Enumerable.Range(0, Below(atMost + 1)).Select(_ => Pick(from)).Distinct()];

    public override string ToString() => $"new Dice({seed}, {size})";
}
