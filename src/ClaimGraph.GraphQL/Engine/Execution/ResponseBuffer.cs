using System.Buffers;
using Microsoft.Extensions.ObjectPool;

namespace ClaimGraph.GraphQL.Engine.Execution;

/// <summary>Where a response is written before its status and length are sent. Used again and again.</summary>
internal sealed class ResponseBuffer : ResponseOutput, IResettable
{
    private const int Full = 256 * 1024; // what is larger is measured, and sent in parts where that is possible
    private const int LargestKept = 1024 * 1024;

    private static readonly DefaultObjectPool<ResponseBuffer> Pool = new(new DefaultPooledObjectPolicy<ResponseBuffer>());

    private readonly ArrayBufferWriter<byte> _bytes;
    private long _taken; // of what was committed to it, by Drain

    public ResponseBuffer()
        : this(new ArrayBufferWriter<byte>(16 * 1024)) { }

    private ResponseBuffer(ArrayBufferWriter<byte> bytes)
        : base(bytes) => _bytes = bytes;

    public static ResponseBuffer Rent() => Pool.Get();

    public static void Return(ResponseBuffer buffer) => Pool.Return(buffer);

    /// <summary>What is done when the buffer is full; null: it grows.</summary>
    public Func<ValueTask>? WhenFull { get; set; }

    public override bool IsFull => WhenFull is not null && Json.BytesCommitted + Json.BytesPending - _taken >= Full;

    public override ValueTask FlushAsync() => WhenFull!();

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Bytes => Memory.Span;

    /// <summary>What was written.</summary>
    public ReadOnlyMemory<byte> Memory
    {
        get
        {
            Json.Flush();
            return _bytes.WrittenMemory;
        }
    }

    /// <summary>Makes room: what was written was sent, and the response goes on.</summary>
    public void Drain()
    {
        Json.Flush();
        _taken = Json.BytesCommitted;
        _bytes.ResetWrittenCount();
    }

    /// <summary>Forgets what was written.</summary>
    public void Clear()
    {
        _taken = 0;
        _bytes.ResetWrittenCount();
        Json.Reset(_bytes);
    }

    bool IResettable.TryReset()
    {
        WhenFull = null;
        Clear();
        return _bytes.Capacity <= LargestKept;
    }
}
