namespace ClaimGraph;

/// <summary>
/// Makes ids that need no coordination: 41 bits of milliseconds since 2020, 8 bits of sequence and 11 bits drawn once
/// per process, so that ids grow with time and a change set can name nodes before they are stored.
/// Above 256 ids a millisecond the clock is borrowed from the next. Two processes that drew the same 11 bits can
/// collide; the store's primary key refuses the second, and its commit is to be repeated. Thread-safe.
/// </summary>
public sealed class IdSource(TimeProvider clock, Random random)
{
    private const int SequenceBits = 8;
    private const int ProcessBits = 11;
    private static readonly long Epoch = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private readonly long _process = random.Next(1 << ProcessBits);
    private long _last;

    /// <summary>The next id of <paramref name="kind"/>, greater than every id that this source gave before.</summary>
    public NodeId Next(NodeKind kind)
    {
        while (true)
        {
            var last = Volatile.Read(ref _last);
            var now = (clock.GetUtcNow().ToUnixTimeMilliseconds() - Epoch) << SequenceBits;
            var next = Math.Max(now, last + 1);
            if (Interlocked.CompareExchange(ref _last, next, last) == last)
                return new NodeId(kind, (next << ProcessBits) | _process);
        }
    }
}
