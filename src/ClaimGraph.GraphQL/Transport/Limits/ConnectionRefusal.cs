using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Execution;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace ClaimGraph.GraphQL.Transport.Limits;

/// <summary>Tells clients that they are over a limit, and when to try again.</summary>
internal sealed class ConnectionRefusal(TimeProvider clock)
{
    private const string ContentType = "application/json; charset=utf-8";
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(1);

    /// <summary>Answers a connection, whatever it would have asked for (by hand, for no HTTP server has it yet).</summary>
    public async Task SendAsync(ConnectionContext connection, RequestException refused)
    {
        var body = Body(refused);
        var status = refused.Errors[0].Code.Status;
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {status} {ReasonPhrases.GetReasonPhrase(status)}\r\nContent-Type: {ContentType}\r\nContent-Length: {body.Length}\r\n"
                + $"Retry-After: {refused.RetryAfterSeconds}\r\nConnection: close\r\n\r\n"
        );
        try
        {
            var output = connection.Transport.Output;
            output.Write(Encoding.ASCII.GetBytes(head));
            output.Write(body);
            await output.FlushAsync();
            await output.CompleteAsync();
            using var end = new CancellationTokenSource(Linger, clock);
            await DrainAsync(connection.Transport.Input, end.Token);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException) { }
    }

    /// <summary>Answers a request.</summary>
    public static async Task SendAsync(HttpResponse response, RequestException refused)
    {
        var body = Body(refused);
        response.StatusCode = refused.Errors[0].Code.Status;
        response.ContentType = ContentType;
        response.ContentLength = body.Length;
        response.Headers.RetryAfter = refused.RetryAfterSeconds?.ToString(CultureInfo.InvariantCulture);
        await response.Body.WriteAsync(body, response.HttpContext.RequestAborted);
    }

    // Closing a connection with unread input resets it, and the client could not read the answer.
    private static async Task DrainAsync(PipeReader input, CancellationToken end)
    {
        while (true)
        {
            var read = await input.ReadAsync(end);
            input.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                return;
        }
    }

    private static byte[] Body(RequestException refused)
    {
        var buffer = ResponseBuffer.Rent();
        ErrorWriter.WriteResponse(buffer.Json, refused.Errors);
        var body = buffer.Bytes.ToArray();
        ResponseBuffer.Return(buffer);
        return body;
    }
}
