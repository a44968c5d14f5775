using System.Buffers;
using System.IO.Pipelines;
using ClaimGraph.GraphQL.Engine.Documents;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.GraphQL.Transport.Limits;
using ClaimGraph.GraphQL.Transport.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ClaimGraph.GraphQL.Transport.Http;

/// <summary>Reads GraphQL requests from bodies and query strings. Anything else is refused with a <see cref="RequestException"/>.</summary>
internal sealed class RequestReader(GraphQLOptions options, RequestParser parser, ClientLimits limits)
{
    /// <summary>Reads a request, unless its sender has used up their quota or room.</summary>
    public async ValueTask<RequestBody> ReadAsync(HttpContext context, RequestScope scope)
    {
        scope.Quota?.Check();
        var request = context.Request;
        limits.CheckRoom(context.Connection.RemoteIpAddress);
        if (HttpMethods.IsPost(request.Method))
        {
            // The option alone decides. With a limit of its own the web server would cut the connection, and the client could not read why.
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
                limit.MaxRequestBodySize = null;
            return await ReadBodyAsync(request, scope.Cancellation);
        }
        if (HttpMethods.IsGet(request.Method))
            return new RequestBody(ReadQueryString(request.Query));
        throw new RequestException(ErrorCode.MethodNotAllowed, "Send a GraphQL request by POST or GET.");
    }

    /// <summary>The size of the body; the largest allowed when the client does not say.</summary>
    public long SizeOf(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) ? Math.Min(request.ContentLength ?? options.MaxRequestBytes, options.MaxRequestBytes) : 0;

    /// <summary>A POST request: a JSON object in UTF-8, or an array of them, after a byte order mark or without one.</summary>
    private async ValueTask<RequestBody> ReadBodyAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!MediaTypes.IsJson(request.ContentType))
            throw NotJson();
        if (!BodyDecompression.IsDone(request))
            throw new RequestException(
                ErrorCode.UnsupportedMediaType,
                $"The content encoding '{request.Headers.ContentEncoding}' is not supported; use {BodyDecompression.Encodings} or none."
            );
        if (request.ContentLength > options.MaxRequestBytes)
            throw TooLarge();
        var reader = request.BodyReader;
        using var room = new ReceivedRoom(limits, request.HttpContext.Connection.RemoteIpAddress);
        while (true)
        {
            var read = await ReadAsync(reader, cancellation);
            var isTooLarge = read.Buffer.Length > options.MaxRequestBytes;
            if (!read.IsCompleted && !isTooLarge)
            {
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                room.Hold(read.Buffer.Length, SizeOf(request));
                continue;
            }
            try
            {
                return isTooLarge ? throw TooLarge() : Parse(read.Buffer);
            }
            finally
            {
                reader.AdvanceTo(read.Buffer.End); // after a refusal too, or the connection could not be used again
            }
        }
    }

    /// <summary>A GET request: the parameters in the query string, variables and extensions as JSON in them.</summary>
    private GraphQLRequest ReadQueryString(IQueryCollection parameters) =>
        parser.Parse(
            One(parameters, "query"),
            One(parameters, "documentId"),
            One(parameters, "operationName"),
            One(parameters, "variables"),
            One(parameters, "extensions")
        );

    private static async ValueTask<ReadResult> ReadAsync(PipeReader reader, CancellationToken cancellation)
    {
        try
        {
            return await reader.ReadAsync(cancellation);
        }
        catch (BadHttpRequestException late) when (late.StatusCode == StatusCodes.Status408RequestTimeout)
        {
            throw TooSlow();
        }
        catch (Exception bad) when (bad is InvalidDataException or InvalidOperationException) // of the decompression
        {
            throw new RequestException(ErrorCode.MalformedJson, "The body cannot be decompressed; it does not have its content encoding.");
        }
        catch (IOException bad) // the body ends too early, or its chunks are malformed, or of a size that no number holds
        {
            throw new RequestException(ErrorCode.MalformedJson, bad.Message);
        }
    }

    private RequestBody Parse(ReadOnlySequence<byte> body)
    {
        if (body.IsSingleSegment)
            return parser.Parse(body.FirstSpan, options.MaxBatch);
        var whole = ArrayPool<byte>.Shared.Rent((int)body.Length);
        try
        {
            body.CopyTo(whole);
            return parser.Parse(whole.AsSpan(0, (int)body.Length), options.MaxBatch);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(whole);
        }
    }

    private static string? One(IQueryCollection parameters, string name) =>
        parameters[name] switch
        {
            [] => null,
            [var one] => one,
            _ => throw new RequestException(ErrorCode.InvalidRequest, $"The parameter {name} is given more than once."),
        };

    public static RequestException NotJson() => new(ErrorCode.UnsupportedMediaType, "The body must be application/json in UTF-8.");

    public static RequestException TooSlow() =>
        new(ErrorCode.RequestTimeout, "The body arrived too slowly. Send the request again with its whole body at once.");

    public RequestException TooLarge() => new(ErrorCode.BodyTooLarge, $"A request has at most {options.MaxRequestBytes:N0} bytes.");
}
