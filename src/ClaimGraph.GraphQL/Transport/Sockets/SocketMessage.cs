using System.Runtime.InteropServices;
using System.Text.Json;

namespace ClaimGraph.GraphQL.Transport.Sockets;

/// <summary>One message of the <c>graphql-transport-ws</c> protocol from the client.</summary>
/// <param name="Payload">A JSON object; undefined if there is none.</param>
internal readonly record struct SocketMessage(string Type, string? Id, JsonElement Payload)
{
    /// <exception cref="SocketClosedException">The text is not a message.</exception>
    public static SocketMessage Parse(ReadOnlyMemory<byte> text)
    {
        try
        {
            var message = JsonDocument.Parse(text).RootElement;
            if (
                message.ValueKind != JsonValueKind.Object
                || !message.TryGetProperty("type"u8, out var type)
                || type.ValueKind != JsonValueKind.String
            )
                throw SocketClosedException.Invalid("A message must be a JSON object with a type.");
            return new SocketMessage(type.GetString()!, IdOf(message), PayloadOf(message));
        }
        catch (JsonException)
        {
            throw SocketClosedException.Invalid("A message must be JSON.");
        }
        catch (InvalidOperationException)
        {
            throw SocketClosedException.Invalid("A text is not valid UTF-8 or has an unpaired surrogate.");
        }
    }

    /// <exception cref="SocketClosedException">The message has no id.</exception>
    public string RequiredId => Id ?? throw SocketClosedException.Invalid($"A {Type} message must have an id.");

    /// <summary>The payload as text; empty if there is none.</summary>
    public ReadOnlySpan<byte> RawPayload => Payload.ValueKind == JsonValueKind.Undefined ? default : JsonMarshal.GetRawUtf8Value(Payload);

    /// <summary>A text in the payload, by its name in any case; null if there is none.</summary>
    public string? Text(string name)
    {
        if (Payload.ValueKind != JsonValueKind.Object)
            return null;
        foreach (var entry in Payload.EnumerateObject())
            if (entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && entry.Value.ValueKind == JsonValueKind.String)
                return entry.Value.GetString();
        return null;
    }

    private static string? IdOf(JsonElement message)
    {
        if (!message.TryGetProperty("id"u8, out var id))
            return null;
        return id.ValueKind == JsonValueKind.String && id.GetString() is { Length: > 0 } text
            ? text
            : throw SocketClosedException.Invalid("An id must be a text that is not empty.");
    }

    private static JsonElement PayloadOf(JsonElement message)
    {
        if (!message.TryGetProperty("payload"u8, out var payload) || payload.ValueKind == JsonValueKind.Null)
            return default;
        return payload.ValueKind == JsonValueKind.Object ? payload : throw SocketClosedException.Invalid("A payload must be an object.");
    }
}

/// <summary>The reason why the server closes a socket: a close code of RFC 6455 or of the protocol
/// (https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md), and a text.</summary>
internal sealed class SocketClosedException(int code, string reason) : ClaimGraphException(reason)
{
    public int Code { get; } = code;

    public static SocketClosedException Normal() => new(1000, "");

    public static SocketClosedException GoingAway() => new(1001, "The server is stopping; connect again.");

    public static SocketClosedException TooBig(int maxBytes) => new(1009, $"A message may have at most {maxBytes:N0} bytes.");

    /// <summary>The client's address has too many bytes on the way.</summary>
    public static SocketClosedException TryAgainLater(string reason) => new(1013, reason);

    /// <summary>The message has an unknown type or a wrong form.</summary>
    public static SocketClosedException Invalid(string reason) => new(4400, reason);

    /// <summary>The client sent an operation before the connection was acknowledged.</summary>
    public static SocketClosedException Unauthorized() => new(4401, "Unauthorized");

    /// <summary>The credentials are missing, wrong, expired or revoked.</summary>
    public static SocketClosedException Forbidden() => new(4403, "Forbidden");

    public static SocketClosedException SubprotocolNotAcceptable() => new(4406, "Subprotocol not acceptable");

    public static SocketClosedException InitialisationTimeout() => new(4408, "Connection initialisation timeout");

    public static SocketClosedException SubscriberExists(string id) => new(4409, $"Subscriber for {id} already exists");

    public static SocketClosedException TooManyInitialisations() => new(4429, "Too many initialisation requests");

    public static SocketClosedException InternalError() => new(4500, "Internal server error");
}
