using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace ClaimGraph.Neo4j.Bolt.PackStream;

/// <summary>Writes values to a buffer, each in its shortest form.</summary>
internal sealed class PackWriter
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ArrayBufferWriter<byte> _buffer = new(1024);

    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    public void Clear() => _buffer.ResetWrittenCount();

    public void WriteNull() => WriteByte(Marker.Null);

    public void Write(bool value) => WriteByte(value ? Marker.True : Marker.False);

    public void Write(long value)
    {
        var span = _buffer.GetSpan(9);
        switch (value)
        {
            case >= -16 and <= 127:
                span[0] = (byte)value;
                _buffer.Advance(1);
                break;
            case >= sbyte.MinValue and <= sbyte.MaxValue:
                (span[0], span[1]) = (Marker.Int8, (byte)value);
                _buffer.Advance(2);
                break;
            case >= short.MinValue and <= short.MaxValue:
                span[0] = Marker.Int16;
                BinaryPrimitives.WriteInt16BigEndian(span[1..], (short)value);
                _buffer.Advance(3);
                break;
            case >= int.MinValue and <= int.MaxValue:
                span[0] = Marker.Int32;
                BinaryPrimitives.WriteInt32BigEndian(span[1..], (int)value);
                _buffer.Advance(5);
                break;
            default:
                span[0] = Marker.Int64;
                BinaryPrimitives.WriteInt64BigEndian(span[1..], value);
                _buffer.Advance(9);
                break;
        }
    }

    public void Write(double value)
    {
        var span = _buffer.GetSpan(9);
        span[0] = Marker.Float;
        BinaryPrimitives.WriteDoubleBigEndian(span[1..], value);
        _buffer.Advance(9);
    }

    /// <exception cref="ArgumentException">The string has an unpaired surrogate, which UTF-8 cannot encode.</exception>
    public void Write(string value) => Write("", value);

    /// <summary>Writes two texts as one string.</summary>
    public void Write(string start, string end)
    {
        var size = Utf8.GetByteCount(start) + Utf8.GetByteCount(end);
        WriteSize(size, Marker.TinyString, Marker.String);
        var bytes = _buffer.GetSpan(size);
        var written = Utf8.GetBytes(start, bytes);
        _buffer.Advance(written + Utf8.GetBytes(end, bytes[written..]));
    }

    public void Write(ReadOnlySpan<byte> value)
    {
        WriteSize(value.Length, Marker.NoTiny, Marker.Bytes);
        _buffer.Write(value);
    }

    /// <summary>Begins a list; this many values have to follow.</summary>
    public void WriteListSize(int size) => WriteSize(size, Marker.TinyList, Marker.List);

    /// <summary>Begins a map; this many pairs of a string and a value have to follow.</summary>
    public void WriteMapSize(int size) => WriteSize(size, Marker.TinyMap, Marker.Map);

    /// <summary>Begins a structure; this many values have to follow.</summary>
    public void WriteStructure(int fields, byte tag)
    {
        WriteByte((byte)(Marker.TinyStructure | fields));
        WriteByte(tag);
    }

    /// <summary>Writes a value of any type that <see cref="ValueWriter"/> supports.</summary>
    public void WriteValue(object? value) => ValueWriter.Write(this, value, 0);

    private void WriteSize(int size, byte tiny, byte first)
    {
        var span = _buffer.GetSpan(5);
        if (size < 16 && tiny != Marker.NoTiny)
        {
            span[0] = (byte)(tiny | size);
            _buffer.Advance(1);
        }
        else if (size <= byte.MaxValue)
        {
            (span[0], span[1]) = (first, (byte)size);
            _buffer.Advance(2);
        }
        else if (size <= ushort.MaxValue)
        {
            span[0] = (byte)(first + 1);
            BinaryPrimitives.WriteUInt16BigEndian(span[1..], (ushort)size);
            _buffer.Advance(3);
        }
        else
        {
            span[0] = (byte)(first + 2);
            BinaryPrimitives.WriteInt32BigEndian(span[1..], size);
            _buffer.Advance(5);
        }
    }

    private void WriteByte(byte value)
    {
        _buffer.GetSpan(1)[0] = value;
        _buffer.Advance(1);
    }
}
