using System.Text.Json;
using ClaimGraph.Ledger;
using ClaimGraph.Stores;

namespace ClaimGraph.Copying;

/// <summary>
/// Writes the ledger of a store as lines of JSON, from which <see cref="LedgerRestore"/> makes the same store again, with its history and
/// the same head, in a store of any kind. The store can be written to meanwhile: the dump has what was there when it began. API keys are
/// not in it. Memory holds one batch of entries.
/// </summary>
public sealed class LedgerDump(IClaimStore store)
{
    /// <param name="since">Only the entries after this revision; 0 for all.</param>
    /// <returns>The entry that the dump ends with.</returns>
    /// <exception cref="RefusedException">There is no such revision.</exception>
    public async Task<LedgerHead> RunAsync(
        Stream output,
        long since = 0,
        IProgress<CopyProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        var head = await store.HeadAsync(cancellation);
        if (since < 0 || since > head.Revision)
            throw new RefusedException(
                ProblemCode.NotFound,
                $"Revision {since} does not exist; use one from 0 to {head.Revision}.",
                "since"
            );
        await WriteAsync(output, new LedgerLines(LedgerLines.Version, since, head.Revision), cancellation);
        await foreach (var batch in LedgerBatches.ReadAsync(store, since, head.Revision, cancellation))
        {
            foreach (var entry in batch)
                await WriteAsync(output, LedgerLine.Of(entry), cancellation);
            progress?.Report(new CopyProgress(batch[^1].Revision, head.Revision));
        }
        await output.FlushAsync(cancellation);
        return head;
    }

    private static async Task WriteAsync<T>(Stream output, T line, CancellationToken cancellation)
    {
        await JsonSerializer.SerializeAsync(output, line, LedgerLine.Json, cancellation);
        await output.WriteAsync("\n"u8.ToArray(), cancellation);
    }
}
