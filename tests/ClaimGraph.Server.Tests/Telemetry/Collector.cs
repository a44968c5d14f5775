using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ClaimGraph.Server.Tests.Telemetry;

/// <summary>A collector that keeps what is sent to it by OTLP over HTTP. In protocol buffers texts stand as they are.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, StringBuilder> _received = new();

    private Collector(WebApplication app) => _app = app;

    public string Url => _app.Urls.First();

    public static async Task<Collector> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var collector = new Collector(builder.Build());
        collector._app.Map("/{**path}", collector.TakeAsync);
        await collector._app.StartAsync();
        return collector;
    }

    /// <summary>All that was sent to a path.</summary>
    public string Received(string path) => _received.TryGetValue(path, out var text) ? text.ToString() : "";

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.Latin1);
        var body = await reader.ReadToEndAsync();
        lock (_received)
            _received.GetOrAdd(context.Request.Path, _ => new StringBuilder()).Append(body);
    }
}
