using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;

namespace ClaimGraph.Pages.Documents;

/// <summary>A GraphQL document that stands in a file beside its page and is embedded in the program. Fragments that it spreads and does
/// not have come from <c>Nouns/Fragments</c>.</summary>
public sealed partial class PageDocument
{
    private static readonly FrozenDictionary<string, string> Fragments = ReadAll("fragments/");

    private static readonly FrozenDictionary<string, PageDocument> Known = ReadAll("documents/")
        .Select(file => new PageDocument(file.Key, WithFragments(file.Value)))
        .ToFrozenDictionary(document => document.Name, StringComparer.Ordinal);

    private PageDocument(string name, string text) => (Name, Text, Escaped) = (name, text, Uri.EscapeDataString(text));

    /// <summary>All documents of all pages, by name.</summary>
    public static IReadOnlyCollection<PageDocument> All { get; } =
    [.. Known.Values.OrderBy(document => document.Name, StringComparer.Ordinal)];

    /// <summary>The name of the file, which is also the name of its operation.</summary>
    public string Name { get; }

    /// <summary>What is executed.</summary>
    public string Text { get; }

    /// <summary>The text as a part of an address.</summary>
    public string Escaped { get; }

    /// <summary>The document in the file <c>NAME.graphql</c>.</summary>
    public static PageDocument Named(string name) => Known[name];

    private static string WithFragments(string text)
    {
        while (MissingFrom(text) is { } fragment)
            text += $"\n\n{fragment}";
        return text;
    }

    /// <summary>A fragment that a document spreads and does not have.</summary>
    private static string? MissingFrom(string text) =>
        Spread()
            .Matches(text)
            .Select(spread => spread.Value)
            .Where(name => !text.Contains($"fragment {name} on ", StringComparison.Ordinal))
            .Select(Fragments.GetValueOrDefault)
            .FirstOrDefault(fragment => fragment is not null);

    private static FrozenDictionary<string, string> ReadAll(string folder) =>
        typeof(PageDocument)
            .Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(folder, StringComparison.Ordinal))
            .ToFrozenDictionary(name => name[folder.Length..], Read, StringComparer.Ordinal);

    [GeneratedRegex(@"(?<=\.\.\.)\w+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spread();

    private static string Read(string name)
    {
        using var stream = typeof(PageDocument).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n").Trim();
    }
}
