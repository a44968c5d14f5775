using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace ClaimGraph.Access;

/// <summary>
/// Creates, verifies and revokes keys. A key that was used within the last second is verified without asking the store, so a revocation
/// takes effect at once in this process and within a second in others. Use one for each process and store. Safe to use from many threads.
/// </summary>
/// <param name="random">A source of unpredictable random bits: <see cref="RandomNumberGenerator.Create()"/>.</param>
public sealed class KeyRing(IKeyStore store, TimeProvider clock, RandomNumberGenerator random)
{
    /// <summary>The longest name of a key, in characters. A key's principal, with its id, then stays below
    /// <see cref="Limits.Principal"/>.</summary>
    public const int MaxName = 100;

    private const int MaxKnown = 1_000;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenNotes = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Known> _known = new();

    /// <summary>Creates a key.</summary>
    /// <exception cref="RefusedException">The name is not valid, or the expiry is in the past.</exception>
    public async ValueTask<NewKey> CreateAsync(
        string name,
        Role role,
        DateTimeOffset? expiresAt,
        string createdBy,
        CancellationToken cancellation = default
    )
    {
        var made = Make(name, role, expiresAt, createdBy);
        await store.AddAsync(made.Key, cancellation);
        return made;
    }

    /// <summary>Creates a key for an admin if there was never a key here; null otherwise.</summary>
    public async ValueTask<NewKey?> CreateFirstAsync(string createdBy, CancellationToken cancellation = default)
    {
        var made = Make("first admin", Role.Admin, null, createdBy);
        return await store.AddFirstAsync(made.Key, cancellation) ? made : null;
    }

    /// <summary>The key that a holder sent; null if it is unknown, expired, revoked or was edited in the database.</summary>
    public ValueTask<ApiKey?> VerifyAsync(string text, CancellationToken cancellation = default)
    {
        if (!KeyText.TryReadId(text, out var id))
            return default;
        var now = clock.GetUtcNow();
        return _known.TryGetValue(id, out var known) && known.IsFreshAt(now)
            ? new(Check(known, text, now))
            : LoadAsync(id, text, now, cancellation);
    }

    /// <summary>Keys, newest first; only those after the key <paramref name="after"/> if it is given.</summary>
    public ValueTask<IReadOnlyList<ApiKey>> ListAsync(string? after, int first, CancellationToken cancellation = default) =>
        store.ListAsync(after, first, cancellation);

    /// <summary>Revokes a key for good and returns it; null if there is none.</summary>
    public async ValueTask<ApiKey?> RevokeAsync(string id, CancellationToken cancellation = default)
    {
        var revoked = await store.RevokeAsync(id, Now(), cancellation);
        if (revoked is not null)
            Remember(revoked, clock.GetUtcNow());
        return revoked;
    }

    private NewKey Make(string name, Role role, DateTimeOffset? expiresAt, string createdBy)
    {
        CheckName(name);
        if (expiresAt <= clock.GetUtcNow())
            throw new RefusedException(ProblemCode.OutOfRange, "The expiry must be in the future.", "expiresAt");
        var (id, text) = KeyText.Make(random);
        var expires = expiresAt is { } time ? time.ToMillisecond() : (DateTimeOffset?)null;
        return new NewKey(
            new ApiKey
            {
                Id = id,
                Name = name,
                Role = role,
                Hash = KeyText.Hash(text),
                CreatedBy = createdBy,
                CreatedAt = Now(),
                ExpiresAt = expires,
            }.Sealed(),
            text
        );
    }

    private static void CheckName(string name)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw new RefusedException(ProblemCode.Required, "The name is required. It says whose key it is or what it is for.", "name");
        if (CodePoints.Count(name) > MaxName)
            throw new RefusedException(ProblemCode.TooLong, $"The name can have at most {MaxName} characters.", "name");
        if (!CodePoints.IsWellFormed(name) || name.Any(char.IsControl))
            throw new RefusedException(ProblemCode.InvalidText, "The name must be a single line of text.", "name");
    }

    private async ValueTask<ApiKey?> LoadAsync(string id, string text, DateTimeOffset now, CancellationToken cancellation) =>
        await store.FindAsync(id, cancellation) is { IsIntact: true } key ? Check(Remember(key, now), text, now) : null;

    private Known Remember(ApiKey key, DateTimeOffset readAt)
    {
        if (_known.Count >= MaxKnown)
            _known.Clear();
        var known = _known.GetOrAdd(key.Id, static (_, key) => new Known(key), key);
        known.Update(key, readAt);
        return known;
    }

    private ApiKey? Check(Known known, string text, DateTimeOffset now)
    {
        var key = known.Key;
        if (!CryptographicOperations.FixedTimeEquals(KeyText.Hash(text), key.Hash) || !key.IsValidAt(now))
            return null;
        if (known.IsToBeNoted(now, BetweenNotes))
            _ = Task.Run(() => NoteUseAsync(key.Id, now), CancellationToken.None);
        return key;
    }

    // Runs beside the request, which does not wait for it and does not fail with it. Only a time can be lost.
    private async Task NoteUseAsync(string id, DateTimeOffset at)
    {
        try
        {
            await store.NoteUseAsync(id, at.ToMillisecond());
        }
        catch (ClaimGraphException)
        {
            // The next use, a minute later, is recorded again.
        }
    }

    private DateTimeOffset Now() => clock.GetUtcNow().ToMillisecond();

    /// <summary>A key as the store returned it recently.</summary>
    private sealed class Known(ApiKey key)
    {
        private readonly Lock _lock = new();
        private ApiKey _key = key;
        private DateTimeOffset _readAt = DateTimeOffset.MinValue;
        private DateTimeOffset? _notedAt = key.LastUsedAt;

        public ApiKey Key
        {
            get
            {
                lock (_lock)
                    return _key;
            }
        }

        /// <summary>Takes what the store returned, but does not undo a revocation with what was read before it.</summary>
        public void Update(ApiKey key, DateTimeOffset readAt)
        {
            lock (_lock)
            {
                if (_key.RevokedAt is null || key.RevokedAt is not null)
                    _key = key;
                _readAt = readAt;
                if (!(key.LastUsedAt <= _notedAt))
                    _notedAt = key.LastUsedAt ?? _notedAt;
            }
        }

        public bool IsFreshAt(DateTimeOffset now)
        {
            lock (_lock)
                return now >= _readAt && now - _readAt < Fresh; // a clock that was set back makes nothing fresh
        }

        /// <summary>True for one caller when the last recorded use is old enough.</summary>
        public bool IsToBeNoted(DateTimeOffset now, TimeSpan after)
        {
            lock (_lock)
            {
                if (now - _notedAt < after)
                    return false;
                _notedAt = now;
                return true;
            }
        }
    }
}
