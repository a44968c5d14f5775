using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClaimGraph.Server.Tests.Archiving;

/// <summary>An archive that is asked by GET.</summary>
internal sealed class OpenArchive : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly ConcurrentQueue<string> _asked = new();

    private OpenArchive(WebApplication web) => _web = web;

    public string Url => _web.Urls.First();

    public string Endpoint => $"{Url}/save/";

    /// <summary>The addresses that it was asked to keep, in their order.</summary>
    public IReadOnlyCollection<string> Asked => _asked;

    /// <summary>How it answers, from 1.</summary>
    public Func<int, HttpContext, int> Answer { get; set; } = Found;

    public static async Task<OpenArchive> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Logging.SetMinimumLevel(LogLevel.None);
        var archive = new OpenArchive(builder.Build());
        archive._web.Map("/save/{**url}", archive.Take);
        await archive._web.StartAsync();
        return archive;
    }

    public static int Found(int number, HttpContext http)
    {
        http.Response.Headers.ContentLocation = "/web/2026/x";
        return 200;
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private void Take(HttpContext http)
    {
        _asked.Enqueue(http.Request.Path.Value!["/save/".Length..] + http.Request.QueryString);
        http.Response.StatusCode = Answer(_asked.Count, http);
    }
}
