using System.Globalization;
using System.Threading.RateLimiting;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Plans;

namespace ClaimGraph.GraphQL.Engine.Cost;

/// <summary>The quota of one caller, in cost points: a bucket that fills at a steady rate.</summary>
internal sealed class Quota(PartitionedRateLimiter<Caller> buckets, Caller caller, int rate, int burstSeconds)
{
    private bool _isPaid;

    /// <summary>True when nothing is counted.</summary>
    public bool IsUnlimited => rate == 0;

    /// <summary>The seconds in which an empty bucket fills.</summary>
    public int BurstSeconds => burstSeconds;

    /// <summary>The points in a full bucket.</summary>
    public int Capacity => rate * burstSeconds;

    /// <summary>The points that are left.</summary>
    public long Remaining => buckets.GetStatistics(caller)?.CurrentAvailablePermits ?? Capacity;

    /// <summary>Whole seconds until the bucket is full again, at least 1.</summary>
    /// <param name="remaining">The points that are left.</param>
    public long SecondsUntilFull(long remaining) => SecondsUntil(Capacity, remaining);

    /// <summary>Refuses if no point is left. Takes none.</summary>
    /// <exception cref="RequestException"><see cref="ErrorCode.RateLimited"/></exception>
    public void Check()
    {
        // Asked for no point, the bucket agrees while it holds a part of one, which cannot be charged.
        if (!IsUnlimited && Remaining < 1)
            throw UsedUp(cost: 1);
    }

    /// <summary>Takes the cost of an operation, at most a full bucket.</summary>
    /// <exception cref="RequestException">Too few points are left: <see cref="ErrorCode.RateLimited"/>. None was taken.</exception>
    public void Take(long cost)
    {
        _isPaid = true; // also if it is refused: too few points were left
        Acquire(cost);
    }

    private void Acquire(long cost)
    {
        if (IsUnlimited)
            return;
        using var lease = buckets.AttemptAcquire(caller, (int)Math.Min(cost, Capacity));
        if (!lease.IsAcquired)
            throw UsedUp(cost);
    }

    private RequestException UsedUp(long cost)
    {
        var seconds = SecondsUntil(Math.Clamp(cost, 1, Capacity), Remaining);
        return new RequestException(
            ErrorCode.RateLimited,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The quota of {rate:N0} cost points a second is used up. Try again in {seconds:N0} s, or ask for less."
            )
        )
        {
            RetryAfterSeconds = seconds,
        };
    }

    /// <summary>Charges a request that failed before its cost was known: by its size, and at most what is left.</summary>
    public void TakeForFailure(long bytes) => TakeAtMost(CostMeter.Failure + bytes / CostMeter.BytesPerPoint);

    /// <summary>Charges the bytes of a large response, at most what is left.</summary>
    public void TakeForBytes(long bytes) => TakeAtMost(bytes / CostMeter.BytesPerPoint);

    /// <summary>Charges a request that failed or was abandoned, unless it was charged before.</summary>
    /// <param name="bytes">The size of the request.</param>
    public void Settle(Exception failure, long bytes)
    {
        if (!_isPaid && failure is not RequestException { RetryAfterSeconds: not null })
            TakeForFailure(bytes);
    }

    private void TakeAtMost(long points)
    {
        if (!IsUnlimited)
            buckets.AttemptAcquire(caller, (int)Math.Min(points, Remaining)).Dispose();
    }

    private long SecondsUntil(long points, long remaining) => Math.Max(1, (points - remaining + rate - 1) / rate);
}
