using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.Ledger;

namespace ClaimGraph.GraphQL.Api.Ledger;

/// <summary>
/// Entries of the ledger that a query asks for. The entry of an import can hold thousands of records, so how long their texts are is known
/// before any is read, and they are read a few at a time.
/// </summary>
/// <param name="Hold">Takes the lengths of texts that are kept for the response; refuses what is too much.</param>
internal sealed record LedgerPage(long After, int First, Action<long> Hold)
{
    /// <summary>Whether changes are selected.</summary>
    public required bool WithChanges { get; init; }

    /// <summary>How often the states before the changes stand in the response.</summary>
    public required int TimesBefore { get; init; }

    /// <summary>How often the states after the changes stand in the response.</summary>
    public required int TimesAfter { get; init; }

    /// <param name="context">The field that shows the entries.</param>
    public static LedgerPage Of(FieldContext context, long after, int first) =>
        new(after, first, context.Request.Hold)
        {
            WithChanges = context.Selects("changes"),
            TimesBefore = context.Times("changes", "before") + context.Times("changes", "fields"),
            TimesAfter = context.Times("changes", "after") + context.Times("changes", "fields"),
        };

    /// <summary>The last entries before a revision, as many as this page has, and none that is not after its beginning.</summary>
    /// <param name="head">The revision of the newest entry.</param>
    public LedgerPage EndingBefore(long revision, long head)
    {
        var end = Math.Clamp(revision - 1, 0, head);
        var after = Math.Max(After, end - First);
        return this with { After = after, First = (int)Math.Max(0, end - after) };
    }

    private const long AtOnce = 1024 * 1024; // bytes, about

    public async ValueTask<IReadOnlyList<LedgerEntry>> ReadAsync(IClaimStore store, CancellationToken cancellation)
    {
        var summaries = await store.SummariesAsync(After, First, cancellation);
        if (!WithChanges)
            return [.. summaries.Select(s => s.Entry)];
        Hold(summaries.Sum(LengthOf));
        var entries = new List<LedgerEntry>(summaries.Count);
        while (entries.Count < summaries.Count)
        {
            var after = entries.Count == 0 ? After : entries[^1].Revision;
            var read = await store.ChangesAsync(after, NextCount(summaries, entries.Count), cancellation);
            if (read.Count == 0)
                break;
            entries.AddRange(read);
        }
        return entries;
    }

    /// <summary>How many entries to read at once, one at least.</summary>
    private static int NextCount(IReadOnlyList<EntrySummary> summaries, int done)
    {
        var (count, bytes) = (0, 0L);
        while (done + count < summaries.Count && (count == 0 || bytes < AtOnce))
        {
            var next = summaries[done + count++];
            bytes += next.BytesBefore + next.BytesAfter;
        }
        return count;
    }

    // Each text is read once, also if it is not selected, and stands in the response as often as it is.
    private long LengthOf(EntrySummary entry) =>
        Math.Max(1L, TimesAfter) * entry.BytesAfter + Math.Max(1L, TimesBefore) * entry.BytesBefore;
}
