using System.Text.Json;

namespace ClaimGraph.GraphQL;

/// <summary>The response to a document that ran inside this process. Safe for many threads.</summary>
public sealed class GraphQLResult
{
    private readonly JsonElement _response;

    internal GraphQLResult(byte[] json, long? retryAfterSeconds)
    {
        (Json, RetryAfterSeconds) = (json, retryAfterSeconds);
        _response = JsonElement.Parse(json);
        Errors = _response.TryGetProperty("errors"u8, out var errors) ? [.. errors.EnumerateArray().Select(e => new GraphQLError(e))] : [];
    }

    /// <summary>The whole response in UTF-8, byte for byte as HTTP would send it.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    /// <summary>What was selected. Where an error left no data, its <see cref="JsonElement.ValueKind"/> is Null or Undefined.</summary>
    public JsonElement Data => _response.TryGetProperty("data"u8, out var data) ? data : default;

    /// <summary>What went wrong, first things first; empty when nothing did. There can be data as well.</summary>
    public IReadOnlyList<GraphQLError> Errors { get; }

    /// <summary>What the operation cost, in points; null when it was refused before that was known.</summary>
    public long? Cost =>
        _response.TryGetProperty("extensions"u8, out var extensions) && extensions.TryGetProperty("cost"u8, out var cost)
            ? cost.GetProperty("used"u8).GetInt64()
            : null;

    /// <summary>After how many seconds the same document can succeed, when the quota is used up; else null.</summary>
    public long? RetryAfterSeconds { get; }
}

/// <summary>One error of a response.</summary>
public sealed class GraphQLError
{
    internal GraphQLError(JsonElement error)
    {
        Message = error.GetProperty("message"u8).GetString()!;
        Code = error.GetProperty("extensions"u8).GetProperty("code"u8).GetString()!;
        Path = error.TryGetProperty("path"u8, out var path) ? [.. path.EnumerateArray().Select(step => step.ToString())] : [];
    }

    /// <summary>What went wrong, for people.</summary>
    public string Message { get; }

    /// <summary>What went wrong, for programs: a name of <see cref="Engine.Errors.ErrorCode"/>.</summary>
    public string Code { get; }

    /// <summary>The response names and list positions down to the field; empty for an error of the whole request.</summary>
    public IReadOnlyList<string> Path { get; }
}
