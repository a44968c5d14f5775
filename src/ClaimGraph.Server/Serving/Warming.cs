namespace ClaimGraph.Server.Serving;

/// <summary>
/// Reads what searches need into memory while the server starts, so that no user waits for it. If the store cannot be read, the first
/// search tries again.
/// </summary>
internal sealed class Warming(IClaimStore store) : BackgroundService
{
    private readonly TaskCompletionSource _done = new();

    /// <summary>Completes when the server has read it, or has tried to.</summary>
    public Task Done => _done.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await store.WarmAsync(stoppingToken);
        }
        catch (StoreUnavailableException)
        {
            // Said by the health check, for which the store is asked anyway.
        }
        finally
        {
            _done.SetResult();
        }
    }
}
