using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using ClaimGraph.Neo4j.Bolt.Errors;

namespace ClaimGraph.Neo4j.Bolt.Messages;

/// <summary>
/// The first bytes of a connection, which settle the version (neo4j/docs-bolt, handshake). The client proposes four things, best first: to be told the server's
/// versions (manifest v1, servers with Bolt 5.7), the range 5.8 to 5.0, and 4.4.
/// </summary>
internal static class Handshake
{
    private const uint Identification = 0x6060B017, Manifest = 0x000001FF, NoVersion = 0, Http = 0x48545450;

    private const int MaxOffers = 100;

    private static ReadOnlySpan<byte> Proposal =>
    [
        0x60, 0x60, 0xB0, 0x17,
        0x00, 0x00, 0x01, 0xFF,
        0x00, 0x08, 0x08, 0x05,
        0x00, 0x00, 0x04, 0x04,
        0x00, 0x00, 0x00, 0x00,
    ];

    /// <exception cref="ProtocolException">The other side does not speak Bolt, or none of these versions.</exception>
    public static async Task<BoltVersion> NegotiateAsync(Stream stream, PipeReader answers, CancellationToken cancellation)
    {
        await stream.WriteAsync(Proposal.ToArray(), cancellation);
        var answer = await TakeUInt32Async(answers, cancellation);
        if (answer == Manifest) return await ChooseAsync(stream, answers, cancellation);
        var version = new BoltVersion((byte)answer, (byte)(answer >> 8));
        return answer switch
        {
            NoVersion => throw new ProtocolException("The server speaks no version of Bolt that this program speaks: 5.0 to 5.8 and 4.4."),
            Http => throw new ProtocolException("The server answers with HTTP: this is not the port for Bolt, which is 7687 by default."),
            Identification => throw new ProtocolException("The other side only repeats what it is sent."),
            _ when answer >> 16 == 0 && version.IsSpoken => version,
            _ => throw new ProtocolException($"The server answers with {answer:X8}, which is no version of Bolt that was proposed. Does it want TLS (bolt+s://)?"),
        };
    }

    /// <summary>The server lists ranges of versions and bits of capabilities; the client answers with one version and, as it knows none, no capabilities.</summary>
    private static async Task<BoltVersion> ChooseAsync(Stream stream, PipeReader answers, CancellationToken cancellation)
    {
        var offers = await TakeVarIntAsync(answers, cancellation);
        if (offers > MaxOffers) throw new ProtocolException($"The server claims to speak {offers} ranges of versions.");
        BoltVersion? best = null;
        for (; offers > 0; offers--)
            if (Newest(await TakeUInt32Async(answers, cancellation)) is { } offered && !(best is { } b && b.IsAtLeast(offered.Major, offered.Minor)))
                best = offered;
        await TakeVarIntAsync(answers, cancellation);
        if (best is not { } chosen) throw new ProtocolException("The server speaks no version of Bolt that this program speaks: 5.0 to 5.8 and 4.4.");
        await stream.WriteAsync(new byte[] { 0, 0, chosen.Minor, chosen.Major, 0 }, cancellation);
        return chosen;
    }

    /// <summary>The newest version of an offered range that this client speaks. From the lowest byte: major, minor, how many minors below.</summary>
    private static BoltVersion? Newest(uint range)
    {
        var (major, top, below) = ((byte)range, (byte)(range >> 8), (byte)(range >> 16));
        for (int minor = top; minor >= Math.Max(0, top - below); minor--)
            if (new BoltVersion(major, (byte)minor) is { IsSpoken: true } version) return version;
        return null;
    }

    private static async ValueTask<uint> TakeUInt32Async(PipeReader answers, CancellationToken cancellation)
    {
        var read = await ReadAsync(answers, 4, cancellation);
        var value = Value(read.Buffer.Slice(0, 4));
        answers.AdvanceTo(read.Buffer.GetPosition(4));
        return value;

        static uint Value(ReadOnlySequence<byte> four)
        {
            Span<byte> bytes = stackalloc byte[4];
            four.CopyTo(bytes);
            return BinaryPrimitives.ReadUInt32BigEndian(bytes);
        }
    }

    /// <summary>Groups of seven bits, the lowest first; the highest bit says that another follows. At most 64 bits.</summary>
    private static async ValueTask<ulong> TakeVarIntAsync(PipeReader answers, CancellationToken cancellation)
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var read = await ReadAsync(answers, 1, cancellation);
            var group = read.Buffer.FirstSpan[0];
            answers.AdvanceTo(read.Buffer.GetPosition(1));
            value |= (ulong)(group & 0x7F) << shift;
            if (group < 0x80) return value;
        }
        throw new ProtocolException("A number of the handshake has no end.");
    }

    private static async ValueTask<ReadResult> ReadAsync(PipeReader answers, int bytes, CancellationToken cancellation)
    {
        var read = await answers.ReadAtLeastAsync(bytes, cancellation);
        return read.Buffer.Length >= bytes ? read : throw new ConnectionException("The server closed the connection during the handshake; does it want TLS (bolt+s://)?");
    }
}
