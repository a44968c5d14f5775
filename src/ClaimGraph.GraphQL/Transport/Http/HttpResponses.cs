using System.Threading.RateLimiting;
using ClaimGraph.GraphQL.Engine.Execution;
using ClaimGraph.GraphQL.Transport.Limits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;

namespace ClaimGraph.GraphQL.Transport.Http;

/// <summary>Sends responses, compressed for clients that take it.</summary>
internal sealed class HttpResponses(GraphQLOptions options, ClientLimits limits, IResponseCompressionProvider compression)
{
    /// <summary>Sends a response that is in the buffer.</summary>
    public async ValueTask SendAsync(HttpResponse response, int status, string mediaType, ResponseBuffer buffer)
    {
        using var room = Room(response, buffer.Memory.Length);
        (response.StatusCode, response.ContentType) = (status, mediaType);
        if (EncodingFor(response, buffer.Memory.Length) is { } encoding)
        {
            await using var compressed = encoding.CreateStream(response.Body);
            await compressed.WriteAsync(buffer.Memory, response.HttpContext.RequestAborted);
            return;
        }
        response.ContentLength = buffer.Memory.Length;
        await response.BodyWriter.WriteSlicesAsync(buffer.Memory, response.HttpContext.RequestAborted);
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

    private RateLimitLease? Room(HttpResponse response, long bytes) => limits.Send(response.HttpContext.Connection.RemoteIpAddress, bytes);

    internal sealed class LargeResponse(HttpResponses responses, HttpResponse response, int status, string mediaType)
        : ILargeResponse,
            IAsyncDisposable
    {
        private Stream? _body;
        private RateLimitLease? _room;

        public ValueTask BeginAsync(long length)
        {
            _room = responses.Room(response, length);
            (response.StatusCode, response.ContentType) = (status, mediaType);
            if (responses.EncodingFor(response, length) is { } encoding)
                _body = encoding.CreateStream(response.Body);
            else
                response.ContentLength = length;
            return default;
        }

        public ValueTask SendAsync(ReadOnlyMemory<byte> part) =>
            _body is null
                ? response.BodyWriter.WriteSlicesAsync(part, response.HttpContext.RequestAborted)
                : _body.WriteAsync(part, response.HttpContext.RequestAborted);

        public async ValueTask DisposeAsync()
        {
            using (_room)
                if (_body is not null)
                    await _body.DisposeAsync();
        }
    }
}
