namespace ClaimGraph.Neo4j.Counting;

/// <summary>
/// The count of a month packed into one number, month · 10⁹ + count, so that a list of numbers holds the counts of a node.
/// </summary>
internal static class MonthCount
{
    private const long Factor = 1_000_000_000;

    public static long Pack(long month, long count) => month * Factor + count;

    public static (long Month, long Count) Unpack(long packed) => (packed / Factor, packed % Factor);
}
