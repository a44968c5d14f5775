using System.Collections;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Stores.Tests.Neo4j.Bolt;

/// <summary>Values at the boundaries of the encodings.</summary>
internal static class Samples
{
    private static readonly int[] Sizes = [0, 1, 15, 16, 255, 256, 65_535, 65_536, 70_000];

    public static Dictionary<string, object?> Parameters(object? value) => new() { ["x"] = value };

    public static IEnumerable<object?> Values() => [.. Plain(), .. Sized(), .. Structures()];

    private static IEnumerable<object?> Plain() =>
        [
            null,
            true,
            false,
            0L,
            -1L,
            -16L,
            -17L,
            127L,
            128L,
            -128L,
            -129L,
            32_767L,
            32_768L,
            -32_768L,
            -32_769L,
            2_147_483_647L,
            2_147_483_648L,
            -2_147_483_648L,
            -2_147_483_649L,
            long.MaxValue,
            long.MinValue,
            0.0,
            -0.0,
            1.5,
            double.MaxValue,
            double.Epsilon,
            double.NaN,
            double.PositiveInfinity,
            double.NegativeInfinity,
            "perché no? 🦉",
            new List<object?>
            {
                null,
                1L,
                "a",
                2.5,
                new List<object?> { true },
            },
            new Dictionary<string, object?>
            {
                ["a"] = 1L,
                ["b"] = null,
                ["c"] = new List<object?> { new Dictionary<string, object?>() },
            },
        ];

    private static IEnumerable<object?> Sized()
    {
        foreach (var size in Sizes)
        {
            yield return new string('x', size);
            yield return Enumerable.Range(0, size).Select(i => (byte)i).ToArray();
            yield return Enumerable.Range(0, size).Select(i => (object?)(long)i).ToList();
            yield return Enumerable.Range(0, size).ToDictionary(i => $"k{i}", i => (object?)(i % 2 == 0));
        }
        yield return new string('è', 5_000_000);
    }

    private static IEnumerable<object?> Structures() =>
        [
            new CypherDate(20_000),
            new CypherDate(-1),
            new CypherTime(3_600_000_000_001, 7200),
            new CypherLocalTime(1),
            new CypherDateTime(1_700_000_000, 999_999_999, -3600),
            new CypherLocalDateTime(-5, 6),
            new CypherZonedDateTime(1_700_000_000, 1, "Europe/Rome"),
            new CypherDuration(1, -2, 3, 4),
            new CypherPoint(7203, 1, 2),
            new CypherPoint(4979, 11.3, 44.5, 60),
        ];

    private static long Bits(double number) => BitConverter.DoubleToInt64Bits(number);

    public static void ShouldBeSame(object? back, object? sent)
    {
        switch (sent)
        {
            case double number:
                Bits(back.ShouldBeOfType<double>()).ShouldBe(Bits(number));
                break;
            case byte[] bytes:
                back.ShouldBeOfType<byte[]>().AsSpan().SequenceEqual(bytes).ShouldBeTrue();
                break;
            case Dictionary<string, object?> map:
                var found = back.ShouldBeOfType<Dictionary<string, object?>>();
                found.Count.ShouldBe(map.Count);
                foreach (var (key, value) in map)
                    ShouldBeSame(found[key], value);
                break;
            case IList list:
                var items = back.ShouldBeOfType<List<object?>>();
                items.Count.ShouldBe(list.Count);
                for (var i = 0; i < items.Count; i++)
                    ShouldBeSame(items[i], list[i]);
                break;
            default:
                Equals(back, sent).ShouldBeTrue();
                break;
        }
    }
}
