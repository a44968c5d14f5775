using ClaimGraph.GraphQL;
using ClaimGraph.GraphQL.Engine.Errors;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace ClaimGraph.Server.Mcp;

/// <summary>Serves the Model Context Protocol (https://modelcontextprotocol.io) by streamable HTTP, without sessions.</summary>
internal static class McpSetup
{
    public const string Path = "/mcp";

    private const string Instructions =
        "ClaimGraph holds who said what, where, and what speaks for and against it. Strength is computed from the evidence; it is not "
        + "truth. Cite statements with their ids and the URLs of their sources. What you propose waits for a reviewer.";

    public static IServiceCollection AddMcp(this IServiceCollection services, McpOptions options)
    {
        if (!options.Enabled)
            return services;
        services.AddSingleton(options).AddScoped<Caller>().AddSingleton<ToolDocuments>().AddSingleton<StatementResource>();
        services.AddHostedService(provider => provider.GetRequiredService<ToolDocuments>());
        services.AddSingleton<IConfigureOptions<McpServerOptions>, Offered>();
        services.AddMcpServer().WithHttpTransport();
        return services;
    }

    /// <summary>Serves what was added, behind the checks of the API.</summary>
    public static void MapMcp(this WebApplication app, McpOptions options)
    {
        if (!options.Enabled)
            return;
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments(Path, StringComparison.Ordinal),
            guarded =>
                guarded
                    .UseClaimGraphGate()
                    .Use(
                        (context, next) =>
                        {
                            context.RequestServices.GetRequiredService<Caller>().Http = context;
                            return next(context);
                        }
                    )
        );
        app.MapMcp(Path);
        app.MapMethods(Path, ["GET", "HEAD", "DELETE"], RefuseAsync); // those of sessions, which there are not
    }

    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.Headers.Allow = "POST";
        return ErrorCode.MethodNotAllowed.WriteAsync(context.Response, "Send messages of the Model Context Protocol by POST.");
    }

    private sealed class Offered(ToolDocuments documents, StatementResource statements) : IConfigureOptions<McpServerOptions>
    {
        public void Configure(McpServerOptions options)
        {
            options.ServerInfo = new Implementation
            {
                Name = "ClaimGraph",
                Version = typeof(McpSetup).Assembly.GetName().Version!.ToString(3),
            };
            options.ServerInstructions = Instructions;
            options.ToolCollection = documents.Tools;
            options.ResourceCollection = [statements];
        }
    }
}
