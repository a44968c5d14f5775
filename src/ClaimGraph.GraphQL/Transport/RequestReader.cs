using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using ClaimGraph.GraphQL.Errors;
using GraphQL;
using Microsoft.AspNetCore.Http;

namespace ClaimGraph.GraphQL.Transport;

/// <summary>Reads GraphQL requests from bodies and query strings. What is not one is refused with a <see cref="RequestFailure"/>.</summary>
internal static class RequestReader
{
    private static readonly JsonReaderOptions Strict = new() { MaxDepth = 64 };

    /// <summary>A POST request: a JSON object in UTF-8, a byte order mark before it is taken.</summary>
    public static async ValueTask<GraphQLRequest> ReadBodyAsync(HttpRequest request, int maxBytes, CancellationToken cancellation)
    {
        if (!MediaTypes.IsJson(request.ContentType)) throw new RequestFailure(ErrorCode.UnsupportedMediaType, "The body must be application/json in UTF-8.");
        if (request.ContentLength > maxBytes) throw TooLarge(maxBytes);
        var reader = request.BodyReader;
        while (true)
        {
            var read = await ReadAsync(reader, cancellation);
            var isTooLarge = read.Buffer.Length > maxBytes;
            if (!read.IsCompleted && !isTooLarge)
            {
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }
            try
            {
                return isTooLarge ? throw TooLarge(maxBytes) : Parse(read.Buffer);
            }
            finally
            {
                reader.AdvanceTo(read.Buffer.End);     // after a refusal too, or the connection could not be used again
            }
        }
    }

    /// <summary>A GET request: the parameters in the query string, variables and extensions as JSON in them.</summary>
    public static GraphQLRequest ReadQueryString(IQueryCollection parameters)
    {
        var query = One(parameters, "query") ?? throw Invalid("The parameter query is missing.");
        var variables = One(parameters, "variables") is { Length: > 0 } json ? ParseObject(json, "variables") : null;
        if (One(parameters, "extensions") is { Length: > 0 } extensions) ParseObject(extensions, "extensions");
        return new GraphQLRequest(Encoding.UTF8.GetBytes(query), One(parameters, "operationName"), variables is null ? Inputs.Empty : new Inputs(variables));
    }

    private static async ValueTask<ReadResult> ReadAsync(PipeReader reader, CancellationToken cancellation)
    {
        try
        {
            return await reader.ReadAsync(cancellation);
        }
        catch (BadHttpRequestException bad)      // the body ends too early, or its chunks are none
        {
            throw new RequestFailure(ErrorCode.MalformedJson, bad.Message);
        }
    }

    private static GraphQLRequest Parse(ReadOnlySequence<byte> body)
    {
        if (body.IsSingleSegment) return Parse(body.FirstSpan);
        var whole = ArrayPool<byte>.Shared.Rent((int)body.Length);
        try
        {
            body.CopyTo(whole);
            return Parse(whole.AsSpan(0, (int)body.Length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(whole);
        }
    }

    private static GraphQLRequest Parse(ReadOnlySpan<byte> body)
    {
        if (body.StartsWith("\uFEFF"u8)) body = body["\uFEFF"u8.Length..];
        try
        {
            var reader = new Utf8JsonReader(body, Strict);
            reader.Read();
            return ReadRequest(ref reader);
        }
        catch (JsonException error)
        {
            throw new RequestFailure([new ResponseError(ErrorCode.MalformedJson, "The body is not JSON.", Location(error))]);
        }
        catch (InvalidOperationException)
        {
            throw new RequestFailure(ErrorCode.MalformedJson, "The body is not UTF-8, or has half of a surrogate pair in a text.");
        }
    }

    private static GraphQLRequest ReadRequest(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw Invalid("The body must be one JSON object; several requests at once are not taken.");
        var (query, operationName, variables) = ((byte[]?)null, (string?)null, (Dictionary<string, object?>?)null);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("query"u8)) query = ReadQuery(ref reader);
            else if (reader.ValueTextEquals("operationName"u8)) operationName = ReadText(ref reader);
            else if (reader.ValueTextEquals("variables"u8)) variables = ReadMap(ref reader, "variables");
            else if (reader.ValueTextEquals("extensions"u8)) ReadMap(ref reader, "extensions");
            else reader.Skip();
        }
        reader.Read();      // nothing may follow
        return new GraphQLRequest(query ?? throw Invalid("The parameter query is missing."), operationName, variables is null ? Inputs.Empty : new Inputs(variables));
    }

    private static byte[] ReadQuery(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null) throw Invalid("The parameter query is missing.");
        if (reader.TokenType != JsonTokenType.String) throw Invalid("The parameter query must be a string.");
        if (!reader.ValueIsEscaped) return reader.ValueSpan.ToArray();
        var text = new byte[reader.ValueSpan.Length];
        return text.AsSpan(0, reader.CopyString(text)).ToArray();
    }

    private static string? ReadText(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null)) throw Invalid("The parameter operationName must be a string.");
        return reader.GetString();
    }

    private static Dictionary<string, object?>? ReadMap(ref Utf8JsonReader reader, string name)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => JsonValue.ReadObject(ref reader),
            JsonTokenType.Null => null,
            _ => throw Invalid($"The parameter {name} must be an object."),
        };
    }

    private static Dictionary<string, object?>? ParseObject(string json, string name)
    {
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json), Strict);
            reader.Read();
            if (reader.TokenType == JsonTokenType.Null) return null;
            if (reader.TokenType != JsonTokenType.StartObject) throw Invalid($"The parameter {name} must be a JSON object.");
            var map = JsonValue.ReadObject(ref reader);
            reader.Read();
            return map;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new RequestFailure(ErrorCode.MalformedJson, $"The parameter {name} is not JSON.");
        }
    }

    private static string? One(IQueryCollection parameters, string name) => parameters[name] switch
    {
        [] => null,
        [var one] => one,
        _ => throw Invalid($"The parameter {name} is given more than once."),
    };

    private static (int, int)[]? Location(JsonException error) =>
        error is { LineNumber: { } line, BytePositionInLine: { } column } ? [((int)line + 1, (int)column + 1)] : null;

    private static RequestFailure Invalid(string message) => new(ErrorCode.InvalidRequest, message);

    private static RequestFailure TooLarge(int maxBytes) => new(ErrorCode.BodyTooLarge, $"A request has at most {maxBytes:N0} bytes.");
}
