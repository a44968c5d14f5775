using ClaimGraph.Access;
using ClaimGraph.GraphQL;
using ClaimGraph.GraphQL.Transport.Limits;
using ClaimGraph.History;
using ClaimGraph.Pages;
using ClaimGraph.Server.Access;
using ClaimGraph.Server.Archiving;
using ClaimGraph.Server.Exports;
using ClaimGraph.Server.Feeds;
using ClaimGraph.Server.Imports;
using ClaimGraph.Server.Mcp;
using ClaimGraph.Server.Telemetry;
using ClaimGraph.Server.Webhooks;
using ClaimGraph.Sqlite;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ClaimGraph.Server.Serving;

/// <summary>The web application: its services and its endpoints.</summary>
internal static class Site
{
    public static WebApplication Build(
        IConfiguration settings,
        ServerOptions options,
        IClaimStore store,
        IdSource ids,
        KeyRing keys,
        TimeProvider clock
    )
    {
        var builder = WebApplication.CreateEmptyBuilder(
            new WebApplicationOptions { ApplicationName = typeof(Site).Assembly.GetName().Name }
        );
        builder.Configuration.AddConfiguration(settings);
        builder
            .Logging.SetMinimumLevel(LogLevel.Warning)
            .AddFilter("ModelContextProtocol", LogLevel.None) // what clients do wrong; the engine logs what fails here
            .AddConfiguration(settings.GetSection("Logging"))
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None) // the command reports why the server could not start
            .AddLines(options.Telemetry.LogFormat);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, options)).UseUrls(options.Url);
        builder
            .Services.AddRoutingCore()
            .AddSingleton<IHostLifetime, StoppedByCommand>()
            .Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10))
            .AddSingleton<Warming>()
            .AddHostedService(services => services.GetRequiredService<Warming>());
        builder.Services.AddTelemetry(options.Telemetry);
        builder.Services.AddImports(options.Imports);
        builder.Services.AddSingleton(clock).AddSingleton(store).AddSingleton(ids).AddSingleton(keys);
        builder.Services.AddSingleton(_ => new PastGraphs(store, new TemporaryStores(clock), options.History, clock));
        builder.Services.AddClaimGraphApi(options.GraphQL).AddAccess(options.Access).AddMcp(options.Mcp).AddClaimGraphPages(options.Pages);

        builder.Services.AddClaimReviews().AddWebhooks(options.Webhooks).AddWebhookDelivery().AddArchive(options.Archive);

        var app = builder.Build();
        app.UseForwarding(options.Proxies);
        app.UseRequestIds();
        app.UseAcceptedHosts(options);
        app.UseRouting();
        app.UseAuthentication();
        app.MapClaimGraphApi("/graphql");
        app.MapMcp(options.Mcp);
        app.MapClaimReviews(store);
        app.MapImports();
        app.MapExports(store);
        app.MapHealth(store, app.Services.GetRequiredService<Warming>().Done, clock);
        app.MapMetrics(options.Telemetry);
        app.MapClaimGraphPages();
        return app;
    }

    private static void Configure(KestrelServerOptions kestrel, ServerOptions options)
    {
        kestrel.AddServerHeader = false;
        var proxies = options.Proxies.Select(Forwarding.NetworkOf).OfType<System.Net.IPNetwork>().ToArray();
        kestrel.LimitConnections(options.GraphQL.Connections, address => Array.Exists(proxies, network => network.Contains(address)));
    }

    /// <summary>The command line handles Ctrl+C and SIGTERM for every command, so the host must not.</summary>
    private sealed class StoppedByCommand : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
