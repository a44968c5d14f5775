using System.Collections.Frozen;
using System.Text;

namespace ClaimGraph.Pages.Documents;

/// <summary>A GraphQL document that stands in a file beside its page and is embedded in the program.</summary>
public sealed class PageDocument
{
    private const string Prefix = "documents/";

    private static readonly FrozenDictionary<string, PageDocument> Known = typeof(PageDocument)
        .Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(name => new PageDocument(name[Prefix.Length..], Read(name)))
        .ToFrozenDictionary(document => document.Name, StringComparer.Ordinal);

    private PageDocument(string name, string text) => (Name, Text) = (name, text);

    /// <summary>All documents of all pages, by name.</summary>
    public static IReadOnlyCollection<PageDocument> All { get; } =
    [.. Known.Values.OrderBy(document => document.Name, StringComparer.Ordinal)];

    /// <summary>The name of the file, which is also the name of its operation.</summary>
    public string Name { get; }

    /// <summary>What is executed.</summary>
    public string Text { get; }

    /// <summary>The document in the file <c>NAME.graphql</c>.</summary>
    public static PageDocument Named(string name) => Known[name];

    private static string Read(string name)
    {
        using var stream = typeof(PageDocument).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n").Trim();
    }
}
