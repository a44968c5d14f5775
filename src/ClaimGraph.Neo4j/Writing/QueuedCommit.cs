using System.Security.Cryptography;
using ClaimGraph.Changes;

namespace ClaimGraph.Neo4j.Writing;

/// <summary>A change set in the <see cref="CommitQueue"/>, and what became of it.</summary>
/// <param name="QueuedAt">A timestamp of the clock.</param>
internal sealed record QueuedCommit(ChangeSet Changes, long QueuedAt, CancellationToken Cancellation)
{
    private int _isTaken;

    public TaskCompletionSource<CommitResult> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Stored with the ledger entry, so that a retry finds out whether an earlier attempt was committed.</summary>
    public string CommitId { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>The result of the last attempt; null if it was refused.</summary>
    public CommitResult? Result { get; set; }

    /// <summary>The refusal in the last attempt.</summary>
    public RefusedException? Refusal { get; set; }

    /// <summary>True once an attempt began to write: if its response was lost, it may have been committed.</summary>
    public bool MayBeCommitted { get; set; }

    /// <summary>Takes the commit for a transaction; false if it was cancelled.</summary>
    public bool TryTake() => Interlocked.Exchange(ref _isTaken, 1) == 0;

    /// <summary>Cancels a commit that waits. One that has begun goes on: what was reported as cancelled must not be in the store
    /// later.</summary>
    public void Cancel()
    {
        if (TryTake())
            Completion.TrySetCanceled(Cancellation);
    }

    /// <summary>Completes the commit with the outcome of the last attempt.</summary>
    public void Complete()
    {
        if (Refusal is { } refusal)
            Completion.TrySetException(refusal);
        else
            Completion.TrySetResult(Result!);
    }
}
