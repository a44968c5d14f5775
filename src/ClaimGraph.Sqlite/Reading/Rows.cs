using ClaimGraph.Sqlite.Tables;

namespace ClaimGraph.Sqlite.Reading;

/// <summary>The rows of a table under the name that they have at one place of a query.</summary>
/// <param name="Level">How many links they are away from the rows that the query lists or counts.</param>
/// <param name="AreInOrder">Whether they are read in an order, as the pages of lists are. Where they are not, a search can begin with the
/// entries of lists.</param>
internal readonly record struct Rows(NodeTable Table, string Name, int Level, bool AreInOrder = false)
{
    /// <summary>The rows that a query lists.</summary>
    public static Rows Of(NodeTable table) => new(table, table.Name, 0, AreInOrder: true);

    /// <summary>The rows that a query counts.</summary>
    public static Rows Counted(NodeTable table) => new(table, table.Name, 0);

    /// <summary>The rows that those of this place are linked with.</summary>
    public Rows Linked(NodeKind kind) => new(NodeTable.Of(kind), $"t{Level + 1}", Level + 1);

    public string Id => $"{Name}.id";

    public string Column(Field field) => Table.Column(field, Name);
}
