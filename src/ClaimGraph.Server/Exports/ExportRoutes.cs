using ClaimGraph.GraphQL;

namespace ClaimGraph.Server.Exports;

/// <summary>Serves exports at <c>/export/…</c>.</summary>
internal static class ExportRoutes
{
    private static readonly string[] Methods = ["GET", "HEAD"];

    public static void MapExports(this WebApplication app, IClaimStore store)
    {
        var endpoint = new ExportEndpoint(store, app.Services.GetRequiredService<IRecordLists>());
        var branch = ((IEndpointRouteBuilder)app).CreateApplicationBuilder();
        branch.UseClaimGraphGate();
        branch.Run(endpoint.HandleAsync);
        app.MapMethods("/export/{file}", Methods, branch.Build());
    }
}
