using System.Runtime.InteropServices;
using ClaimGraph.Neo4j.Bolt.PackStream;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Bolt.Messages;

/// <summary>Reads the columns of one RECORD from the buffer of its message. One instance serves all rows, one after the other.</summary>
internal sealed class Row : IRow
{
    private ArraySegment<byte> _message; // whose span is at hand faster than that of a memory
    private int _at,
        _left;

    /// <param name="message">Valid for as long as the row is used.</param>
    /// <param name="at">Where the list of columns begins.</param>
    public void Begin(ReadOnlyMemory<byte> message, int at)
    {
        var reader = new PackReader(message.Span, at);
        (_left, _at) = (reader.ReadListSize(), reader.At);
        if (!MemoryMarshal.TryGetArray(message, out _message))
            _message = message.ToArray();
    }

    public bool IsNull => Reader().Next == PackType.Null;

    public long Long()
    {
        var reader = Next(PackType.Integer);
        return Advance(reader.ReadInt64(), reader.At);
    }

    public long? LongOrNull() => TryReadNull() ? null : Long();

    public bool Bool()
    {
        var reader = Next(PackType.Boolean);
        return Advance(reader.ReadBoolean(), reader.At);
    }

    public double Double()
    {
        var reader = Reader();
        if (reader.Next == PackType.Integer)
            return Long();
        reader = Next(PackType.Float);
        return Advance(reader.ReadDouble(), reader.At);
    }

    public double? DoubleOrNull() => TryReadNull() ? null : Double();

    public string Text()
    {
        var reader = Next(PackType.Text);
        return Advance(reader.ReadString(), reader.At);
    }

    public string? TextOrNull() => TryReadNull() ? null : Text();

    public ReadOnlySpan<byte> Utf8()
    {
        var reader = Next(PackType.Text);
        var utf8 = reader.ReadUtf8();
        Advance(0, reader.At);
        return utf8;
    }

    public byte[] Bytes()
    {
        var reader = Next(PackType.Bytes);
        return Advance(reader.ReadBytes(), reader.At);
    }

    public long[] Longs()
    {
        if (TryReadNull())
            return [];
        var reader = Next(PackType.List);
        var list = new long[reader.ReadListSize()];
        for (var i = 0; i < list.Length; i++)
        {
            Check(reader.Next, PackType.Integer);
            list[i] = reader.ReadInt64();
        }
        return Advance(list, reader.At);
    }

    public string[] Texts()
    {
        if (TryReadNull())
            return [];
        var reader = Next(PackType.List);
        var list = new string[reader.ReadListSize()];
        for (var i = 0; i < list.Length; i++)
        {
            Check(reader.Next, PackType.Text);
            list[i] = reader.ReadString();
        }
        return Advance(list, reader.At);
    }

    public int BeginList()
    {
        var reader = Next(PackType.List);
        var size = reader.ReadListSize();
        (_at, _left) = (reader.At, _left - 1 + size);
        return size;
    }

    public bool TryReadNull()
    {
        var reader = Reader();
        return reader.TryReadNull() && Advance(true, reader.At);
    }

    public void Skip()
    {
        var reader = Reader();
        reader.Skip();
        Advance(0, reader.At);
    }

    public object? Any()
    {
        var reader = Reader();
        return Advance(reader.ReadValue(), reader.At);
    }

    private PackReader Next(PackType wanted)
    {
        var reader = Reader();
        Check(reader.Next, wanted);
        return reader;
    }

    private PackReader Reader() =>
        _left > 0 ? new PackReader(_message, _at) : throw new InvalidOperationException("The row has no more columns.");

    private T Advance<T>(T value, int at)
    {
        (_at, _left) = (at, _left - 1);
        return value;
    }

    private static void Check(PackType found, PackType wanted)
    {
        if (found != wanted)
            throw new InvalidCastException($"The column holds {found}, not {wanted}.");
    }
}
