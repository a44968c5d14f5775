using System.Buffers;
using System.Globalization;
using System.Text;
using ClaimGraph.GraphQL.Engine.Execution;
using ClaimGraph.GraphQL.Transport.Http;
using ClaimGraph.GraphQL.Transport.Limits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ClaimGraph.GraphQL.Transport.EventStreams;

/// <summary>
/// A response over server-sent events (https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md, distinct connections mode). The
/// id of an event is its revision, so that a browser that connects again continues where it was.
/// </summary>
internal sealed class EventStream(
    HttpResponse response,
    TimeSpan keepAlive,
    ClientLimits limits,
    TimeProvider clock,
    CancellationToken cancellation
)
{
    public async Task StartAsync()
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = MediaTypes.EventStream;
        response.Headers.CacheControl = "no-cache";
        response.Headers["X-Accel-Buffering"] = "no"; // otherwise nginx waits for more
        response.HttpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await CommentAsync(); // tells the client that it is connected
    }

    /// <summary>Sends the responses as they come, and comments while none comes.</summary>
    public async Task SendAsync(IAsyncEnumerable<Response> responses)
    {
        await using var all = responses.GetAsyncEnumerator(CancellationToken.None); // they end by the token of their scope
        while (true)
        {
            var next = all.MoveNextAsync().AsTask();
            try
            {
                await WaitAsync(next);
            }
            finally
            {
                await next; // what still runs cannot be disposed of
            }
            if (!await next)
                return;
            await NextAsync(all.Current.Position, all.Current.Json);
        }
    }

    private async Task WaitAsync(Task next)
    {
        while (!next.IsCompleted)
        {
            try
            {
                await next.WaitAsync(keepAlive, clock, cancellation);
            }
            catch (TimeoutException) when (!next.IsCompleted)
            {
                await CommentAsync();
            }
        }
    }

    public async Task NextAsync(long? position, ReadOnlyMemory<byte> json)
    {
        using var room = limits.Send(response.HttpContext.Connection.RemoteIpAddress, json.Length);
        var writer = response.BodyWriter;
        writer.Write("event: next\n"u8);
        if (position is { } id)
            writer.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"id: {id}\n")));
        writer.Write("data: "u8);
        await writer.WriteSlicesAsync(json, cancellation);
        writer.Write("\n\n"u8);
        await writer.FlushAsync(cancellation);
    }

    public async Task CompleteAsync()
    {
        response.BodyWriter.Write("event: complete\ndata:\n\n"u8);
        await response.BodyWriter.FlushAsync(cancellation);
    }

    private async Task CommentAsync()
    {
        response.BodyWriter.Write(":\n\n"u8);
        await response.BodyWriter.FlushAsync(cancellation);
    }
}
