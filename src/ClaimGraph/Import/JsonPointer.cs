using System.Globalization;
using System.Text;

namespace ClaimGraph.Import;

/// <summary>JSON pointers (RFC 6901).</summary>
internal static class JsonPointer
{
    public static string Of(IEnumerable<string> segments)
    {
        var pointer = new StringBuilder();
        foreach (var segment in segments)
            pointer.Append('/').Append(segment.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));
        return pointer.ToString();
    }

    /// <summary>The pointer to a record: <c>/statements/17</c>.</summary>
    public static string[] Record(NodeKind kind, int number) => [ImportFormat.ListOf(kind), number.ToString(CultureInfo.InvariantCulture)];

    /// <summary>The segments of a path as <see cref="System.Text.Json.JsonException.Path"/> writes it: <c>$.about[0]['odd
    /// name']</c>.</summary>
    public static List<string> SegmentsOf(string? path)
    {
        List<string> segments = [];
        var rest = (path ?? "").AsSpan().TrimStart('$');
        while (rest.Length > 0)
        {
            var (skip, close) =
                rest.StartsWith("['") ? (2, "']")
                : rest[0] == '[' ? (1, "]")
                : (1, null);
            rest = rest[skip..];
            var length = close is null ? rest.IndexOfAny('.', '[') : rest.IndexOf(close);
            if (length < 0)
                length = rest.Length;
            segments.Add(rest[..length].ToString());
            rest = rest[Math.Min(rest.Length, length + (close?.Length ?? 0))..];
        }
        return segments;
    }
}
