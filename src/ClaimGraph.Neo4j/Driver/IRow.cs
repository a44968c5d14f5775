namespace ClaimGraph.Neo4j.Driver;

/// <summary>
/// A row of an answer, read column by column from left to right without an object per value. Each member reads the next column and throws
/// <see cref="InvalidCastException"/> when it is of another type.
/// </summary>
internal interface IRow
{
    /// <summary>True when the next column is null; it stays the next.</summary>
    bool IsNull { get; }

    long Long();
    long? LongOrNull();
    bool Bool();

    /// <summary>Takes whole numbers too, as Cypher gives them for 1 as for 1.0 where properties hold them.</summary>
    double Double();
    double? DoubleOrNull();
    string Text();
    string? TextOrNull();

    /// <summary>The UTF-8 bytes of a text; right until the next member is called.</summary>
    ReadOnlySpan<byte> Utf8();
    byte[] Bytes();

    /// <summary>A list of whole numbers; empty for null.</summary>
    long[] Longs();

    /// <summary>A list of texts; empty for null.</summary>
    string[] Texts();

    void Skip();

    /// <summary>The next column as an object: null, bool, long, double, string, byte[], List&lt;object?&gt;, Dictionary&lt;string, object?&gt; or one of the structures of <c>CypherValues</c>.</summary>
    object? Any();
}
