using ClaimGraph.GraphQL;
using ClaimGraph.Server.Cli;

namespace ClaimGraph.Server.Serving;

/// <summary>The web application: what it is made of and what answers where.</summary>
internal static class Site
{
    public static WebApplication Build(IConfiguration settings, ServerOptions options, IClaimStore store, IdSource ids)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = typeof(Site).Assembly.GetName().Name });
        builder.Configuration.AddConfiguration(settings);
        builder.Logging.AddConfiguration(settings.GetSection("Logging"))
            .AddFilter("", LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None)       // the command says why the server could not start
            .AddSimpleConsole(console => console.SingleLine = true);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false).UseUrls(options.Url);
        builder.Services.AddRoutingCore().AddSingleton<IHostLifetime, StoppedByCommand>()
            .Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        builder.Services.AddSingleton(store).AddSingleton(ids);
        AddApi(builder.Services, settings.GetSection("GraphQL"));

        var app = builder.Build();
        app.MapClaimGraphApi("/graphql");
        app.MapHealth(store);
        return app;
    }

    private static void AddApi(IServiceCollection services, IConfigurationSection settings)
    {
        try
        {
            services.AddClaimGraphApi(api =>
            {
                Settings.Bind(settings, api, nameof(api.Live), nameof(api.Persisted));
                Settings.Bind(settings.GetSection(nameof(api.Live)), api.Live);
                Settings.Bind(settings.GetSection(nameof(api.Persisted)), api.Persisted);
            });
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new ClaimGraphException($"{settings.Key}:{e.ParamName}: {e.Message.Split(" (Parameter")[0]}", e);
        }
    }

    /// <summary>The command line listens for Ctrl+C and SIGTERM, for every command; the host shall not as well.</summary>
    private sealed class StoppedByCommand : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
