using ClaimGraph.Ledger;

namespace ClaimGraph.GraphQL.Api.Ledger;

/// <summary>
/// Entries of the ledger that a query asks for. The entry of an import can hold thousands of records, so entries are read a few at a time,
/// fewer when they are large, and kept without their changes where those are not selected.
/// </summary>
/// <param name="Hold">Takes the lengths of texts that are kept for the response; refuses what is too much.</param>
internal sealed record LedgerPage(long After, int First, bool WithChanges, Action<long> Hold)
{
    private const int AtFirst = 10;
    private const long AtOnce = 1024 * 1024; // characters, about

    public async ValueTask<IReadOnlyList<LedgerEntry>> ReadAsync(IClaimStore store, CancellationToken cancellation)
    {
        var entries = new List<LedgerEntry>();
        var (after, size) = (After, AtFirst);
        while (entries.Count < First)
        {
            var asked = Math.Min(size, First - entries.Count);
            var read = await store.ChangesAsync(after, asked, cancellation);
            var length = 0L;
            foreach (var entry in read)
            {
                length += LengthOf(entry);
                entries.Add(WithChanges ? entry : entry with { Changes = [] });
            }
            if (WithChanges)
                Hold(length);
            if (read.Count < asked)
                break;
            after = read[^1].Revision;
            size = (int)Math.Clamp(AtOnce * read.Count / Math.Max(length, 1), 1, First);
        }
        return entries;
    }

    private static long LengthOf(LedgerEntry entry) => entry.Changes.Sum(c => c.After.Length + (c.Before?.Length ?? 0L));
}
