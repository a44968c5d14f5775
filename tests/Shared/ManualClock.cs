namespace ClaimGraph.Testing;

/// <summary>A clock that stands still until it is advanced.</summary>
public sealed class ManualClock(DateTimeOffset now) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly List<TimeSpan> _set = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset _now = now;

    public ManualClock()
        : this(new DateTimeOffset(2025, 2, 11, 9, 0, 0, TimeSpan.Zero)) { }

    /// <summary>True if timers and timestamps wait for <see cref="Advance"/>, too; otherwise they are those of the machine.</summary>
    public bool ControlsTimers { get; init; }

    public override long TimestampFrequency => ControlsTimers ? TimeSpan.TicksPerSecond : base.TimestampFrequency;

    public override long GetTimestamp() => ControlsTimers ? GetUtcNow().UtcTicks : base.GetTimestamp();

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return _now;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (!ControlsTimers)
            return base.CreateTimer(callback, state, dueTime, period);
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>How many timers wait for <see cref="Advance"/>.</summary>
    public int Timers
    {
        get
        {
            lock (_lock)
                return _timers.Count;
        }
    }

    /// <summary>Done when timers of this duration have been set so many times in all, so that it is time to advance.</summary>
    public async Task UntilSetAsync(TimeSpan duration, int times = 1)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_set.Count(set => set == duration) >= times)
                    return;
                changed = _changed.Task;
            }
            await changed.WaitAsync(TimeSpan.FromSeconds(30)); // a timer that is never set fails the test
        }
    }

    /// <summary>Moves the clock, and runs the timers that are due on the way, in order.</summary>
    public void Advance(TimeSpan by)
    {
        DateTimeOffset end;
        lock (_lock)
            end = _now + by;
        while (NextDue(end) is { } timer)
            timer.Fire();
        lock (_lock)
            _now = end;
    }

    private ManualTimer? NextDue(DateTimeOffset end)
    {
        lock (_lock)
        {
            var timer = _timers.MinBy(t => t.Due);
            if (timer is null || timer.Due > end)
                return null;
            _now = timer.Due > _now ? timer.Due : _now;
            timer.MoveOn();
            return timer;
        }
    }

    private sealed class ManualTimer(ManualClock clock, Action fire) : ITimer
    {
        private TimeSpan _period;

        public DateTimeOffset Due { get; private set; }

        public void Fire() => fire();

        /// <summary>To the next period, or to the end.</summary>
        public void MoveOn()
        {
            if (_period > TimeSpan.Zero)
                Due += _period;
            else
                clock._timers.Remove(this);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                clock._timers.Remove(this);
                if (dueTime < TimeSpan.Zero)
                    return true;
                (Due, _period) = (clock._now + dueTime, period);
                clock._timers.Add(this);
                clock._set.Add(dueTime);
                clock._changed.SetResult();
                clock._changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
                return true;
            }
        }

        public void Dispose()
        {
            lock (clock._lock)
                clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
