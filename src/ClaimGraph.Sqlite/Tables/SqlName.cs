namespace ClaimGraph.Sqlite.Tables;

/// <summary>Names as SQL has them: <c>StatementKind</c> and <c>saidOn</c> give statement_kind and said_on.</summary>
internal static class SqlName
{
    public static string Of(string name) => UpperSnake.Of(name).ToLowerInvariant();

    /// <summary>
    /// The column of a field. For a field inside a part it begins with the name of the part; fields inside a list of parts share the column
    /// of the list.
    /// </summary>
    public static string Of(Field field) =>
        field.Place is [PartListField list, ..] ? Of(list.StoredName) : string.Join('_', field.Place.Select(f => Of(f.StoredName)));
}
