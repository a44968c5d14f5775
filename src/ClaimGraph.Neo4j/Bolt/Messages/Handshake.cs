using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using ClaimGraph.Neo4j.Bolt.Errors;

namespace ClaimGraph.Neo4j.Bolt.Messages;

/// <summary>
/// The first bytes of a connection, which settle the version (neo4j/docs-bolt, handshake). The client proposes, best first: that the server
/// lists its versions (manifest v1, servers with Bolt 5.7), the range 5.8 to 5.0, and 4.4.
/// </summary>
internal static class Handshake
{
    private const uint Identification = 0x6060B017,
        Manifest = 0x000001FF,
        NoVersion = 0,
        Http = 0x48545450;

    private const int MaxOffers = 100;

    private const string Unsupported = "The server does not support Bolt 5.0 to 5.8 or 4.4, the versions that this program supports.";

    private static ReadOnlySpan<byte> Proposal =>
        [0x60, 0x60, 0xB0, 0x17, 0x00, 0x00, 0x01, 0xFF, 0x00, 0x08, 0x08, 0x05, 0x00, 0x00, 0x04, 0x04, 0x00, 0x00, 0x00, 0x00];

    /// <exception cref="ProtocolException">The server does not speak Bolt, or none of these versions.</exception>
    public static async Task<BoltVersion> NegotiateAsync(Stream stream, PipeReader input, CancellationToken cancellation)
    {
        await stream.WriteAsync(Proposal.ToArray(), cancellation);
        var answer = await ReadUInt32Async(input, cancellation);
        if (answer == Manifest)
            return await ChooseAsync(stream, input, cancellation);
        var version = new BoltVersion((byte)answer, (byte)(answer >> 8));
        return answer switch
        {
            NoVersion => throw new ProtocolException(Unsupported),
            Http => throw new ProtocolException("The server answered with HTTP. This is not its Bolt port, which is 7687 by default."),
            Identification => throw new ProtocolException("The server sent back what it received. It is not a Bolt server."),
            _ when answer >> 16 == 0 && version.IsSupported => version,
            _ => throw new ProtocolException(
                $"The server answered with {answer:X8}, which is not a Bolt version that was proposed. If it requires TLS, use bolt+s://."
            ),
        };
    }

    /// <summary>
    /// The server lists ranges of versions and a bit set of capabilities; the client answers with one version and, as it uses none, no
    /// capabilities.
    /// </summary>
    private static async Task<BoltVersion> ChooseAsync(Stream stream, PipeReader input, CancellationToken cancellation)
    {
        var offers = await ReadVarIntAsync(input, cancellation);
        if (offers > MaxOffers)
            throw new ProtocolException($"The server offers {offers} ranges of versions; {MaxOffers} are allowed.");
        BoltVersion? best = null;
        for (; offers > 0; offers--)
        {
            var offered = Newest(await ReadUInt32Async(input, cancellation));
            if (offered is { } o && !(best is { } b && b.IsAtLeast(o.Major, o.Minor)))
                best = offered;
        }
        await ReadVarIntAsync(input, cancellation);
        if (best is not { } chosen)
            throw new ProtocolException(Unsupported);
        await stream.WriteAsync(new byte[] { 0, 0, chosen.Minor, chosen.Major, 0 }, cancellation);
        return chosen;
    }

    /// <summary>
    /// The newest version of an offered range that this client supports. From the lowest byte: major, minor, and how many minor versions
    /// below it.
    /// </summary>
    private static BoltVersion? Newest(uint range)
    {
        var (major, top, below) = ((byte)range, (byte)(range >> 8), (byte)(range >> 16));
        for (int minor = top; minor >= Math.Max(0, top - below); minor--)
            if (new BoltVersion(major, (byte)minor) is { IsSupported: true } version)
                return version;
        return null;
    }

    private static async ValueTask<uint> ReadUInt32Async(PipeReader input, CancellationToken cancellation)
    {
        var read = await ReadAsync(input, 4, cancellation);
        var value = Value(read.Buffer.Slice(0, 4));
        input.AdvanceTo(read.Buffer.GetPosition(4));
        return value;

        static uint Value(ReadOnlySequence<byte> four)
        {
            Span<byte> bytes = stackalloc byte[4];
            four.CopyTo(bytes);
            return BinaryPrimitives.ReadUInt32BigEndian(bytes);
        }
    }

    /// <summary>Groups of seven bits, the lowest first; the highest bit says that another group follows. At most 64 bits.</summary>
    private static async ValueTask<ulong> ReadVarIntAsync(PipeReader input, CancellationToken cancellation)
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var read = await ReadAsync(input, 1, cancellation);
            var group = read.Buffer.FirstSpan[0];
            input.AdvanceTo(read.Buffer.GetPosition(1));
            value |= (ulong)(group & 0x7F) << shift;
            if (group < 0x80)
                return value;
        }
        throw new ProtocolException("A number in the handshake has more than 64 bits.");
    }

    private static async ValueTask<ReadResult> ReadAsync(PipeReader input, int bytes, CancellationToken cancellation)
    {
        var read = await input.ReadAtLeastAsync(bytes, cancellation);
        return read.Buffer.Length >= bytes
            ? read
            : throw new ConnectionException("The server closed the connection during the handshake. If it requires TLS, use bolt+s://.");
    }
}
