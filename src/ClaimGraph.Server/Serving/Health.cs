namespace ClaimGraph.Server.Serving;

/// <summary>The health checks of the process.</summary>
internal static class Health
{
    /// <summary>Where the checks are.</summary>
    public const string Path = "/health";

    /// <summary>Shorter than the usual timeout of probes. The store itself keeps trying for longer, for clients with work to do.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <summary>
    /// <c>/health/live</c>: 200 while the process answers. <c>/health/ready</c>: 200 while the store can be read and written, and says so
    /// within 2 s, from the time when searches need not wait for their index; else 503.
    /// </summary>
    public static void MapHealth(this IEndpointRouteBuilder endpoints, IClaimStore store, Task warmed, TimeProvider clock)
    {
        endpoints.MapGet($"{Path}/live", static context => context.Response.WriteAsync("live"));
        endpoints.MapGet(
            $"{Path}/ready",
            async context =>
            {
                var problem = await ProblemOfAsync(store, warmed, clock, context.RequestAborted);
                if (problem is not null)
                    context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                await context.Response.WriteAsync(problem ?? "ready");
            }
        );
    }

    private static async Task<string?> ProblemOfAsync(IClaimStore store, Task warmed, TimeProvider clock, CancellationToken aborted)
    {
        var late = $"The store did not answer within {Limit.TotalSeconds:0} s.";
        using var timeout = new CancellationTokenSource(Limit, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(aborted, timeout.Token);
        try
        {
            await store.CheckAsync(limit.Token);
            late = "The server is reading the texts for searches.";
            await warmed.WaitAsync(limit.Token);
            return null;
        }
        catch (StoreUnavailableException e)
        {
            return e.ForClients;
        }
        catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
        {
            return late;
        }
    }
}
