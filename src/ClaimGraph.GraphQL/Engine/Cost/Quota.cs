using System.Globalization;
using System.Threading.RateLimiting;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Plans;

namespace ClaimGraph.GraphQL.Engine.Cost;

/// <summary>What one caller may still ask, in cost points.</summary>
internal sealed class Quota(PartitionedRateLimiter<Caller> buckets, Caller caller, int rate, int burstSeconds)
{
    private bool _isPaid;

    /// <summary>True when nothing is counted.</summary>
    public bool IsUnlimited => rate == 0;

    /// <summary>How many seconds' worth of points a full bucket holds.</summary>
    public int BurstSeconds => burstSeconds;

    /// <summary>Points that a full bucket holds.</summary>
    public int Capacity => rate * burstSeconds;

    /// <summary>Points that are left.</summary>
    public long Remaining => buckets.GetStatistics(caller)?.CurrentAvailablePermits ?? Capacity;

    /// <summary>Whole seconds until the bucket is full again, at least 1.</summary>
    /// <param name="remaining">What is left in it.</param>
    public long SecondsUntilFull(long remaining) => SecondsUntil(Capacity, remaining);

    /// <summary>Refuses when nothing at all is left; takes nothing.</summary>
    /// <exception cref="RequestException"><see cref="ErrorCode.RateLimited"/></exception>
    public void Check() => Acquire(0);

    /// <summary>Takes what an operation costs; one that costs more than the bucket holds takes a full one.</summary>
    /// <exception cref="RequestException">Not so much is left: <see cref="ErrorCode.RateLimited"/>; nothing was taken.</exception>
    public void Take(long cost)
    {
        _isPaid = true; // also when it is refused: there was nothing left to pay with
        Acquire(cost);
    }

    private void Acquire(long cost)
    {
        if (IsUnlimited)
            return;
        using var lease = buckets.AttemptAcquire(caller, (int)Math.Min(cost, Capacity));
        if (lease.IsAcquired)
            return;
        var seconds = SecondsUntil(Math.Clamp(cost, 1, Capacity), Remaining);
        throw new RequestException(
            ErrorCode.RateLimited,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The quota of {rate:N0} cost points a second is used up; try again in {seconds:N0} s, or ask for less."
            )
        )
        {
            RetryAfterSeconds = seconds,
        };
    }

    /// <summary>Takes what a request of this size costs that failed before its own cost was known, or what is left.</summary>
    public void TakeForFailure(long bytes)
    {
        if (!IsUnlimited)
            buckets.AttemptAcquire(caller, (int)Math.Min(CostMeter.Failure + bytes / CostMeter.BytesPerPoint, Remaining)).Dispose();
    }

    /// <summary>Takes what a request costs that failed, or that nobody waits for any more, unless it was charged already.</summary>
    /// <param name="bytes">The size of the request.</param>
    public void Settle(Exception failure, long bytes)
    {
        if (!_isPaid && failure is not RequestException { RetryAfterSeconds: not null })
            TakeForFailure(bytes);
    }

    private long SecondsUntil(long points, long remaining) => Math.Max(1, (points - remaining + rate - 1) / rate);
}
