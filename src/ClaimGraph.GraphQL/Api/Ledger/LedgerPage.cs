using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.Ledger;

namespace ClaimGraph.GraphQL.Api.Ledger;

/// <summary>
/// Entries of the ledger that a query asks for. The entry of an import can hold thousands of records, so entries are read a few at a time,
/// fewer when they are large, and kept without their changes where those are not selected.
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
            TimesBefore = context.Times("changes", "before"),
            TimesAfter = context.Times("changes", "after"),
        };

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
            var length = read.Sum(LengthOf);
            if (WithChanges)
                Hold(length);
            entries.AddRange(WithChanges ? read : read.Select(entry => entry with { Changes = [] }));
            if (read.Count < asked)
                break;
            after = read[^1].Revision;
            size = (int)Math.Clamp(AtOnce * read.Count / Math.Max(length, 1), 1, First);
        }
        return entries;
    }

    // Each text is read once, also if it is not selected, and stands in the response as often as it is.
    private long LengthOf(LedgerEntry entry) =>
        entry.Changes.Sum(c => Math.Max(1L, TimesAfter) * c.After.Length + Math.Max(1L, TimesBefore) * (c.Before?.Length ?? 0));
}
