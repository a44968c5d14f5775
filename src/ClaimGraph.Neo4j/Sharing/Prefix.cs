using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace ClaimGraph.Neo4j.Sharing;

/// <summary>
/// What the names of labels, constraints and indexes begin with, so that an application's own can stand beside them. Cypher is written
/// without it and gets it here.
/// </summary>
internal sealed class Prefix(string prefix)
{
    private const int MaxLength = 31;

    /// <summary>The labels of nodes that are not of a noun.</summary>
    private static readonly string[] OtherLabels = ["Node", "Ledger", "LedgerEntry", "Change", "Snapshot", "FurtherKey", "Tally", "ApiKey"];

    private static readonly Regex Names = new(
        $@":({string.Join('|', OtherLabels.Concat(Noun.All.Select(n => n.TypeName)))})\b|(INDEX|CONSTRAINT) \w+ IF NOT EXISTS",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    );

    private readonly ConcurrentDictionary<string, string> _texts = [];

    /// <summary>Cypher with the prefix.</summary>
    public string In(string cypher) => prefix.Length == 0 ? cypher : _texts.GetOrAdd(cypher, text => Names.Replace(text, WithPrefix));

    /// <summary>True if it can be the beginning of a name.</summary>
    public static bool IsValid(string prefix) =>
        prefix.Length <= MaxLength
        && prefix.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
        && (prefix.Length == 0 || !char.IsAsciiDigit(prefix[0]));

    // A name comes after a colon or a space.
    private string WithPrefix(Match name) => name.Value.Insert(name.Value.AsSpan().IndexOfAny(':', ' ') + 1, prefix);
}
