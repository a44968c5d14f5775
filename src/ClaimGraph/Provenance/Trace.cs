using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ClaimGraph.Provenance;

/// <summary>By what a source can be found to be a copy of another.</summary>
public enum TraceKind
{
    /// <summary>Its address, or an identifier that is one (a DOI).</summary>
    Address,

    /// <summary>The address of an archived copy of it.</summary>
    Archive,

    /// <summary>Its whole text.</summary>
    Text,

    /// <summary>A long passage of its text.</summary>
    Wording,
}

/// <summary>Something about a source that independent sources do not share. Two sources with a trace in common have one origin.</summary>
/// <param name="Kind">What it comes from. Traces of different kinds are the same if their values are.</param>
/// <param name="Value">A hash of it.</param>
public readonly record struct Trace(TraceKind Kind, long Value)
{
    private const string Letters = "uatw"; // in the order of the kinds

    /// <summary>The trace of an address in canonical form.</summary>
    public static Trace OfAddress(TraceKind kind, string address)
    {
        var bare = address.Replace("https://www.", "https://", StringComparison.Ordinal);
        return new Trace(kind, BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(bare))));
    }

    /// <summary>Traces as stores keep them, with spaces between them; null for none.</summary>
    public static string? Write(IEnumerable<Trace> traces) =>
        traces switch
        {
            ICollection<Trace> { Count: 0 } => null,
            ICollection<Trace> { Count: 1 } one => one.First().ToString(), // mostly its address
            _ => string.Join(' ', traces.DistinctBy(t => t.Value).OrderBy(t => t.Kind).ThenBy(t => t.Value)) is { Length: > 0 } text
                ? text
                : null,
        };

    /// <summary>What <see cref="Write"/> wrote.</summary>
    public static Trace[] Read(string? text) => text is null ? [] : Array.ConvertAll(text.Split(' '), Parse);

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Value);
        return Letters[(int)Kind] + Base64Url.EncodeToString(bytes);
    }

    private static Trace Parse(string text) =>
        new(
            (TraceKind)Letters.IndexOf(text[0], StringComparison.Ordinal),
            BinaryPrimitives.ReadInt64BigEndian(Base64Url.DecodeFromChars(text.AsSpan(1)))
        );
}
