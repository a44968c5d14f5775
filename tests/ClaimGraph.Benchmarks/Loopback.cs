using ClaimGraph.GraphQL;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClaimGraph.Benchmarks;

/// <summary>The API in this process, on a free port, without limits for one address.</summary>
internal static class Loopback
{
    /// <param name="services">Adds what else is served.</param>
    /// <param name="endpoints">Serves it.</param>
    public static async Task<WebApplication> ServeAsync(
        IClaimStore store,
        Action<IServiceCollection>? services = null,
        Action<WebApplication>? endpoints = null
    )
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder
            .Services.AddRoutingCore()
            .AddSingleton(store)
            .AddClaimGraphApi(options =>
                (options.Live.KeepAlive, options.AnonymousCostPerSecond, options.Connections.MaxPerAddress) = (TimeSpan.FromHours(1), 0, 0)
            );
        services?.Invoke(builder.Services);
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        var app = builder.Build();
        app.UseAuthentication();
        app.MapClaimGraphApi();
        endpoints?.Invoke(app);
        await app.StartAsync();
        return app;
    }
}
