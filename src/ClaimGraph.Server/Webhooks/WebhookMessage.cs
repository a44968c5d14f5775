using System.Buffers;
using System.Text.Json;

namespace ClaimGraph.Server.Webhooks;

/// <summary>The bodies that webhooks get: <c>{"type", "timestamp", "revision", "data"}</c>.</summary>
internal static class WebhookMessage
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>Tells of a commit. The type is the subscription: <c>changes</c>.</summary>
    /// <param name="recordedAt">When it was committed.</param>
    /// <param name="response">What the subscription answers.</param>
    /// <param name="error">What is wrong with the answer; the message cannot be sent then.</param>
    public static byte[] Of(long revision, DateTimeOffset recordedAt, ReadOnlyMemory<byte> response, out string? error)
    {
        using var json = JsonDocument.Parse(response);
        error =
            json.RootElement.TryGetProperty("errors"u8, out var errors) && errors.GetArrayLength() > 0
                ? $"The event could not be read: {errors[0].GetProperty("message"u8).GetString()}"
                : null;
        var data = json.RootElement.GetProperty("data"u8);
        return Write(
            data.ValueKind == JsonValueKind.Object ? data.EnumerateObject().First().Name : "event",
            recordedAt,
            writer =>
            {
                writer.WriteNumber("revision"u8, revision);
                writer.WritePropertyName("data"u8);
                data.WriteTo(writer);
            }
        );
    }

    /// <summary>Tells of nothing.</summary>
    public static byte[] Ping(DateTimeOffset askedAt) =>
        Write(
            "ping",
            askedAt,
            static writer =>
            {
                writer.WriteStartObject("data"u8);
                writer.WriteEndObject();
            }
        );

    private static byte[] Write(string type, DateTimeOffset at, Action<Utf8JsonWriter> rest)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, type);
            writer.WriteString("timestamp"u8, at.UtcDateTime.ToString(TimeFormat, null));
            rest(writer);
            writer.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }
}
