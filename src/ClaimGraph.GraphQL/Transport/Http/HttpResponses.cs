using System.IO.Pipelines;
using ClaimGraph.GraphQL.Engine.Execution;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;

namespace ClaimGraph.GraphQL.Transport.Http;

/// <summary>Sends responses, compressed for clients that take it.</summary>
internal sealed class HttpResponses(GraphQLOptions options, IResponseCompressionProvider compression)
{
    /// <summary>Sends a response that is in the buffer.</summary>
    public async ValueTask SendAsync(HttpResponse response, int status, string mediaType, ResponseBuffer buffer)
    {
        (response.StatusCode, response.ContentType) = (status, mediaType);
        if (EncodingFor(response, buffer.Memory.Length) is { } encoding)
        {
            await using var compressed = encoding.CreateStream(response.Body);
            await compressed.WriteAsync(buffer.Memory, response.HttpContext.RequestAborted);
            return;
        }
        var writer = response.BodyWriter;
        Copy(response, writer, buffer);
        await writer.FlushAsync(response.HttpContext.RequestAborted);
    }

    /// <summary>Takes a response that is sent in parts. Nothing is sent before the first part.</summary>
    public LargeResponse Large(HttpResponse response, int status, string mediaType) => new(this, response, status, mediaType);

    private ICompressionProvider? EncodingFor(HttpResponse response, long length)
    {
        if (options.CompressFrom == 0 || length < options.CompressFrom)
            return null;
        response.Headers.Append("Vary", "Accept-Encoding");
        var encoding = compression.GetCompressionProvider(response.HttpContext);
        if (encoding is not null)
            response.Headers.ContentEncoding = encoding.EncodingName;
        return encoding;
    }

    private static void Copy(HttpResponse response, PipeWriter writer, ResponseBuffer buffer)
    {
        var bytes = buffer.Bytes;
        response.ContentLength = bytes.Length;
        bytes.CopyTo(writer.GetSpan(bytes.Length));
        writer.Advance(bytes.Length);
    }

    internal sealed class LargeResponse(HttpResponses responses, HttpResponse response, int status, string mediaType)
        : ILargeResponse,
            IAsyncDisposable
    {
        private Stream? _body;

        public ValueTask BeginAsync(long length)
        {
            (response.StatusCode, response.ContentType) = (status, mediaType);
            if (responses.EncodingFor(response, length) is { } encoding)
                _body = encoding.CreateStream(response.Body);
            else
                response.ContentLength = length;
            return default;
        }

        public ValueTask SendAsync(ReadOnlyMemory<byte> part) =>
            (_body ?? response.Body).WriteAsync(part, response.HttpContext.RequestAborted);

        public ValueTask DisposeAsync() => _body?.DisposeAsync() ?? default;
    }
}
