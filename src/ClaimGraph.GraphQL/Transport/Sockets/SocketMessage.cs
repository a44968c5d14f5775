using System.Runtime.InteropServices;
using System.Text.Json;

namespace ClaimGraph.GraphQL.Transport.Sockets;

/// <summary>One message of the <c>graphql-transport-ws</c> protocol as it came in.</summary>
/// <param name="Payload">A JSON object; undefined when there is none.</param>
internal readonly record struct SocketMessage(string Type, string? Id, JsonElement Payload)
{
    /// <exception cref="SocketClosedException">It is none.</exception>
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
                throw SocketClosedException.Invalid("A message is an object with a type.");
            return new SocketMessage(type.GetString()!, IdOf(message), PayloadOf(message));
        }
        catch (JsonException)
        {
            throw SocketClosedException.Invalid("A message is JSON.");
        }
        catch (InvalidOperationException)
        {
            throw SocketClosedException.Invalid("A text is not UTF-8, or has half of a surrogate pair.");
        }
    }

    /// <summary>The text of the payload; empty when there is none.</summary>
    public ReadOnlySpan<byte> RawPayload => Payload.ValueKind == JsonValueKind.Undefined ? default : JsonMarshal.GetRawUtf8Value(Payload);

    /// <summary>A text in the payload, whatever the case of its name; null when it is not there.</summary>
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
            : throw SocketClosedException.Invalid("An id is a text, not empty.");
    }

    private static JsonElement PayloadOf(JsonElement message)
    {
        if (!message.TryGetProperty("payload"u8, out var payload) || payload.ValueKind == JsonValueKind.Null)
            return default;
        return payload.ValueKind == JsonValueKind.Object ? payload : throw SocketClosedException.Invalid("A payload is an object.");
    }
}

/// <summary>The server closes the socket: the close codes of the protocol
/// (https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md).</summary>
internal sealed class SocketClosedException(int code, string reason) : ClaimGraphException(reason)
{
    public const int GoingAway = 1001;
    public const int TooBig = 1009;
    public const int InternalError = 4500;

    public int Code { get; } = code;

    /// <summary>A message of an unknown type or another form.</summary>
    public static SocketClosedException Invalid(string reason) => new(4400, reason);

    /// <summary>An operation before the connection was acknowledged.</summary>
    public static SocketClosedException Unauthorized() => new(4401, "Unauthorized");

    /// <summary>The credentials of <c>connection_init</c> are wrong, or some are needed.</summary>
    public static SocketClosedException Forbidden() => new(4403, "Forbidden");

    public static SocketClosedException SubprotocolNotAcceptable() => new(4406, "Subprotocol not acceptable");

    public static SocketClosedException InitialisationTimeout() => new(4408, "Connection initialisation timeout");

    public static SocketClosedException SubscriberExists(string id) => new(4409, $"Subscriber for {id} already exists");

    public static SocketClosedException TooManyInitialisations() => new(4429, "Too many initialisation requests");
}
