using ClaimGraph.Ledger;
using ClaimGraph.Stores;

namespace ClaimGraph.Copying;

/// <summary>The progress of a copy.</summary>
/// <param name="Done">The revision that the target has.</param>
/// <param name="Total">The revision that the source had when the copy began.</param>
public readonly record struct CopyProgress(long Done, long Total);

/// <summary>What a copy did.</summary>
/// <param name="Before">The revision that the target had; 0 if it was empty.</param>
/// <param name="Revision">The revision that it has now.</param>
public sealed record CopyResult(long Before, long Revision);

/// <summary>
/// Copies a whole knowledge base into another store, of any kind, by replaying its ledger, and its API keys. The target's own ledger says
/// how far an earlier copy got, so an interrupted copy continues from there, and a repeated one adds what is new. Memory holds one batch.
/// </summary>
public sealed class StoreCopy(IClaimStore from, IClaimStore to)
{
    /// <exception cref="LedgerMismatchException">The content of the target is not the beginning of the source.</exception>
    public async Task<CopyResult> RunAsync(IProgress<CopyProgress>? progress = null, CancellationToken cancellation = default)
    {
        var (source, before) = (await from.HeadAsync(cancellation), await to.HeadAsync(cancellation));
        await MustBeginAsync(source, before, cancellation);
        var revision = before.Revision;
        progress?.Report(new CopyProgress(revision, Math.Max(source.Revision, revision)));
        await foreach (var batch in LedgerBatches.ReadAsync(from, revision, long.MaxValue, cancellation))
        {
            await to.ReplayAsync(batch, cancellation);
            revision = batch[^1].Revision;
            progress?.Report(new CopyProgress(revision, Math.Max(source.Revision, revision)));
        }
        await KeyCopy.RunAsync(from.Keys, to.Keys, cancellation);
        return new CopyResult(before.Revision, revision);
    }

    private async Task MustBeginAsync(LedgerHead source, LedgerHead target, CancellationToken cancellation)
    {
        if (target.Revision == 0)
            return;
        var there = await from.ChangesAsync(target.Revision - 1, 1, cancellation);
        if (there.Count > 0 && LedgerHead.Of(there[0]).IsSame(target))
            return;
        throw new LedgerMismatchException(
            $"The target (revision {target.Revision:N0}) does not hold the beginning of the source (revision {source.Revision:N0}). "
                + "Copy into an empty store, or into an earlier copy of the same source that nothing else was written to."
        );
    }
}
