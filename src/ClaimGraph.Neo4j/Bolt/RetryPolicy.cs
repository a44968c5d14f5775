using System.Security.Cryptography;
using ClaimGraph.Neo4j.Bolt.Errors;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Bolt;

/// <summary>
/// Decides whether an operation is retried, and when: exponential backoff with jitter, so that operations that collided do not collide
/// again. One instance per operation.
/// </summary>
/// <param name="limit">No retry starts later than this after the first attempt.</param>
internal sealed class RetryPolicy(TimeSpan limit, TimeProvider clock)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(10),
        MaxDelay = TimeSpan.FromMilliseconds(500);

    private readonly long _started = clock.GetTimestamp();
    private TimeSpan _delay = FirstDelay;

    /// <summary>True if the same operation may succeed when it is repeated.</summary>
    public static bool IsTransient(Exception failure) =>
        failure is ConnectionException || (failure is Neo4jException { Code: var code } && StatusCode.IsTransient(code));

    /// <summary>Waits for the next attempt. False at once if there is to be none.</summary>
    public async ValueTask<bool> DelayAsync(Exception failure, CancellationToken cancellation)
    {
        if (!IsTransient(failure))
            return false;
        var delay = _delay * (RandomNumberGenerator.GetInt32(50, 150) / 100.0);
        if (clock.GetElapsedTime(_started) + delay > limit)
            return false;
        _delay = _delay * 2 < MaxDelay ? _delay * 2 : MaxDelay;
        await Task.Delay(delay, clock, cancellation);
        return true;
    }
}
