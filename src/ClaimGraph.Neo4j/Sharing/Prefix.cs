using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using ClaimGraph.Neo4j.Labels;

namespace ClaimGraph.Neo4j.Sharing;

/// <summary>
/// What the names of labels, relationship types, constraints and indexes begin with, so that an application's own can stand beside them.
/// Cypher is written without it and gets it here. Properties need none: they are on nodes and relationships whose names have it.
/// </summary>
internal sealed class Prefix(string prefix)
{
    private const int MaxLength = 31;

    /// <summary>The labels of nodes that are not of a noun, and the relationships that no field makes.</summary>
    private static readonly string[] Others =
    [
        "Node",
        "Ledger",
        "LedgerEntry",
        "Change",
        "Snapshot",
        "Trace",
        "FurtherKey",
        "Tally",
        "ApiKey",
        "Follower",
        "FollowerLetter",
        "FollowerAttempt",
        "ImportJob",
        "ImportProblem",
        "CONTAINS",
        "CHANGED",
        "HAS",
    ];

    private static readonly Regex Names = new(
        $@"[:|]({string.Join('|', [.. Others, .. Noun.All.Select(n => n.TypeName), .. Link.Types])})\b"
            + @"|(INDEX|CONSTRAINT) \w+ IF NOT EXISTS",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    );

    private readonly ConcurrentDictionary<string, string> _texts = [];

    /// <summary>Cypher with the prefix.</summary>
    public string In(string cypher) => prefix.Length == 0 ? cypher : _texts.GetOrAdd(cypher, text => Names.Replace(text, WithPrefix));

    /// <summary>The name of an index or a constraint with the prefix.</summary>
    public string OfIndex(string name) => prefix + name;

    /// <summary>True if it can be the beginning of a name.</summary>
    public static bool IsValid(string prefix) =>
        prefix.Length <= MaxLength
        && prefix.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
        && (prefix.Length == 0 || !char.IsAsciiDigit(prefix[0]));

    // A name comes after a colon, a bar or a space.
    private string WithPrefix(Match name) => name.Value.Insert(name.Value.AsSpan().IndexOfAny(':', '|', ' ') + 1, prefix);
}
