namespace ClaimGraph.Neo4j.Bolt.Connections;

/// <summary>
/// Notices that a server says nothing for too long while something is waited for. A timer that looks from time to time costs nothing per request,
/// unlike a timeout that is set and taken back for each.
/// </summary>
internal sealed class ReceiveTimeout : IDisposable
{
    private const long NotWaiting = long.MinValue;

    private readonly TimeProvider _clock;
    private readonly Action _onSilence;
    private readonly ITimer _timer;
    private long _borne, _since = NotWaiting;

    /// <param name="onSilence">Called once, on a thread of the pool.</param>
    public ReceiveTimeout(TimeProvider clock, TimeSpan borne, Action onSilence)
    {
        (_clock, _borne, _onSilence) = (clock, borne.Ticks, onSilence);
        _timer = clock.CreateTimer(static watch => ((ReceiveTimeout)watch!).Look(), this, borne, Timeout.InfiniteTimeSpan);
    }

    public TimeSpan Borne => new(Volatile.Read(ref _borne));

    public bool IsOver { get; private set; }

    public void Limit(TimeSpan borne)
    {
        if (borne >= Borne) return;
        Volatile.Write(ref _borne, borne.Ticks);
        _timer.Change(borne, Timeout.InfiniteTimeSpan);
    }

    public void Begin() => Volatile.Write(ref _since, _clock.GetTimestamp());

    public void End() => Volatile.Write(ref _since, NotWaiting);

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var (since, next) = (Volatile.Read(ref _since), Borne);
        if (since != NotWaiting)
        {
            next -= _clock.GetElapsedTime(since);
            if (next <= TimeSpan.Zero)
            {
                IsOver = true;
                _onSilence();
                return;
            }
        }
        _timer.Change(next, Timeout.InfiniteTimeSpan);
    }
}
