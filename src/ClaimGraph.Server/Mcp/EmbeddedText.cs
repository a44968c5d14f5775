namespace ClaimGraph.Server.Mcp;

/// <summary>The documents that are part of the program.</summary>
internal static class EmbeddedText
{
    /// <summary>The names that begin with a prefix.</summary>
    public static IEnumerable<string> Names(string prefix) =>
        typeof(EmbeddedText)
            .Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    public static string Read(string name)
    {
        using var reader = new StreamReader(typeof(EmbeddedText).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
