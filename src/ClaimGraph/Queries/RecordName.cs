using System.Text.RegularExpressions;

namespace ClaimGraph.Queries;

/// <summary>
/// What stands for a record where its id is not known: <c>key:c1</c> (the caller's own key), <c>statement:c1</c> (the same for one type,
/// where several use the key), <c>url:https://example.org/page</c> (a source) or <c>wikidata:Q95</c> (an actor).
/// </summary>
public static partial class RecordName
{
    /// <summary>The longest name: a URL with its prefix.</summary>
    public const int MaxLength = Limits.Url + 10;

    /// <summary>The forms, for messages.</summary>
    public const string Forms = "key:… with your own key, url:… with the address of a source, or wikidata:Q… for an actor";

    private const string Key = "key";
    private const string Url = "url";
    private const string Wikidata = "wikidata";

    /// <summary>True for a text with one of the prefixes.</summary>
    public static bool Is(string text) =>
        Prefix(text) is { Length: > 0 } word && (word is Key or Url or Wikidata || KindOf(word) is not null);

    /// <summary>The natural keys that a name can mean, one for each type of record; none when what follows the prefix is not
    /// valid.</summary>
    public static IReadOnlyList<NaturalKey> Keys(string name)
    {
        if (name.Length > MaxLength || !CodePoints.IsWellFormed(name))
            return [];
        var prefix = Prefix(name);
        var rest = name[(prefix.Length + 1)..];
        return prefix switch
        {
            Key => [.. Noun.All.Select(n => NaturalKey.OfCaller(n.Kind, rest))],
            Url => Of(new SourceContent { Url = rest }),
            Wikidata => Item().IsMatch(rest)
                ? Of(new ActorContent { Name = rest, Identifiers = [$"http://www.wikidata.org/entity/{rest}"] })
                : [],
            _ => KindOf(prefix) is { } kind ? [NaturalKey.OfCaller(kind, rest)] : [],
        };
    }

    private static NaturalKey[] Of(Content content) => [.. content.Canonical().NaturalKeys()];

    private static string Prefix(string text) => text.IndexOf(':', StringComparison.Ordinal) is > 0 and var end ? text[..end] : "";

    private static NodeKind? KindOf(string word) => Noun.All.FirstOrDefault(n => n.Word == word)?.Kind;

    [GeneratedRegex("^Q[1-9][0-9]{0,18}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Item();
}
