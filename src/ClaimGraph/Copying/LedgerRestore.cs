using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using ClaimGraph.Ledger;
using ClaimGraph.Stores;

namespace ClaimGraph.Copying;

/// <summary>
/// Brings a dump of a ledger (<see cref="LedgerDump"/>) into a store: an empty one, or one that holds the beginning of the same ledger,
/// such as an earlier dump. Every entry is checked against its hash and the one before it. What the store has already is passed over, so
/// a restore that was interrupted is completed by running it again.
/// </summary>
/// <param name="to">Where it comes in.</param>
public sealed class LedgerRestore(IClaimStore to)
{
    /// <param name="name">What errors call the dump.</param>
    /// <exception cref="LedgerMismatchException">The dump does not follow the ledger of the store, or was changed.</exception>
    /// <exception cref="ClaimGraphException">It is no dump, or it is damaged or not complete; what was restored before stays.</exception>
    public async Task<CopyResult> RunAsync(
        string name,
        Stream input,
        IProgress<CopyProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        using var text = new StreamReader(input, Encoding.UTF8, leaveOpen: true);
        var begins = Read<LedgerLines>(name, 1, await text.ReadLineAsync(cancellation));
        if (begins?.Format != LedgerLines.Version)
            throw new ClaimGraphException($"'{name}' is no dump of a ledger: its first line does not name {LedgerLines.Version}.");
        var before = await to.HeadAsync(cancellation);
        if (begins.After > before.Revision)
            throw new LedgerMismatchException(
                $"'{name}' begins after revision {begins.After:N0}, and the store is at {before.Revision:N0}; "
                    + "restore what comes before it first."
            );
        var revision = before.Revision;
        await foreach (var batch in LedgerBatches.OfAsync(NewAsync(name, text, before, cancellation)))
        {
            await to.ReplayAsync(batch, cancellation);
            revision = batch[^1].Revision;
            progress?.Report(new CopyProgress(revision, begins.Revision));
        }
        return revision >= begins.Revision
            ? new CopyResult(before.Revision, revision)
            : throw new ClaimGraphException(
                $"'{name}' is not complete: it ends at revision {revision:N0} of {begins.Revision:N0}. What it has is restored; "
                    + "restore the whole file to go on."
            );
    }

    /// <summary>The entries that the store does not have.</summary>
    private static async IAsyncEnumerable<LedgerEntry> NewAsync(
        string name,
        StreamReader text,
        LedgerHead head,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var number = 1L;
        while (await text.ReadLineAsync(cancellation) is { } line)
        {
            number++;
            if (line.Length == 0)
                continue;
            var entry = EntryOf(name, number, line);
            if (entry.Revision == head.Revision && !LedgerHead.Of(entry).IsSame(head))
                throw new LedgerMismatchException(
                    $"'{name}', line {number:N0}: revision {entry.Revision:N0} is another one than in the store. "
                        + "Restore into an empty store, or into one that nothing else was written to."
                );
            if (entry.Revision > head.Revision)
                yield return entry;
        }
    }

    private static LedgerEntry EntryOf(string name, long number, string line)
    {
        try
        {
            return Read<LedgerLine>(name, number, line)!.ToEntry();
        }
        catch (FormatException e)
        {
            throw Damaged(name, number, e.Message);
        }
    }

    private static T? Read<T>(string name, long number, string? line)
        where T : class
    {
        try
        {
            return line is null ? null : JsonSerializer.Deserialize<T>(line, LedgerLine.Json);
        }
        catch (JsonException e)
        {
            throw Damaged(name, number, number == 1 ? "it is no line of a dump" : e.Message);
        }
    }

    private static ClaimGraphException Damaged(string name, long number, string why) =>
        new($"'{name}', line {number:N0}: the dump is damaged or not complete ({why}). What stands before this line is restored.");
}
