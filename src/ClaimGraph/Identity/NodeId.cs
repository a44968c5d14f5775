using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClaimGraph;

/// <summary>
/// Identifies one node everywhere: in C#, in the ledger and, as <see cref="ToString"/>, as the Relay global id.
/// It carries its kind, so a reference of the wrong kind is caught before any store is asked.
/// </summary>
/// <param name="Kind">The noun that the id belongs to.</param>
/// <param name="Value">Positive, unique within the kind and ordered by time of creation (see <see cref="IdSource"/>).</param>
[JsonConverter(typeof(NodeIdJsonConverter))]
public readonly record struct NodeId(NodeKind Kind, long Value) : IComparable<NodeId>
{
    /// <summary>Length of the written form: nine bytes (kind, value) in base64url.</summary>
    public const int TextLength = 12;

    public bool IsNone => Value == 0;

    public int CompareTo(NodeId other) =>
        Kind != other.Kind ? Kind.CompareTo(other.Kind) : Value.CompareTo(other.Value);

    public static bool operator <(NodeId left, NodeId right) => left.CompareTo(right) < 0;
    public static bool operator >(NodeId left, NodeId right) => left.CompareTo(right) > 0;
    public static bool operator <=(NodeId left, NodeId right) => left.CompareTo(right) <= 0;
    public static bool operator >=(NodeId left, NodeId right) => left.CompareTo(right) >= 0;

    /// <summary>The opaque written form, twelve characters of base64url.</summary>
    public override string ToString() => string.Create(TextLength, this, static (text, id) => id.TryFormat(text));

    /// <summary>Writes the twelve characters of the written form to <paramref name="text"/>.</summary>
    public void TryFormat(Span<char> text)
    {
        Span<byte> bytes = stackalloc byte[9];
        Fill(bytes);
        Base64Url.TryEncodeToChars(bytes, text, out _);
    }

    /// <summary>Writes the twelve ASCII bytes of the written form to <paramref name="utf8"/>.</summary>
    public void TryFormat(Span<byte> utf8)
    {
        Span<byte> bytes = stackalloc byte[9];
        Fill(bytes);
        Base64Url.TryEncodeToUtf8(bytes, utf8, out _);
    }

    /// <summary>Reads the written form. False for anything that <see cref="ToString"/> cannot have written.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out NodeId id)
    {
        id = default;
        if (text is not { Length: TextLength }) return false;
        Span<byte> bytes = stackalloc byte[9];
        if (Base64Url.DecodeFromChars(text, bytes, out _, out var written) != OperationStatus.Done || written != 9) return false;
        var kind = (NodeKind)bytes[0];
        var value = BinaryPrimitives.ReadInt64BigEndian(bytes[1..]);
        if (kind is < NodeKind.Actor or > NodeKind.Review || value <= 0) return false;
        id = new NodeId(kind, value);
        return true;
    }

    /// <summary>Reads the written form.</summary>
    /// <exception cref="FormatException">The text is not an id.</exception>
    public static NodeId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not the id of a node.");

    private void Fill(Span<byte> bytes)
    {
        bytes[0] = (byte)Kind;
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], Value);
    }
}

internal sealed class NodeIdJsonConverter : JsonConverter<NodeId>
{
    public override NodeId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        NodeId.TryParse(reader.GetString(), out var id) ? id : throw new JsonException("Not the id of a node.");

    public override void Write(Utf8JsonWriter writer, NodeId value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[NodeId.TextLength];
        value.TryFormat(text);
        writer.WriteStringValue(text);
    }
}
