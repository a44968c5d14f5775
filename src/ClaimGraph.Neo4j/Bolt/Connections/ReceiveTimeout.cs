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
    private Func<Task<string?>>? _ask;
    private long _duration,
        _silence = long.MaxValue,
        _waitingSince = NotWaiting;

    /// <param name="onExpired">Called once, on a thread of the pool.</param>
    public ReceiveTimeout(TimeProvider clock, TimeSpan duration, Action onExpired)
    {
        (_clock, _duration, _onExpired) = (clock, duration.Ticks, onExpired);
        _timer = clock.CreateTimer(static timeout => ((ReceiveTimeout)timeout!).Check(), this, duration, Timeout.InfiniteTimeSpan);
    }

    public TimeSpan Duration => new(Volatile.Read(ref _duration));

    /// <summary>What is wrong; null while nothing has expired.</summary>
    public string? Problem { get; private set; }

    private TimeSpan Silence => new(Volatile.Read(ref _silence));

    /// <summary>Sets a shorter duration; a longer one is ignored.</summary>
    public void Shorten(TimeSpan duration)
    {
        if (duration >= Duration)
            return;
        Volatile.Write(ref _duration, duration.Ticks);
        _timer.Change(duration, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Asks what is wrong when the server has sent nothing for some time, and at longer and longer intervals after that.</summary>
    /// <param name="ask">Gives null if the server is at work.</param>
    public void AskAfter(TimeSpan silence, Func<Task<string?>> ask)
    {
        _ask = ask;
        Volatile.Write(ref _silence, silence.Ticks);
        _timer.Change(Min(silence, Duration), Timeout.InfiniteTimeSpan);
    }

    public void Start() => Volatile.Write(ref _waitingSince, _clock.GetTimestamp());

    public void Stop() => Volatile.Write(ref _waitingSince, NotWaiting);

    public void Dispose() => _timer.Dispose();

    private void Check()
    {
        var since = Volatile.Read(ref _waitingSince);
        var waited = since == NotWaiting ? TimeSpan.Zero : _clock.GetElapsedTime(since);
        if (waited >= Duration)
            Expire($"The server sent nothing for {Duration.TotalSeconds:0.###} s.");
        else if (waited >= Silence)
            _ = AskAsync(since, waited);
        else
            _timer.Change(Min(Silence, Duration) - waited, Timeout.InfiniteTimeSpan);
    }

    private async Task AskAsync(long since, TimeSpan waited)
    {
        var problem = await _ask!();
        if (Volatile.Read(ref _waitingSince) != since)
            _timer.Change(Min(Silence, Duration), Timeout.InfiniteTimeSpan);
        else if (problem is null)
            _timer.Change(Min(waited, Duration - waited), Timeout.InfiniteTimeSpan);
        else
            Expire(problem);
    }

    private void Expire(string problem)
    {
        Problem = problem;
        _onExpired();
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
