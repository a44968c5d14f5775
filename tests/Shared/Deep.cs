using System.Collections;
using System.Reflection;

namespace ClaimGraph.Testing;

/// <summary>Compares values field by field and lists entry by entry, as the equality of records does not.</summary>
public static class Deep
{
    public static bool Equal(object? left, object? right) => Difference(left, right) is null;

    /// <summary>The path to the first difference; null when there is none.</summary>
    public static string? Difference(object? left, object? right, string path = "")
    {
        if (left is null || right is null)
            return ReferenceEquals(left, right) ? null : $"{path}: {left ?? "null"} / {right ?? "null"}";
        if (left is IEnumerable l and not string && right is IEnumerable r)
            return Entries([.. l.Cast<object?>()], [.. r.Cast<object?>()], path);
        var type = left.GetType();
        if (type == right.GetType() && type is { IsClass: true, Namespace: "ClaimGraph" or "ClaimGraph.Ledger" })
            return Properties(type)
                .Select(p => Difference(p.GetValue(left), p.GetValue(right), $"{path}.{p.Name}"))
                .FirstOrDefault(d => d is not null);
        return left.Equals(right) ? null : $"{path}: {left} / {right}";
    }

    private static string? Entries(object?[] left, object?[] right, string path) =>
        left.Length != right.Length
            ? $"{path}: {left.Length} / {right.Length} entries"
            : left.Zip(right).Select((pair, i) => Difference(pair.First, pair.Second, $"{path}[{i}]")).FirstOrDefault(d => d is not null);

    /// <summary>What is entered or derived, not what is computed from it on reading.</summary>
    private static IEnumerable<PropertyInfo> Properties(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite);
}
