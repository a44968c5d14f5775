namespace ClaimGraph.Neo4j.Driver;

/// <summary>
/// A row of a result, read column by column from left to right, without an object per value. Each member reads the next column, and throws
/// <see cref="InvalidCastException"/> if it is of another type.
/// </summary>
internal interface IRow
{
    /// <summary>True if the next column is null. The column is not read.</summary>
    bool IsNull { get; }

    /// <summary>Reads the next column if it is null.</summary>
    bool TryReadNull();

    long Long();
    long? LongOrNull();
    bool Bool();

    /// <summary>Accepts integers too: Cypher may return 1 for a property that holds 1.0.</summary>
    double Double();
    double? DoubleOrNull();
    string Text();
    string? TextOrNull();

    /// <summary>The UTF-8 bytes of a string; valid until the next member is called.</summary>
    ReadOnlySpan<byte> Utf8();
    byte[] Bytes();

    /// <summary>A list of integers; empty if null.</summary>
    long[] Longs();

    /// <summary>A list of strings; empty if null.</summary>
    string[] Texts();

    /// <summary>Begins a list: its entries are the next columns.</summary>
    /// <returns>The number of entries.</returns>
    int BeginList();

    void Skip();

    /// <summary>
    /// The next column as an object: null, bool, long, double, string, byte[], List&lt;object?&gt;, Dictionary&lt;string, object?&gt; or
    /// one of the types in CypherValues.cs.
    /// </summary>
    object? Any();
}
