namespace ClaimGraph.Server.Serving;

/// <summary>Answers for whoever watches over the process.</summary>
internal static class Health
{
    /// <summary><c>/health/live</c>: 200 while the process answers. <c>/health/ready</c>: 200 while the store answers too, else 503.</summary>
    public static void MapHealth(this IEndpointRouteBuilder endpoints, IClaimStore store)
    {
        endpoints.MapGet("/health/live", static context => context.Response.WriteAsync("live"));
        endpoints.MapGet("/health/ready", async context =>
        {
            try
            {
                await store.HeadAsync(context.RequestAborted);
                await context.Response.WriteAsync("ready");
            }
            catch (StoreUnavailableException e)
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                await context.Response.WriteAsync(e.Message);
            }
        });
    }
}
