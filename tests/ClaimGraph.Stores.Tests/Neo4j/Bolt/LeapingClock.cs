namespace ClaimGraph.Stores.Tests.Neo4j.Bolt;

/// <summary>The clock of this machine, which can be made to leap ahead. Timers that run already do not notice.</summary>
internal sealed class LeapingClock : TimeProvider
{
    private long _ahead;

    /// <summary>While true, timers that are started never end.</summary>
    public bool HoldsTimers { get; set; }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, HoldsTimers ? Timeout.InfiniteTimeSpan : dueTime, period);

    public override long GetTimestamp() => base.GetTimestamp() + Volatile.Read(ref _ahead);

    public void Leap(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks * (TimestampFrequency / TimeSpan.TicksPerSecond));
}
