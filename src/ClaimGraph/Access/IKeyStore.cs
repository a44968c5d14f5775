namespace ClaimGraph.Access;

/// <summary>
/// The keys, kept beside the claim graph in the same database but no part of it: neither the ledger nor an export holds them. Safe to call from many threads;
/// all members throw <see cref="StoreUnavailableException"/> when the database cannot be used. Times are kept to the millisecond.
/// </summary>
public interface IKeyStore
{
    /// <summary>The key with this id, revoked and expired ones too; null when there is none.</summary>
    ValueTask<ApiKey?> FindAsync(string id, CancellationToken cancellation = default);

    /// <summary>Keys, newest first, then by id backwards; only those after the key <paramref name="after"/> in this order, where it is given and there is one.</summary>
    ValueTask<IReadOnlyList<ApiKey>> ListAsync(string? after, int first, CancellationToken cancellation = default);

    /// <summary>Keeps a key. The id must be a new one.</summary>
    ValueTask AddAsync(ApiKey key, CancellationToken cancellation = default);

    /// <summary>Keeps a key if no key was ever made here; false otherwise. Of several that try at the same time, from any process, one succeeds.</summary>
    ValueTask<bool> AddFirstAsync(ApiKey key, CancellationToken cancellation = default);

    /// <summary>Revokes a key, unless it is revoked already, and gives it as it then is; null when there is none.</summary>
    ValueTask<ApiKey?> RevokeAsync(string id, DateTimeOffset at, CancellationToken cancellation = default);

    /// <summary>Notes that a key was used, unless a later use is noted.</summary>
    ValueTask NoteUseAsync(string id, DateTimeOffset at, CancellationToken cancellation = default);
}
