using System.Collections;
using System.Globalization;

namespace ClaimGraph.Neo4j.Verifying;

/// <summary>Values of properties, as the store writes them and as the database gives them back.</summary>
internal static class PropertyValues
{
    private const int LongestShown = 60;

    /// <summary>Neo4j knows one kind of whole number, and may give 1 for 1.0; a list that is empty may as well be missing.</summary>
    public static bool AreSame(object? one, object? other) =>
        (one, other) switch
        {
            (IEnumerable a and not string, IEnumerable b and not string) => AreSame([.. a.Cast<object?>()], [.. b.Cast<object?>()]),
            (null, IEnumerable list and not string) => IsEmpty(list),
            (IEnumerable list and not string, null) => IsEmpty(list),
            (double or long or int, double or long or int) => one is double || other is double
                ? Convert.ToDouble(one, CultureInfo.InvariantCulture).Equals(Convert.ToDouble(other, CultureInfo.InvariantCulture))
                : Convert.ToInt64(one, CultureInfo.InvariantCulture) == Convert.ToInt64(other, CultureInfo.InvariantCulture),
            _ => Equals(one, other),
        };

    public static string Show(object? value)
    {
        var text = value switch
        {
            null => "empty",
            string one => $"'{one}'",
            IEnumerable many => $"[{string.Join(", ", many.Cast<object?>().Select(Show))}]",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
        return CodePoints.Slice(text, 0, LongestShown) is { } start && start.Length < text.Length ? start + "…" : text;
    }

    private static bool AreSame(object?[] one, object?[] other) =>
        one.Length == other.Length && one.Zip(other).All(pair => AreSame(pair.First, pair.Second));

    private static bool IsEmpty(IEnumerable list) => !list.Cast<object?>().Any();
}
