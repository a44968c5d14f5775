namespace ClaimGraph.Neo4j.Driver;

/// <summary>One Cypher statement.</summary>
/// <param name="Text">The statement. Values never stand in it, so the server's cache of plans stays small.</param>
/// <param name="Parameters">
/// Values by name: null, bool, int, long, double, string, byte[], long[], double[], string[], a list of values (<c>IReadOnlyList&lt;object?&gt;</c>)
/// or a map (<c>IReadOnlyDictionary&lt;string, object?&gt;</c>), nested at will.
/// </param>
/// <param name="OnRow">Takes each row as it arrives; null when nobody wants them. It must not wait for anything and must not keep the row.</param>
internal sealed record Query(string Text, IReadOnlyDictionary<string, object?> Parameters, Action<IRow>? OnRow = null)
{
    public static readonly IReadOnlyDictionary<string, object?> None = new Dictionary<string, object?>();

    public Query(string text, Action<IRow>? onRow = null) : this(text, None, onRow) { }
}
