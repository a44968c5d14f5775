using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using ClaimGraph.Neo4j.Bolt.Errors;

namespace ClaimGraph.Neo4j.Bolt.Messages;

/// <summary>
/// Cuts what comes in into messages. A message is a sequence of chunks (two bytes of size, then so many bytes), ended by a chunk of size 0; such a chunk
/// between messages (NOOP) only says that the server is alive. A message that lies in memory in one piece is handed out where it lies.
/// </summary>
/// <param name="maxBytes">A larger message is refused.</param>
internal sealed class MessageReader(PipeReader pipe, int maxBytes = MessageReader.DefaultMaxBytes)
{
    /// <summary>No row of a sensible query comes near it.</summary>
    public const int DefaultMaxBytes = 128 << 20;

    private const int HeaderBytes = 2, KeptBytes = 1 << 20;

    private ReadOnlySequence<byte> _unread;
    private bool _isHeld;
    private byte[] _pieces = [];
    private int _assembled;

    /// <summary>The next message, if it is there already; valid until <see cref="FillAsync"/> or the next message.</summary>
    public bool TryRead(out ReadOnlyMemory<byte> message)
    {
        while (_unread.Length >= HeaderBytes && Size() is var size && _unread.Length >= HeaderBytes + size)
        {
            if (size > 0)
            {
                if (TryTakeWhole(size, out message)) return true;
                Append(_unread.Slice(HeaderBytes, size));
            }
            _unread = _unread.Slice(HeaderBytes + size);
            if (size > 0 || _assembled == 0) continue;
            message = _pieces.AsMemory(0, _assembled);
            _assembled = 0;
            return true;
        }
        message = default;
        return false;
    }

    /// <summary>Waits for more bytes. May be cancelled, and called again afterwards.</summary>
    /// <exception cref="ConnectionException">There will be no more.</exception>
    public async ValueTask FillAsync(CancellationToken cancellation)
    {
        var left = _unread.Length;
        if (_isHeld) pipe.AdvanceTo(_unread.Start, _unread.End);
        (_unread, _isHeld) = (default, false);
        var read = await pipe.ReadAsync(cancellation);
        (_unread, _isHeld) = (read.Buffer, true);
        if (read.IsCompleted && read.Buffer.Length <= left) throw new ConnectionException("The server closed the connection.");
    }

    /// <summary>The usual case: one chunk and its end, all in one piece of memory.</summary>
    private bool TryTakeWhole(int size, out ReadOnlyMemory<byte> message)
    {
        message = default;
        var first = _unread.First;
        if (_assembled > 0 || first.Length < size + 2 * HeaderBytes || first.Span[HeaderBytes + size] != 0 || first.Span[HeaderBytes + size + 1] != 0) return false;
        message = first.Slice(HeaderBytes, size);
        _unread = _unread.Slice(size + 2 * HeaderBytes);
        return true;
    }

    private int Size()
    {
        if (_unread.FirstSpan.Length >= HeaderBytes) return BinaryPrimitives.ReadUInt16BigEndian(_unread.FirstSpan);
        Span<byte> header = stackalloc byte[HeaderBytes];
        _unread.Slice(0, HeaderBytes).CopyTo(header);
        return BinaryPrimitives.ReadUInt16BigEndian(header);
    }

    /// <summary>Memory is taken for bytes that have come, never for announced ones.</summary>
    private void Append(in ReadOnlySequence<byte> chunk)
    {
        var needed = _assembled + (int)chunk.Length;
        if (needed > maxBytes) throw new ProtocolException($"A message is larger than {maxBytes} bytes.");
        if (_assembled == 0 && _pieces.Length > KeptBytes) _pieces = [];
        if (needed > _pieces.Length) Array.Resize(ref _pieces, Math.Max(needed, Math.Min(maxBytes, _pieces.Length * 2)));
        chunk.CopyTo(_pieces.AsSpan(_assembled));
        _assembled = needed;
    }
}
