using System.Globalization;

namespace ClaimGraph;

/// <summary>
/// Makes ids that need no coordination: from the time, a sequence and a number that each process draws, so that ids grow with time and a
/// change set can name nodes before they are stored. Above 64 ids a millisecond the sequence goes on into the next millisecond. Two
/// processes that drew the same of 2,048 numbers can make the same id in the same millisecond; the store's primary key refuses the
/// second, and its commit is to be repeated. Thread-safe.
/// </summary>
public sealed class IdSource
{
    private readonly TimeProvider _clock;
    private readonly long _process;
    private long _last;

    /// <exception cref="ClaimGraphException">The clock is before 2020 or after August 2089, which ids have no room for.</exception>
    public IdSource(TimeProvider clock, Random random)
    {
        var now = clock.GetUtcNow();
        if (now < IdLayout.FirstTime || now > IdLayout.LastTime)
            throw new ClaimGraphException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The clock says {now:yyyy-MM-dd}, but ids hold times "
                        + $"from {IdLayout.FirstTime:yyyy-MM-dd} to {IdLayout.LastTime:yyyy-MM-dd}. Set the system clock."
                )
            );
        (_clock, _process, _last) = (clock, random.Next(IdLayout.Processes), IdLayout.Step(now));
    }

    /// <summary>The next id of <paramref name="kind"/>, greater than every id that this source gave before, even when the clock was put
    /// back.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The clock has gone beyond what ids have room for.</exception>
    public NodeId Next(NodeKind kind)
    {
        while (true)
        {
            var last = Volatile.Read(ref _last);
            var next = Math.Max(IdLayout.Step(_clock.GetUtcNow()), last + 1);
            if (Interlocked.CompareExchange(ref _last, next, last) == last)
                return new NodeId(kind, IdLayout.Number(next, _process));
        }
    }
}
