using System.Numerics;
using System.Runtime.InteropServices;

namespace ClaimGraph.Stores;

/// <summary>
/// How often a store found nodes in memory and how often it had to read them, since it was opened. Counted once a batch, by each core in
/// a place of its own, so that counting costs readers nothing that they would notice. Safe for many threads.
/// </summary>
public sealed class NodeLookups
{
    private readonly Place[] _places = new Place[BitOperations.RoundUpToPowerOf2((uint)Environment.ProcessorCount)];

    /// <summary>Nodes that were at hand.</summary>
    public long Hits => _places.Sum(static p => Volatile.Read(ref p.Hits));

    /// <summary>Nodes that were not, or are none.</summary>
    public long Misses => _places.Sum(static p => Volatile.Read(ref p.Misses));

    /// <summary>Counts a batch.</summary>
    public void Add(int hits, int misses)
    {
        ref var place = ref _places[Thread.GetCurrentProcessorId() & (_places.Length - 1)];
        if (hits > 0)
            Interlocked.Add(ref place.Hits, hits);
        if (misses > 0)
            Interlocked.Add(ref place.Misses, misses);
    }

    // Two lines of a processor's cache, as some fetch them in pairs.
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct Place
    {
        [FieldOffset(0)]
        public long Hits;

        [FieldOffset(8)]
        public long Misses;
    }
}
