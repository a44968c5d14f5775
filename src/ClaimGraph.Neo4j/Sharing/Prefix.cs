using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace ClaimGraph.Neo4j.Sharing;

/// <summary>
/// What the names of labels, constraints and indexes begin with, so that an application's own can stand beside them. Cypher is written
/// without it and gets it here.
/// </summary>
internal sealed partial class Prefix(string prefix)
{
    /// <summary>The labels of nodes that are not of a noun.</summary>
    private static readonly string[] OtherLabels = ["Node", "Ledger", "LedgerEntry", "Change", "Snapshot", "FurtherKey", "Tally", "ApiKey"];

    private static readonly Regex Names = new(
        $@"(?<=:)(?=({string.Join('|', OtherLabels.Concat(Noun.All.Select(n => n.TypeName)))})\b)"
            + @"|(?<=(INDEX|CONSTRAINT) )(?=\w+ IF NOT EXISTS)|(?<=queryNodes\(')",
        RegexOptions.Compiled | RegexOptions.ExplicitCapture
    );

    private readonly ConcurrentDictionary<string, string> _texts = [];

    /// <summary>Cypher with the prefix.</summary>
    public string In(string cypher) => prefix.Length == 0 ? cypher : _texts.GetOrAdd(cypher, text => Names.Replace(text, prefix));

    /// <summary>True if it can be the beginning of a name.</summary>
    public static bool IsValid(string prefix) => Form().IsMatch(prefix);

    [GeneratedRegex(@"^([A-Za-z_]\w{0,30})?\z", RegexOptions.ECMAScript)]
    private static partial Regex Form();
}
