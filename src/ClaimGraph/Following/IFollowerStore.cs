namespace ClaimGraph.Following;

/// <summary>
/// Who follows the ledger from outside, how far they are, and what could not be told. It is kept in the same database as the claim graph
/// but is not part of it: neither the ledger nor an export holds it. Safe to call from many threads and processes. All members throw
/// <see cref="StoreUnavailableException"/> when the database cannot be used. Times are kept to the millisecond.
/// </summary>
public interface IFollowerStore
{
    /// <summary>The most followers that a list gives.</summary>
    const int Most = 1_000;

    /// <summary>The follower with this id; null if there is none.</summary>
    ValueTask<Follower?> FindAsync(string id, CancellationToken cancellation = default);

    /// <summary>The followers whose ids begin with a prefix, newest first, then by descending id; at most <see cref="Most"/>.</summary>
    ValueTask<IReadOnlyList<Follower>> ListAsync(string prefix, CancellationToken cancellation = default);

    /// <summary>Adds a follower; false if there is one with this id.</summary>
    ValueTask<bool> AddAsync(Follower follower, CancellationToken cancellation = default);

    /// <summary>
    /// Gives a follower other settings and, if it is given, another position. It is of the next version then, held by nobody and due at
    /// once. False if it is of another version than <paramref name="version"/> or gone.
    /// </summary>
    ValueTask<bool> ChangeAsync(string id, long version, string settings, long? position, CancellationToken cancellation = default);

    /// <summary>Removes a follower with its letters and attempts; false if there is none.</summary>
    ValueTask<bool> RemoveAsync(string id, CancellationToken cancellation = default);

    /// <summary>
    /// Holds a follower until a time, so that no other process tells it of the same. Null if it is held by another at
    /// <paramref name="now"/>, is due only later, is of another version or gone. A holder can hold on.
    /// </summary>
    /// <param name="holder">The name of the caller, which no other has.</param>
    ValueTask<Follower?> HoldAsync(
        string id,
        long version,
        string holder,
        DateTimeOffset now,
        DateTimeOffset until,
        CancellationToken cancellation = default
    );

    /// <summary>Records how far a follower has been told and lets go of it. False if the caller no longer holds it: somebody changed it,
    /// or the time was up and another holds it.</summary>
    /// <param name="held">The follower as <see cref="HoldAsync"/> gave it, with the new position, failures and time of the next
    /// attempt.</param>
    ValueTask<bool> SettleAsync(Follower held, CancellationToken cancellation = default);

    /// <summary>Puts a letter aside, in the place of one with the same key.</summary>
    ValueTask PutAsync(Letter letter, CancellationToken cancellation = default);

    /// <summary>Removes a letter.</summary>
    ValueTask DropAsync(string follower, string key, CancellationToken cancellation = default);

    /// <summary>Takes a letter that is due, so that no other process does: until then it is not due. False if another took it.</summary>
    ValueTask<bool> TakeAsync(Letter letter, DateTimeOffset until, CancellationToken cancellation = default);

    /// <summary>Letters of the followers whose ids begin with a prefix that are due at a time, those due longest first.</summary>
    ValueTask<IReadOnlyList<Letter>> DueAsync(string prefix, DateTimeOffset now, int first, CancellationToken cancellation = default);

    /// <summary>Letters by key, only those whose key follows <paramref name="after"/>.</summary>
    /// <param name="dead">Whether to list those alone that are not due at any time.</param>
    ValueTask<IReadOnlyList<Letter>> LettersAsync(
        string follower,
        bool dead,
        string? after,
        int first,
        CancellationToken cancellation = default
    );

    /// <summary>Makes the letters that are not due at any time due at a time, with no attempts so far; returns their number.</summary>
    ValueTask<long> ReviveAsync(string follower, DateTimeOffset due, CancellationToken cancellation = default);

    /// <summary>Records an attempt and forgets all but the newest of its follower.</summary>
    /// <param name="keep">How many attempts of the follower are kept.</param>
    ValueTask NoteAsync(Attempt attempt, int keep, CancellationToken cancellation = default);

    /// <summary>The newest attempts, newest first.</summary>
    ValueTask<IReadOnlyList<Attempt>> AttemptsAsync(string follower, int first, CancellationToken cancellation = default);
}
