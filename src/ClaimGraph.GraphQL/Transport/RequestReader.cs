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

    /// <summary>A POST request: a JSON object in UTF-8, or an array of them; a byte order mark before it is taken.</summary>
    public static async ValueTask<RequestBody> ReadBodyAsync(HttpRequest request, int maxBytes, int maxBatch, CancellationToken cancellation)
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
                return isTooLarge ? throw TooLarge(maxBytes) : Parse(read.Buffer, maxBatch);
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
        var query = One(parameters, "query");
        var variables = One(parameters, "variables") is { Length: > 0 } json ? ParseObject(json, "variables") : null;
        var extensions = One(parameters, "extensions") is { Length: > 0 } given ? ParseObject(given, "extensions") : null;
        return Make(query is null ? null : Encoding.UTF8.GetBytes(query), One(parameters, "documentId"), One(parameters, "operationName"), variables, extensions);
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

    /// <summary>One request: a JSON object in UTF-8.</summary>
    public static GraphQLRequest Parse(ReadOnlySpan<byte> json) => Parse(json, maxBatch: 0).Single;

    private static RequestBody Parse(ReadOnlySequence<byte> body, int maxBatch)
    {
        if (body.IsSingleSegment) return Parse(body.FirstSpan, maxBatch);
        var whole = ArrayPool<byte>.Shared.Rent((int)body.Length);
        try
        {
            body.CopyTo(whole);
            return Parse(whole.AsSpan(0, (int)body.Length), maxBatch);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(whole);
        }
    }

    private static RequestBody Parse(ReadOnlySpan<byte> body, int maxBatch)
    {
        if (body.StartsWith("\uFEFF"u8)) body = body["\uFEFF"u8.Length..];
        try
        {
            var reader = new Utf8JsonReader(body, Strict);
            reader.Read();
            var read = reader.TokenType switch
            {
                JsonTokenType.StartObject => new RequestBody(ReadRequest(ref reader)),
                JsonTokenType.StartArray when maxBatch > 0 => new RequestBody(default, ReadBatch(ref reader, maxBatch)),
                _ => throw Invalid("The body must be one JSON object; several requests at once are not taken."),
            };
            reader.Read();      // nothing may follow
            return read;
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

    // GraphQL over HTTP, appendix on request batching.
    private static List<BatchEntry> ReadBatch(ref Utf8JsonReader reader, int maxBatch)
    {
        var batch = new List<BatchEntry>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject) throw Invalid("An array of requests holds objects only.");
            if (batch.Count == maxBatch) throw Invalid($"At most {maxBatch} requests are taken at once.");
            var start = reader;
            try
            {
                batch.Add(new BatchEntry(ReadRequest(ref reader)));
            }
            catch (RequestFailure failure)
            {
                batch.Add(new BatchEntry(default, failure));
                reader = start;
                reader.Skip();
            }
        }
        return batch.Count > 0 ? batch : throw Invalid("The array has no request.");
    }

    private static GraphQLRequest ReadRequest(ref Utf8JsonReader reader)
    {
        var (query, documentId, operationName) = ((byte[]?)null, (string?)null, (string?)null);
        var (variables, extensions) = ((Dictionary<string, object?>?)null, (Dictionary<string, object?>?)null);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("query"u8)) query = ReadQuery(ref reader);
            else if (reader.ValueTextEquals("documentId"u8)) documentId = ReadText(ref reader, "documentId");
            else if (reader.ValueTextEquals("operationName"u8)) operationName = ReadText(ref reader, "operationName");
            else if (reader.ValueTextEquals("variables"u8)) variables = ReadMap(ref reader, "variables");
            else if (reader.ValueTextEquals("extensions"u8)) extensions = ReadMap(ref reader, "extensions");
            else reader.Skip();
        }
        return Make(query, documentId, operationName, variables, extensions);
    }

    private static GraphQLRequest Make(byte[]? query, string? documentId, string? operationName, Dictionary<string, object?>? variables, Dictionary<string, object?>? extensions)
    {
        var hash = PersistedHash(extensions);
        if (query is null && documentId is null && hash is null) throw Invalid("The parameter query is missing.");
        if (query is not null && documentId is not null) throw Invalid("Give query or documentId, not both.");
        return new GraphQLRequest(query, operationName, variables is null ? Inputs.Empty : new Inputs(variables)) { DocumentId = documentId, PersistedHash = hash };
    }

    // https://www.apollographql.com/docs/apollo-server/performance/apq
    private static string? PersistedHash(Dictionary<string, object?>? extensions)
    {
        if (extensions?.GetValueOrDefault("persistedQuery") is not { } given) return null;
        if (given is not Dictionary<string, object?> persisted || persisted.GetValueOrDefault("sha256Hash") is not string hash)
            throw Invalid("extensions.persistedQuery is an object with version and sha256Hash.");
        return persisted.GetValueOrDefault("version") is 1 ? hash.ToLowerInvariant() : throw Invalid("Persisted queries are known in version 1 only.");
    }

    private static byte[]? ReadQuery(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType != JsonTokenType.String) throw Invalid("The parameter query must be a string.");
        if (!reader.ValueIsEscaped) return reader.ValueSpan.ToArray();
        var text = new byte[reader.ValueSpan.Length];
        return text.AsSpan(0, reader.CopyString(text)).ToArray();
    }

    private static string? ReadText(ref Utf8JsonReader reader, string name)
    {
        reader.Read();
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null)) throw Invalid($"The parameter {name} must be a string.");
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
