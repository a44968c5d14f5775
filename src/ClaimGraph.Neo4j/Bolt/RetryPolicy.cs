using ClaimGraph.Neo4j.Bolt.Errors;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Bolt;

/// <summary>Whether and when a piece of work is begun again: at intervals that double and scatter, so that those who got in each other's way meet no more.</summary>
internal sealed class RetryPolicy(TimeSpan time, TimeProvider clock)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(10), Longest = TimeSpan.FromSeconds(1);

    private readonly long _since = clock.GetTimestamp();
    private TimeSpan _interval = First;

    /// <summary>Whether the same work may well succeed when repeated.</summary>
    public static bool IsTransient(Exception failure) =>
        failure is ConnectionException || (failure is Neo4jException { Code: var code } && StatusCode.IsTransient(code));

    /// <summary>Waits for the next attempt, if there is to be one.</summary>
    public async ValueTask<bool> WaitAsync(Exception failure, CancellationToken cancellation)
    {
        if (!IsTransient(failure)) return false;
        // No secret hangs on it.
#pragma warning disable CA5394
        var pause = _interval * (0.5 + Random.Shared.NextDouble());
#pragma warning restore CA5394
        if (clock.GetElapsedTime(_since) + pause > time) return false;
        _interval = _interval * 2 < Longest ? _interval * 2 : Longest;
        await Task.Delay(pause, clock, cancellation);
        return true;
    }
}
