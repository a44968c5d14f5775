namespace ClaimGraph.GraphQL.Api.Feed;

/// <summary>
/// The newest events, without gaps and in a bounded number: one queue that all subscribers read, each at its own position. A subscriber
/// that falls behind the oldest event reads the ledger instead, so no subscriber waits for another. Safe for many threads.
/// </summary>
internal sealed class RecentEvents(int mostEvents, int mostChanges)
{
    private const int AtOnce = 64;
    private const int KeptResponses = 16; // the newest events keep their responses for subscribers that are about to ask

    private readonly Lock _lock = new();
    private readonly Queue<LedgerEvent> _events = new();
    private readonly Queue<LedgerEvent> _responding = new();
    private TaskCompletionSource _changed = NewSignal();
    private long _start = long.MaxValue; // all events after this revision are here
    private int _changes;

    /// <summary>Done when an event is added after this property was read.</summary>
    public Task Changed
    {
        get
        {
            lock (_lock)
                return _changed.Task;
        }
    }

    /// <summary>Says that all events after a revision will be added.</summary>
    public void StartAfter(long revision) => Change(() => _start = revision);

    public void Add(IEnumerable<LedgerEvent> events) =>
        Change(() =>
        {
            foreach (var added in events)
            {
                _events.Enqueue(added);
                _changes += added.Entry.Changes.Count;
                _responding.Enqueue(added);
                if (_responding.Count > KeptResponses)
                    _responding.Dequeue().ForgetResponses();
            }
            while (_events.Count > mostEvents || _changes > mostChanges && _events.Count > 1)
            {
                var oldest = _events.Dequeue().Entry;
                _start = oldest.Revision;
                _changes -= oldest.Changes.Count;
            }
        });

    /// <summary>The next events after a revision, perhaps none; null if they are not here.</summary>
    public IReadOnlyList<LedgerEvent>? After(long revision)
    {
        lock (_lock)
        {
            if (revision < _start)
                return null;
            var passed = (int)Math.Min(revision - _start, _events.Count);
            return [.. _events.Skip(passed).Take(AtOnce)];
        }
    }

    private void Change(Action change)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            change();
            (changed, _changed) = (_changed, NewSignal());
        }
        changed.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
