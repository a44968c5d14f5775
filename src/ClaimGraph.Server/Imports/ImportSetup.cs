namespace ClaimGraph.Server.Imports;

/// <summary>Takes files over HTTP and imports them in the background.</summary>
internal static class ImportSetup
{
    public const string Path = "/import";

    public static IServiceCollection AddImports(this IServiceCollection services, UploadOptions options) =>
        services
            .AddSingleton(options)
            .AddSingleton<ImportEndpoint>()
            .AddSingleton<ImportQueue>()
            .AddHostedService(provider => provider.GetRequiredService<ImportQueue>());

    public static void MapImports(this WebApplication app)
    {
        var endpoint = app.Services.GetRequiredService<ImportEndpoint>();
        app.MapPost(Path, endpoint.PostAsync);
        app.MapGet($"{Path}/{{id}}", http => ImportEndpoint.GetAsync(http, (string)http.Request.RouteValues["id"]!));
    }
}
