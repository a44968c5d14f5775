namespace ClaimGraph.Neo4j.Driver;

/// <summary>A Cypher query.</summary>
/// <param name="Text">The Cypher. It contains no values, so that the server can reuse its plan.</param>
/// <param name="Parameters">
/// Values by name: null, bool, int, long, double, string, byte[], long[], double[], string[], a list of values
/// (<c>IReadOnlyList&lt;object?&gt;</c>) or a map (<c>IReadOnlyDictionary&lt;string, object?&gt;</c>), nested as needed.
/// </param>
/// <param name="OnRow">
/// Receives each row as it arrives; null if the rows are not needed. It must not block and must not keep the row.
/// </param>
internal sealed record Query(string Text, IReadOnlyDictionary<string, object?> Parameters, Action<IRow>? OnRow = null)
{
    private static readonly IReadOnlyDictionary<string, object?> None = new Dictionary<string, object?>();

    public Query(string text, Action<IRow>? onRow = null)
        : this(text, None, onRow) { }
}
