using System.Buffers;
using System.Text;
using System.Text.Json;
using ClaimGraph.GraphQL.Engine.Documents;
using ClaimGraph.GraphQL.Engine.Errors;
using GraphQL;

namespace ClaimGraph.GraphQL.Transport.Requests;

/// <summary>
/// Makes GraphQL requests of JSON. What is not one, and what is larger than the options allow, is refused with a
/// <see cref="RequestException"/>, before anything is made of it.
/// </summary>
internal sealed class RequestParser(GraphQLOptions options)
{
    private const int LongestEscape = 6; // of one byte of a document: \u000a
    private static readonly JsonReaderOptions Strict = new() { MaxDepth = 64 };

    /// <summary>One request: a JSON object in UTF-8.</summary>
    public GraphQLRequest Parse(ReadOnlySpan<byte> json) => Parse(json, maxBatch: 0).Single;

    /// <summary>One request, or an array of at most <paramref name="maxBatch"/> of them; 0: arrays are refused.</summary>
    public RequestBody Parse(ReadOnlySpan<byte> body, int maxBatch)
    {
        if (body.StartsWith("\uFEFF"u8))
            body = body["\uFEFF"u8.Length..];
        try
        {
            var json = new Utf8JsonReader(body, Strict);
            json.Read();
            var read = json.TokenType switch
            {
                JsonTokenType.StartObject => new RequestBody(ReadRequest(ref json)),
                JsonTokenType.StartArray when maxBatch > 0 => new RequestBody(default, ReadBatch(ref json, maxBatch)),
                _ => throw Invalid("The body must be one JSON object; several requests at once are not taken."),
            };
            json.Read(); // nothing may follow
            return read;
        }
        catch (JsonException error)
        {
            throw new RequestException([new ResponseError(ErrorCode.MalformedJson, "The body is not JSON.", Location(error))]);
        }
        catch (InvalidOperationException)
        {
            throw new RequestException(ErrorCode.MalformedJson, "The body is not UTF-8, or has half of a surrogate pair in a text.");
        }
    }

    /// <summary>One request of parameters that are texts, as in a query string.</summary>
    public GraphQLRequest Parse(string? query, string? documentId, string? operationName, string? variables, string? extensions) =>
        Make(
            query is null ? null : Encoding.UTF8.GetBytes(query),
            documentId,
            operationName,
            ParseObject(variables, "variables"),
            ParseObject(extensions, "extensions")
        );

    /// <summary>A document of the application's own code, which may be longer than <see cref="GraphQLOptions.MaxDocumentBytes"/>.</summary>
    /// <param name="variables">Their values as JSON; null when it has none.</param>
    public GraphQLRequest Trusted(string document, string? operationName, string? variables) =>
        new(Encoding.UTF8.GetBytes(document), operationName, InputsOf(ParseObject(variables, "variables"))) { IsTrusted = true };

