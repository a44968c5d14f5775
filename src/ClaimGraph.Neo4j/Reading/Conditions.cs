using ClaimGraph.Neo4j.Labels;

namespace ClaimGraph.Neo4j.Reading;

/// <summary>Conditions that queries share. Names of enum values come from the enums.</summary>
internal static class Conditions
{
    private static readonly string Retracted = Names<RecordStatus>.Of(RecordStatus.Retracted);

    /// <summary>True of every node <c>n</c>: Neo4j uses an index on several properties only if each of them is in a condition.</summary>
    public static readonly string UsesIndex = UsesIndexOf("n");

    /// <summary>The same of nodes in another variable.</summary>
    public static string UsesIndexOf(string node) => $" AND {node}.createdAt IS NOT NULL AND {node}._id IS NOT NULL";

    /// <summary>True of an active node <c>n</c>.</summary>
    public static readonly string NodeIsActive = IsActive("n");

    public static string IsActive(string node) => $"{node}.status <> '{Retracted}'";
}
