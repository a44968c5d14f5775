using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using ClaimGraph.Neo4j.Bolt.Errors;
using ClaimGraph.Neo4j.Bolt.PackStream;

namespace ClaimGraph.Neo4j.Bolt.Messages;

/// <summary>
/// Splits the input into messages. A message is a sequence of chunks (two bytes of size, then that many bytes), ended by a chunk of size 0.
/// An empty chunk between messages (NOOP) only shows that the server is alive. A message that is contiguous in memory is returned without a
/// copy.
/// </summary>
/// <param name="maxBytes">A larger message is rejected.</param>
internal sealed class MessageReader(PipeReader pipe, int maxBytes = MessageReader.DefaultMaxBytes)
{
    /// <summary>Far above any row of a reasonable query.</summary>
    public const int DefaultMaxBytes = 128 << 20;

    private const int HeaderBytes = 2,
        KeptBytes = 1 << 20;

    private ReadOnlySequence<byte> _unread;
    private bool _isHeld;
    private byte[] _assembly = [];
    private int _assembled;

    /// <summary>Takes the next message if it has arrived; valid until <see cref="FillAsync"/> or the next message.</summary>
    public bool TryRead(out ReadOnlyMemory<byte> message)
    {
        while (_unread.Length >= HeaderBytes && Size() is var size && _unread.Length >= HeaderBytes + size)
        {
            if (size > 0)
            {
                if (TryTakeWhole(size, out message))
                    return true;
                Append(_unread.Slice(HeaderBytes, size));
            }
            _unread = _unread.Slice(HeaderBytes + size);
            if (size > 0 || _assembled == 0)
                continue;
            message = _assembly.AsMemory(0, _assembled);
            _assembled = 0;
            return true;
        }
        message = default;
        return false;
    }

    /// <summary>The signature of a message, and where its fields begin.</summary>
    public static (Signature Signature, int At) ReadSignature(ReadOnlyMemory<byte> message)
    {
        var reader = new PackReader(message.Span);
        reader.ReadStructure(out var tag);
        return ((Signature)tag, reader.At);
    }

    /// <summary>Waits for more bytes. Can be called again after it was cancelled.</summary>
    /// <exception cref="ConnectionException">The server closed the connection.</exception>
    public async ValueTask FillAsync(CancellationToken cancellation)
    {
        var left = _unread.Length;
        if (_isHeld)
            pipe.AdvanceTo(_unread.Start, _unread.End);
        (_unread, _isHeld) = (default, false);
        var read = await pipe.ReadAsync(cancellation);
        (_unread, _isHeld) = (read.Buffer, true);
        if (read.IsCompleted && read.Buffer.Length <= left)
            throw new ConnectionException("The server closed the connection.");
    }

    /// <summary>The usual case: one chunk and its end, contiguous in memory.</summary>
    private bool TryTakeWhole(int size, out ReadOnlyMemory<byte> message)
    {
        message = default;
        var first = _unread.First;
        if (_assembled > 0 || first.Length < size + 2 * HeaderBytes)
            return false;
        if (first.Span[HeaderBytes + size] != 0 || first.Span[HeaderBytes + size + 1] != 0)
            return false;
        message = first.Slice(HeaderBytes, size);
        _unread = _unread.Slice(size + 2 * HeaderBytes);
        return true;
    }

    private int Size()
    {
        if (_unread.FirstSpan.Length >= HeaderBytes)
            return BinaryPrimitives.ReadUInt16BigEndian(_unread.FirstSpan);
        Span<byte> header = stackalloc byte[HeaderBytes];
        _unread.Slice(0, HeaderBytes).CopyTo(header);
        return BinaryPrimitives.ReadUInt16BigEndian(header);
    }

    /// <summary>Memory is allocated for bytes that have arrived, not for an announced size.</summary>
    private void Append(in ReadOnlySequence<byte> chunk)
    {
        var needed = _assembled + (int)chunk.Length;
        if (needed > maxBytes)
            throw new ProtocolException($"A message is larger than {maxBytes} bytes.");
        if (_assembled == 0 && _assembly.Length > KeptBytes)
            _assembly = [];
        if (needed > _assembly.Length)
            Array.Resize(ref _assembly, Math.Max(needed, Math.Min(maxBytes, _assembly.Length * 2)));
        chunk.CopyTo(_assembly.AsSpan(_assembled));
        _assembled = needed;
    }
}
