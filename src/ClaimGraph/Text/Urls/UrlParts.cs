namespace ClaimGraph;

/// <summary>A web address in parts, each in canonical form.</summary>
/// <param name="Port">With its colon; empty for the default port.</param>
/// <param name="Path">Without a slash at its end.</param>
/// <param name="Parameters">In order.</param>
/// <param name="Fragment">Without <c>#</c>; empty when it does not name the page.</param>
internal sealed record UrlParts(string Host, string Port, string Path, IReadOnlyList<string> Parameters, string Fragment)
{
    public static string Joined(IReadOnlyList<string> parameters) => parameters.Count == 0 ? "" : "?" + string.Join('&', parameters);

    public override string ToString() => $"https://{Host}{Port}{Path}{Joined(Parameters)}{(Fragment.Length == 0 ? "" : "#" + Fragment)}";
}
