namespace ClaimGraph.GraphQL.Api.Schema;

/// <summary>What nouns are called in names of fields.</summary>
internal static class NounNames
{
    public static string Lower(NodeKind kind) => kind.ToString().ToLowerInvariant();

    // "Evidence" has no plural.
    public static string Plural(NodeKind kind) => kind == NodeKind.Evidence ? "allEvidence" : Lower(kind) + "s";
}
