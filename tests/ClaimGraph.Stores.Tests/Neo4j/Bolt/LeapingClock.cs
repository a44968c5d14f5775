namespace ClaimGraph.Stores.Tests.Neo4j.Bolt;

/// <summary>The clock of this machine, which can be made to leap ahead. Timers that run already do not notice.</summary>
internal sealed class LeapingClock : TimeProvider
{
    private long _ahead;

    public override long GetTimestamp() => base.GetTimestamp() + Volatile.Read(ref _ahead);

    public void Leap(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks * (TimestampFrequency / TimeSpan.TicksPerSecond));
}
