using ClaimGraph.Ledger;
using ClaimGraph.Neo4j.Labels;
using ClaimGraph.Neo4j.Reading;

namespace ClaimGraph.Neo4j.Writing;

/// <summary>Ledger entries and their changes as parameters.</summary>
internal static class LedgerRows
{
    // Above this number other servers clear their whole cache.
    private const int MaxTouched = 1_000;

    public static object? Entry(UncommittedEntry uncommitted)
    {
        var entry = uncommitted.Entry;
        var (before, after) = EntrySummary.Measure(entry.Changes);
        return new Dictionary<string, object?>
        {
            ["revision"] = entry.Revision,
            ["recordedAt"] = entry.RecordedAt.ToUnixTimeMilliseconds(),
            ["principal"] = entry.Principal,
            ["reason"] = entry.Reason,
            ["idempotencyKey"] = entry.IdempotencyKey,
            ["_bytesBefore"] = before,
            ["_bytesAfter"] = after,
            ["_commit"] = uncommitted.CommitId,
            ["previousHash"] = entry.PreviousHash,
            ["hash"] = entry.Hash,
            ["_results"] = entry.IdempotencyKey is null ? null : NodeCypher.Values(uncommitted.Results),
            ["_affected"] = entry.Affected.Count == 0 ? null : NodeCypher.Values(entry.Affected),
            ["_touched"] = uncommitted.Touched.Length > MaxTouched ? null : NodeCypher.Values(uncommitted.Touched),
        };
    }

    public static List<object?> Changes(LedgerEntry entry) =>
        [
            .. entry.Changes.Select(
                (change, i) =>
                    new Dictionary<string, object?>
                    {
                        ["revision"] = entry.Revision,
                        ["ordinal"] = (long)i,
                        ["action"] = Names<ChangeAction>.Of(change.Action),
                        ["_node"] = change.Node.Value,
                        ["before"] = change.Before,
                        ["after"] = change.After,
                    }
            ),
        ];
}
