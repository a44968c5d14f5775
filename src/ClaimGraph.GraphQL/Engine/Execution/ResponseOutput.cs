using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ClaimGraph.GraphQL.Engine.Execution;

/// <summary>What a response is written to.</summary>
internal abstract class ResponseOutput
{
    // The response is JSON and nothing else, never part of a page: only what JSON itself needs is escaped.
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    protected ResponseOutput(IBufferWriter<byte> bytes) => Json = new Utf8JsonWriter(bytes, Options);

    public Utf8JsonWriter Json { get; }

    /// <summary>True when it is time to <see cref="FlushAsync"/>.</summary>
    public virtual bool IsFull => false;

    public virtual ValueTask FlushAsync() => default;
}

/// <summary>Counts the bytes of a response and keeps none of them.</summary>
/// <param name="most">How many bytes the response may have.</param>
internal sealed class ResponseMeter(long most) : ResponseOutput(new Counter(most))
{
    /// <summary>How many bytes were written.</summary>
    public long Length => Json.BytesCommitted + Json.BytesPending;

    private sealed class Counter(long most) : IBufferWriter<byte>
    {
        private byte[] _scratch = new byte[64 * 1024];
        private long _count;

        public void Advance(int count)
        {
            if ((_count += count) > most)
                throw new ResponseTooLargeException();
        }

        public Memory<byte> GetMemory(int sizeHint = 0) =>
            sizeHint <= _scratch.Length ? _scratch : _scratch = new byte[Math.Max(sizeHint, 2 * _scratch.Length)];

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
    }
}

/// <summary>The response has more bytes than the server sends.</summary>
internal sealed class ResponseTooLargeException : ClaimGraphException
{
    public ResponseTooLargeException()
        : base("The response is too large.") { }
}