    // GraphQL over HTTP, appendix on request batching.
    private List<BatchEntry> ReadBatch(ref Utf8JsonReader json, int maxBatch)
    {
        var batch = new List<BatchEntry>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType != JsonTokenType.StartObject)
                throw Invalid("An array of requests holds objects only.");
            if (batch.Count == maxBatch)
                throw Invalid($"At most {maxBatch} requests are taken at once.");
            var start = json;
            try
            {
                batch.Add(new BatchEntry(ReadRequest(ref json)));
            }
            catch (RequestException failure)
            {
                batch.Add(new BatchEntry(default, failure));
                json = start;
                json.Skip();
            }
        }
        return batch.Count > 0 ? batch : throw Invalid("The array has no request.");
    }

    private GraphQLRequest ReadRequest(ref Utf8JsonReader json)
    {
        var (query, documentId, operationName) = ((byte[]?)null, (string?)null, (string?)null);
        var (variables, extensions) = ((Dictionary<string, object?>?)null, (Dictionary<string, object?>?)null);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("query"u8))
                query = ReadQuery(ref json);
            else if (json.ValueTextEquals("documentId"u8))
                documentId = ReadText(ref json, "documentId");
            else if (json.ValueTextEquals("operationName"u8))
                operationName = ReadText(ref json, "operationName");
            else if (json.ValueTextEquals("variables"u8))
                variables = ReadMap(ref json, "variables");
            else if (json.ValueTextEquals("extensions"u8))
                extensions = ReadMap(ref json, "extensions");
            else
                json.Skip();
        }
        return Make(query, documentId, operationName, variables, extensions);
    }

    private GraphQLRequest Make(
        byte[]? query,
        string? documentId,
        string? operationName,
        Dictionary<string, object?>? variables,
        Dictionary<string, object?>? extensions
    )
    {
        var hash = PersistedHash(extensions);
        if (query is null && documentId is null && hash is null)
            throw Invalid("The parameter query is missing.");
        if (query is not null && documentId is not null)
            throw Invalid("Give query or documentId, not both.");
        if (query?.Length > options.MaxDocumentBytes)
            throw DocumentTooLarge();
        return new GraphQLRequest(query, operationName, InputsOf(variables)) { DocumentId = documentId, PersistedHash = hash };
    }

    private static Inputs InputsOf(Dictionary<string, object?>? variables) => variables is null ? Inputs.Empty : new Inputs(variables);

    // https://www.apollographql.com/docs/apollo-server/performance/apq
    private static string? PersistedHash(Dictionary<string, object?>? extensions)
    {
        if (extensions?.GetValueOrDefault("persistedQuery") is not { } given)
            return null;
        if (given is not Dictionary<string, object?> persisted || persisted.GetValueOrDefault("sha256Hash") is not string hash)
            throw Invalid("extensions.persistedQuery is an object with version and sha256Hash.");
        return persisted.GetValueOrDefault("version") is 1
            ? hash.ToLowerInvariant()
            : throw Invalid("Persisted queries are known in version 1 only.");
    }

    private byte[]? ReadQuery(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Null)
            return null;
        if (json.TokenType != JsonTokenType.String)
            throw Invalid("The parameter query must be a string.");
        var written = json.ValueSpan.Length;
        if ((json.ValueIsEscaped ? written / LongestEscape : written) > options.MaxDocumentBytes)
            throw DocumentTooLarge();
        if (!json.ValueIsEscaped)
            return json.ValueSpan.ToArray();
        var text = ArrayPool<byte>.Shared.Rent(written);
        try
        {
            return text.AsSpan(0, json.CopyString(text)).ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(text);
        }
    }

    private static string? ReadText(ref Utf8JsonReader json, string name)
    {
        json.Read();
        if (json.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
            throw Invalid($"The parameter {name} must be a string.");
        return json.GetString();
    }

    private Dictionary<string, object?>? ReadMap(ref Utf8JsonReader json, string name)
    {
        json.Read();
        return json.TokenType switch
        {
            JsonTokenType.StartObject => JsonValue.ReadObject(ref json, name, options.MaxInputValues),
            JsonTokenType.Null => null,
            _ => throw Invalid($"The parameter {name} must be an object."),
        };
    }

    private Dictionary<string, object?>? ParseObject(string? text, string name)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        try
        {
            var json = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), Strict);
            var map = ReadMap(ref json, name);
            json.Read(); // nothing may follow
            return map;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new RequestException(ErrorCode.MalformedJson, $"The parameter {name} is not JSON.");
        }
    }

    private static (int, int)[]? Location(JsonException error) =>
        error is { LineNumber: { } line, BytePositionInLine: { } column } ? [((int)line + 1, (int)column + 1)] : null;

    private static RequestException Invalid(string message) => new(ErrorCode.InvalidRequest, message);

    private RequestException DocumentTooLarge() =>
        new(ErrorCode.DocumentTooLarge, $"A document has at most {options.MaxDocumentBytes:N0} bytes.");
}
