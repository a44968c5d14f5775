using System.Buffers.Binary;
using System.Text;
using ClaimGraph.Neo4j.Bolt.Errors;

namespace ClaimGraph.Neo4j.Bolt.PackStream;

/// <summary>
/// Reads the values of a message in order, without an object for each. A value of an unexpected type, or a truncated one, is a <see
/// cref="ProtocolException"/>. Sizes are checked against the bytes that are left before anything is allocated.
/// </summary>
/// <param name="at">Where to begin, for example where another reader stopped.</param>
internal ref struct PackReader(ReadOnlySpan<byte> data, int at = 0)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _data = data;
    private int _at = at;

    /// <summary>The number of bytes read.</summary>
    public readonly int At => _at;

    public readonly bool AtEnd => _at == _data.Length;

    /// <summary>The type of the next value, which is not read.</summary>
    public readonly PackType Next => _at == _data.Length ? throw Truncated() : TypeOf(_data[_at]);

    /// <summary>Reads the next value if it is null.</summary>
    public bool TryReadNull()
    {
        if (_at == _data.Length || _data[_at] != Marker.Null)
            return false;
        _at++;
        return true;
    }

    public bool ReadBoolean() =>
        TakeByte() switch
        {
            Marker.True => true,
            Marker.False => false,
            var marker => throw Unexpected(marker, PackType.Boolean),
        };

    public long ReadInt64()
    {
        var marker = TakeByte();
        return marker switch
        {
            < 0x80 or >= 0xF0 => (sbyte)marker,
            Marker.Int8 => (sbyte)TakeByte(),
            Marker.Int16 => BinaryPrimitives.ReadInt16BigEndian(Take(2)),
            Marker.Int32 => BinaryPrimitives.ReadInt32BigEndian(Take(4)),
            Marker.Int64 => BinaryPrimitives.ReadInt64BigEndian(Take(8)),
            _ => throw Unexpected(marker, PackType.Integer),
        };
    }

    public double ReadDouble()
    {
        var marker = TakeByte();
        return marker == Marker.Float ? BinaryPrimitives.ReadDoubleBigEndian(Take(8)) : throw Unexpected(marker, PackType.Float);
    }

    public string ReadString()
    {
        var utf8 = ReadUtf8();
        try
        {
            return Utf8.GetString(utf8);
        }
        catch (DecoderFallbackException invalid)
        {
            throw new ProtocolException("A string is not valid UTF-8.", invalid);
        }
    }

    /// <summary>The bytes of a string, not validated; valid as long as the message.</summary>
    public ReadOnlySpan<byte> ReadUtf8() => Take(ReadSize(PackType.Text, Marker.TinyString, Marker.String, 1));

    public byte[] ReadBytes() => Take(ReadSize(PackType.Bytes, Marker.NoTiny, Marker.Bytes, 1)).ToArray();

    /// <summary>Begins a list.</summary>
    /// <returns>The number of values that follow.</returns>
    public int ReadListSize() => ReadSize(PackType.List, Marker.TinyList, Marker.List, 1);

    /// <summary>Begins a map.</summary>
    /// <returns>The number of pairs that follow, each a string and a value.</returns>
    public int ReadMapSize() => ReadSize(PackType.Map, Marker.TinyMap, Marker.Map, 2);

    /// <summary>Begins a structure.</summary>
    /// <returns>The number of values that follow.</returns>
    public int ReadStructure(out byte tag)
    {
        var marker = TakeByte();
        if ((marker & 0xF0) != Marker.TinyStructure)
            throw Unexpected(marker, PackType.Structure);
        tag = TakeByte();
        return marker & 0x0F;
    }

    /// <summary>Reads the next value as an object, of a type that <see cref="ValueReader"/> lists.</summary>
    public object? ReadValue() => ValueReader.Read(ref this, 0);

    /// <summary>Skips the next value, of any type and depth.</summary>
    public void Skip()
    {
        for (long values = 1; values > 0; values--)
        {
            switch (Next)
            {
                case PackType.Null or PackType.Boolean:
                    _at++;
                    break;
                case PackType.Integer:
                    ReadInt64();
                    break;
                case PackType.Float:
                    ReadDouble();
                    break;
                case PackType.Bytes:
                    Take(ReadSize(PackType.Bytes, Marker.NoTiny, Marker.Bytes, 1));
                    break;
                case PackType.Text:
                    ReadUtf8();
                    break;
                case PackType.List:
                    values += ReadListSize();
                    break;
                case PackType.Map:
                    values += 2L * ReadMapSize();
                    break;
                default:
                    values += ReadStructure(out _);
                    break;
            }
        }
    }

    /// <param name="least">The fewest bytes that one unit of the size can take, to reject impossible sizes.</param>
    private int ReadSize(PackType type, byte tiny, byte first, int least)
    {
        var marker = TakeByte();
        long size;
        if (tiny != Marker.NoTiny && (marker & 0xF0) == tiny)
            size = marker & 0x0F;
        else if (marker == first)
            size = TakeByte();
        else if (marker == first + 1)
            size = BinaryPrimitives.ReadUInt16BigEndian(Take(2));
        else if (marker == first + 2)
            size = BinaryPrimitives.ReadUInt32BigEndian(Take(4));
        else
            throw Unexpected(marker, type);
        return size * least <= _data.Length - _at ? (int)size : throw Truncated();
    }

    private byte TakeByte() => _at < _data.Length ? _data[_at++] : throw Truncated();

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _data.Length - _at)
            throw Truncated();
        var taken = _data.Slice(_at, count);
        _at += count;
        return taken;
    }

    private static PackType TypeOf(byte marker) =>
        marker switch
        {
            < 0x80 or >= 0xF0 or (>= Marker.Int8 and <= Marker.Int64) => PackType.Integer,
            < 0x90 or (>= Marker.String and <= Marker.String + 2) => PackType.Text,
            < 0xA0 or (>= Marker.List and <= Marker.List + 2) => PackType.List,
            < 0xB0 or (>= Marker.Map and <= Marker.Map + 2) => PackType.Map,
            < 0xC0 => PackType.Structure,
            Marker.Null => PackType.Null,
            Marker.Float => PackType.Float,
            Marker.False or Marker.True => PackType.Boolean,
            >= Marker.Bytes and <= Marker.Bytes + 2 => PackType.Bytes,
            _ => throw new ProtocolException($"0x{marker:X2} is not a valid marker of a value."),
        };

    private static ProtocolException Truncated() => new("The message ends in the middle of a value.");

    private static ProtocolException Unexpected(byte marker, PackType wanted) => new($"Expected {wanted}, found {TypeOf(marker)}.");
}
