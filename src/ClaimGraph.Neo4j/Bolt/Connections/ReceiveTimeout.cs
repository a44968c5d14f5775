namespace ClaimGraph.Neo4j.Bolt.Connections;

/// <summary>
/// Notices that a server sends nothing for too long while the client waits. One timer that fires now and then costs nothing per request,
/// unlike a timeout that is set and cleared for each.
/// </summary>
internal sealed class ReceiveTimeout : IDisposable
{
    private const long NotWaiting = long.MinValue;

    private readonly TimeProvider _clock;
    private readonly Action _onExpired;
    private readonly ITimer _timer;
    private long _duration,
        _waitingSince = NotWaiting;

    /// <param name="onExpired">Called once, on a thread of the pool.</param>
    public ReceiveTimeout(TimeProvider clock, TimeSpan duration, Action onExpired)
    {
        (_clock, _duration, _onExpired) = (clock, duration.Ticks, onExpired);
        _timer = clock.CreateTimer(static timeout => ((ReceiveTimeout)timeout!).Check(), this, duration, Timeout.InfiniteTimeSpan);
    }

    public TimeSpan Duration => new(Volatile.Read(ref _duration));

    public bool HasExpired { get; private set; }

    /// <summary>Sets a shorter duration; a longer one is ignored.</summary>
    public void Shorten(TimeSpan duration)
    {
        if (duration >= Duration)
            return;
        Volatile.Write(ref _duration, duration.Ticks);
        _timer.Change(duration, Timeout.InfiniteTimeSpan);
    }

    public void Start() => Volatile.Write(ref _waitingSince, _clock.GetTimestamp());

    public void Stop() => Volatile.Write(ref _waitingSince, NotWaiting);

    public void Dispose() => _timer.Dispose();

    private void Check()
    {
        var (since, next) = (Volatile.Read(ref _waitingSince), Duration);
        if (since != NotWaiting)
        {
            next -= _clock.GetElapsedTime(since);
            if (next <= TimeSpan.Zero)
            {
                HasExpired = true;
                _onExpired();
                return;
            }
        }
        _timer.Change(next, Timeout.InfiniteTimeSpan);
    }
}
