using System.Buffers;
using System.Buffers.Binary;
using ClaimGraph.Neo4j.Bolt.PackStream;

namespace ClaimGraph.Neo4j.Bolt.Messages;

/// <summary>Collects messages, split into chunks, to be sent together.</summary>
internal sealed class MessageWriter
{
    private const int MaxChunk = ushort.MaxValue,
        KeptBytes = 1 << 20;

    private ArrayBufferWriter<byte> _framed = new(4096);
    private PackWriter _message = new();

    public ReadOnlyMemory<byte> Framed => _framed.WrittenMemory;

    /// <summary>Begins a message; <see cref="End"/> completes it.</summary>
    public PackWriter Begin()
    {
        _message.Clear();
        return _message;
    }

    public void End()
    {
        for (var rest = _message.Written; rest.Length > 0; )
        {
            var chunk = rest[..Math.Min(rest.Length, MaxChunk)];
            WriteSize(chunk.Length);
            _framed.Write(chunk);
            rest = rest[chunk.Length..];
        }
        WriteSize(0);
    }

    /// <summary>Discards everything, and frees the memory that one large batch needed.</summary>
    public void Clear()
    {
        if (_framed.Capacity > KeptBytes)
            (_framed, _message) = (new(4096), new());
        else
            _framed.ResetWrittenCount();
    }

    private void WriteSize(int size)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_framed.GetSpan(2), (ushort)size);
        _framed.Advance(2);
    }
}
