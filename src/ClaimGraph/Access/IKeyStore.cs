namespace ClaimGraph.Access;

/// <summary>
/// The API keys. They are kept in the same database as the claim graph but are not part of it: neither the ledger nor an export holds
/// them. Safe to call from many threads. All members throw <see cref="StoreUnavailableException"/> when the database cannot be used.
/// Times are kept to the millisecond.
/// </summary>
public interface IKeyStore
{
    /// <summary>The key with this id, also when it is revoked or expired; null if there is none.</summary>
    ValueTask<ApiKey?> FindAsync(string id, CancellationToken cancellation = default);

    /// <summary>Keys, newest first, then by descending id; only those after the key <paramref name="after"/> if there is such a
    /// key.</summary>
    ValueTask<IReadOnlyList<ApiKey>> ListAsync(string? after, int first, CancellationToken cancellation = default);

    /// <summary>The ids of all keys that were ever added by the members below, in any order (<see cref="KeyRegister"/>).</summary>
    ValueTask<IReadOnlyList<string>> RegisteredAsync(CancellationToken cancellation = default);

    /// <summary>Adds a key. Its id must be new.</summary>
    ValueTask AddAsync(ApiKey key, CancellationToken cancellation = default);

    /// <summary>Adds a key if there was never one here; false otherwise. If several processes try at the same time, one succeeds.</summary>
    ValueTask<bool> AddFirstAsync(ApiKey key, CancellationToken cancellation = default);

    /// <summary>Revokes a key (<see cref="ApiKey.Revoked"/>), unless it is revoked already, and returns it as it is then; null if there is
    /// none.</summary>
    ValueTask<ApiKey?> RevokeAsync(string id, DateTimeOffset at, CancellationToken cancellation = default);

    /// <summary>Records that a key was used, unless a later use is recorded.</summary>
    ValueTask NoteUseAsync(string id, DateTimeOffset at, CancellationToken cancellation = default);
}
