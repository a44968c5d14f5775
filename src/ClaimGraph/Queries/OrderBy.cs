using System.Text;

namespace ClaimGraph.Queries;

/// <summary>
/// The order of a list: by one field, nodes of equal value by id, in one direction. Nodes without a value come first when ascending.
/// Text is ordered by its sort key (<see cref="Collation"/>), so that every store gives the order that people expect.
/// </summary>
public sealed record OrderBy(Field Field, bool Descending)
{
    /// <summary>The field whose values are compared: <see cref="Field"/>, or its sort key.</summary>
    public Field By => Field.SortKey ?? Field;

    /// <summary>Newest first, the order of lists.</summary>
    public static OrderBy Newest(NodeKind kind) => new(Fields.CreatedAt(kind), Descending: true);

    /// <summary>Oldest first, the order of what is linked to a node.</summary>
    public static OrderBy Oldest(NodeKind kind) => new(Fields.CreatedAt(kind), Descending: false);

    /// <summary>Compares two nodes as lists do. The reference for stores.</summary>
    public int Compare(Node left, Node right)
    {
        var order = CompareValues(By.Read(left), By.Read(right));
        if (order == 0)
            order = left.Id.CompareTo(right.Id);
        return Descending ? -order : order;
    }

    internal static int CompareValues(object? left, object? right) =>
        (left, right) switch
        {
            (null, null) => 0,
            (null, _) => -1,
            (_, null) => 1,
            (string l, string r) => CompareText(l, r),
            (PartialDate l, PartialDate r) => l.CompareTo(r),
            _ => ((IComparable)left!).CompareTo(right),
        };

    internal static int CompareText(string left, string right) =>
        Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));
}
