using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StandardWebhooks;

namespace ClaimGraph.Server.Tests.Webhooks;

/// <summary>A message as a target got it.</summary>
internal sealed record Received(string Body, HeaderDictionary Headers)
{
    public string Id => Headers["webhook-id"].ToString();

    public DateTimeOffset SentAt => DateTimeOffset.FromUnixTimeSeconds(long.Parse(Headers["webhook-timestamp"].ToString(), null));

    public JsonNode Json => JsonNode.Parse(Body)!;

    public int Revision => Json["revision"]!.GetValue<int>();

    /// <summary>Verifies the signature as other programs do.</summary>
    public bool IsSignedWith(string secret)
    {
        try
        {
            new StandardWebhook(secret).Verify(Body, Headers);
            return true;
        }
        catch (Exception e) when (e.GetType().Name.Contains("Verification", StringComparison.Ordinal))
        {
            return false;
        }
    }
}

/// <summary>A target of webhooks.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Received> _received = new();

    private Receiver(WebApplication app) => _app = app;

    /// <summary>How it answers what it gets, from 1; by default 204.</summary>
    public Func<int, HttpContext, Task<int>> Answer { get; set; } = (_, _) => Task.FromResult(204);

    public string Url => _app.Urls.First() + "/hook";

    /// <summary>All that it got, in its order.</summary>
    public IReadOnlyList<Received> Messages => [.. _received];

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Logging.SetMinimumLevel(LogLevel.None);
        var receiver = new Receiver(builder.Build());
        receiver._app.MapPost("/hook", receiver.TakeAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>Waits until it has got so many messages.</summary>
    public Task<IReadOnlyList<Received>> UntilAsync(int count) => Until.ResultAsync(() => Task.FromResult(Messages), m => m.Count >= count);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        _received.Enqueue(new Received(body, new HeaderDictionary(context.Request.Headers.ToDictionary(h => h.Key, h => h.Value))));
        context.Response.StatusCode = await Answer(_received.Count, context);
    }
}

/// <summary>Waits for what comes about beside the test.</summary>
internal static class Until
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Asks until the answer is as wanted.</summary>
    public static async Task<T> ResultAsync<T>(Func<Task<T>> ask, Func<T, bool> wanted)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var answer = await ask();
            if (wanted(answer))
                return answer;
            if (TimeProvider.System.GetElapsedTime(started) > Limit)
                throw new TimeoutException($"It did not come about within {Limit}; at last: {answer}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
