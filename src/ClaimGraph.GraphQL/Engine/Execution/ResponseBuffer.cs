using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.ObjectPool;

namespace ClaimGraph.GraphQL.Engine.Execution;

/// <summary>Where a response is written before its status and length are sent. Used again and again.</summary>
internal sealed class ResponseBuffer : IResettable
{
    private const int LargestKept = 1024 * 1024;

    // The response is JSON and nothing else, never part of a page: only what JSON itself needs is escaped.
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };
    private static readonly DefaultObjectPool<ResponseBuffer> Pool = new(new DefaultPooledObjectPolicy<ResponseBuffer>());

    private readonly ArrayBufferWriter<byte> _bytes = new(16 * 1024);

    public ResponseBuffer() => Json = new Utf8JsonWriter(_bytes, Options);

    public static ResponseBuffer Rent() => Pool.Get();

    public static void Return(ResponseBuffer buffer) => Pool.Return(buffer);

    public Utf8JsonWriter Json { get; }

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

    /// <summary>Forgets what was written.</summary>
    public void Clear()
    {
        _bytes.ResetWrittenCount();
        Json.Reset(_bytes);
    }

    bool IResettable.TryReset()
    {
        Clear();
        return _bytes.Capacity <= LargestKept;
    }
}
