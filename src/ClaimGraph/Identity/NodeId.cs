using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClaimGraph;

/// <summary>
/// Identifies one node everywhere: in C#, in stores, in the ledger and, as <see cref="ToString"/>, as the Relay global id.
/// It carries its kind, so a reference of the wrong kind is caught before any store is asked, and one number is enough to store it.
/// </summary>
[JsonConverter(typeof(NodeIdJsonConverter))]
public readonly record struct NodeId : IComparable<NodeId>, IUtf8SpanFormattable
{
    /// <summary>Length of the written form: the eight bytes of <see cref="Value"/> in base64url.</summary>
    public const int TextLength = 11;

    /// <summary>The greatest number that an id has room for, 2⁵⁸ − 1.</summary>
    public const long GreatestNumber = IdLayout.GreatestNumber;

    private NodeId(long value) => Value = value;

    /// <param name="kind">The noun that the id belongs to.</param>
    /// <param name="number">1 to <see cref="GreatestNumber"/>, unique within the kind and ordered by time of creation (see
    /// <see cref="IdSource"/>).</param>
    /// <exception cref="ArgumentOutOfRangeException">The kind is unknown, or the number is out of its range.</exception>
    public NodeId(NodeKind kind, long number)
    {
        if (!kind.IsKnown())
            throw new ArgumentOutOfRangeException(nameof(kind), kind, "The kind is unknown.");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, GreatestNumber);
        Value = IdLayout.Value(kind, number);
    }

    /// <summary>The stored form: number and kind in one, positive; ordered as the ids are.</summary>
    public long Value { get; }

    public NodeKind Kind => IdLayout.KindOf(Value);

    /// <summary>What distinguishes the id from others of its kind; ordered as the ids are.</summary>
    public long Number => IdLayout.NumberOf(Value);

    /// <summary>Reads <see cref="Value"/> back; the number must come from there.</summary>
    public static NodeId FromValue(long value) => new(value);

    public int CompareTo(NodeId other) => Value.CompareTo(other.Value);

    public static bool operator <(NodeId left, NodeId right) => left.CompareTo(right) < 0;

    public static bool operator >(NodeId left, NodeId right) => left.CompareTo(right) > 0;

    public static bool operator <=(NodeId left, NodeId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(NodeId left, NodeId right) => left.CompareTo(right) >= 0;

    /// <summary>The opaque written form, eleven characters of base64url.</summary>
    public override string ToString() => string.Create(TextLength, this, static (text, id) => id.Format(text));

    /// <summary>Writes the eleven ASCII bytes of the written form to the start of <paramref name="utf8"/>.</summary>
    public void Format(Span<byte> utf8)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Value);
        Base64Url.EncodeToUtf8(bytes, utf8, out _, out _);
    }

    bool IUtf8SpanFormattable.TryFormat(Span<byte> utf8, out int bytesWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        bytesWritten = utf8.Length < TextLength ? 0 : TextLength;
        if (bytesWritten > 0)
            Format(utf8);
        return bytesWritten > 0;
    }

    private void Format(Span<char> text)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Value);
        Base64Url.EncodeToChars(bytes, text, out _, out _);
    }

    /// <summary>Reads the written form. False for anything that <see cref="ToString"/> cannot return.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out NodeId id)
    {
        id = default;
        if (text is not { Length: TextLength })
            return false;
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        if (Base64Url.DecodeFromChars(text, bytes, out _, out var written) != OperationStatus.Done || written != sizeof(long))
            return false;
        var read = new NodeId(BinaryPrimitives.ReadInt64BigEndian(bytes));
        if (read.Number <= 0 || !read.Kind.IsKnown())
            return false;
        Span<char> canonical = stackalloc char[TextLength];
        read.Format(canonical); // the last character has two bits to spare
        if (!canonical.SequenceEqual(text))
            return false;
        id = read;
        return true;
    }

    /// <summary>Reads the written form.</summary>
    /// <exception cref="FormatException">The text is not an id.</exception>
    public static NodeId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not a valid id of a node.");
}

/// <summary>Reads and writes the written form of an id.</summary>
public sealed class NodeIdJsonConverter : JsonConverter<NodeId>
{
    public override NodeId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        NodeId.TryParse(reader.GetString(), out var id) ? id : throw new JsonException("This is not a valid id of a node.");

    public override void Write(Utf8JsonWriter writer, NodeId value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[NodeId.TextLength];
        value.Format(text);
        writer.WriteStringValue(text);
    }
}
