namespace ClaimGraph.Interchange.Tables;

/// <summary>One row of a table.</summary>
/// <param name="Place">How reports name it: <c>row 17, line 21</c>.</param>
internal sealed record TableRow(string Place, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>The name of the file, as a column of every table.</summary>
    public const string File = "$file";

    /// <summary>True if every column is empty.</summary>
    public bool IsBlank => Values.All(v => v.Key == File || Invisible.IsBlank(v.Value));

    public string Of(string column) => Values.GetValueOrDefault(column, "");
}
