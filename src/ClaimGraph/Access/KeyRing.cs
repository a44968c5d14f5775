using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace ClaimGraph.Access;

/// <summary>
/// Makes, checks and revokes keys. Keys that were used within the last second are known without asking the store; so a revocation takes effect at once in
/// this process and within a second in others. One for each process and store; safe to use from many threads.
/// </summary>
/// <param name="random">A source of random bits that nobody can foretell: <see cref="RandomNumberGenerator.Create()"/>.</param>
public sealed class KeyRing(IKeyStore store, TimeProvider clock, RandomNumberGenerator random)
{
    /// <summary>The longest name of a key, in characters. A key's principal, with its id, then stays below <see cref="Limits.Principal"/>.</summary>
    public const int MaxName = 100;

    private const int MaxKnown = 1_000;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenNotes = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Known> _known = new();

    /// <summary>Makes a key.</summary>
    /// <exception cref="RefusedException">The name is no name, or the key would have expired already.</exception>
    public async ValueTask<NewKey> CreateAsync(string name, Role role, DateTimeOffset? expiresAt, string createdBy, CancellationToken cancellation = default)
    {
        var made = Make(name, role, expiresAt, createdBy);
        await store.AddAsync(made.Key, cancellation);
        return made;
    }

    /// <summary>Makes a key for an admin where no key was ever made; null elsewhere.</summary>
    public async ValueTask<NewKey?> CreateFirstAsync(string createdBy, CancellationToken cancellation = default)
    {
        var made = Make("first admin", Role.Admin, null, createdBy);
        return await store.AddFirstAsync(made.Key, cancellation) ? made : null;
    }

    /// <summary>The key that a holder sent; null when it is none of this store, or expired, or revoked.</summary>
    public ValueTask<ApiKey?> VerifyAsync(string text, CancellationToken cancellation = default)
    {
        if (!KeyText.TryReadId(text, out var id)) return default;
        var now = clock.GetUtcNow();
        return _known.TryGetValue(id, out var known) && known.IsFreshAt(now) ? new(Check(known, text, now)) : LoadAsync(id, text, now, cancellation);
    }

    /// <summary>Keys, newest first; only those after the key <paramref name="after"/> in this order, where it is given.</summary>
    public ValueTask<IReadOnlyList<ApiKey>> ListAsync(string? after, int first, CancellationToken cancellation = default) => store.ListAsync(after, first, cancellation);

    /// <summary>Revokes a key, for good, and gives it; null when there is none.</summary>
    public async ValueTask<ApiKey?> RevokeAsync(string id, CancellationToken cancellation = default)
    {
        var revoked = await store.RevokeAsync(id, Now(), cancellation);
        if (revoked is not null) Remember(revoked, clock.GetUtcNow());
        return revoked;
    }

    private NewKey Make(string name, Role role, DateTimeOffset? expiresAt, string createdBy)
    {
        CheckName(name);
        if (expiresAt <= clock.GetUtcNow()) throw new RefusedException(ProblemCode.OutOfRange, "A time in the future is expected.", "expiresAt");
        var (id, text) = KeyText.Make(random);
        var expires = expiresAt is { } time ? time.ToMillisecond() : (DateTimeOffset?)null;
        return new NewKey(new ApiKey { Id = id, Name = name, Role = role, Hash = KeyText.Hash(text), CreatedBy = createdBy, CreatedAt = Now(), ExpiresAt = expires }, text);
    }

    private static void CheckName(string name)
    {
        if (string.IsNullOrWhiteSpace(name)) throw new RefusedException(ProblemCode.Required, "A name is needed: whose key it is, or what it is for.", "name");
        if (CodePoints.Count(name) > MaxName) throw new RefusedException(ProblemCode.TooLong, $"At most {MaxName} characters are taken.", "name");
        if (!CodePoints.IsWellFormed(name) || name.Any(char.IsControl)) throw new RefusedException(ProblemCode.InvalidText, "The name is one line of text.", "name");
    }

    private async ValueTask<ApiKey?> LoadAsync(string id, string text, DateTimeOffset now, CancellationToken cancellation) =>
        await store.FindAsync(id, cancellation) is { } key ? Check(Remember(key, now), text, now) : null;

    private Known Remember(ApiKey key, DateTimeOffset readAt)
    {
        if (_known.Count >= MaxKnown) _known.Clear();
        var known = _known.GetOrAdd(key.Id, static (_, key) => new Known(key), key);
        known.Update(key, readAt);
        return known;
    }

    private ApiKey? Check(Known known, string text, DateTimeOffset now)
    {
        var key = known.Key;
        if (!CryptographicOperations.FixedTimeEquals(KeyText.Hash(text), key.Hash) || !key.IsValidAt(now)) return null;
        if (known.IsToBeNoted(now, BetweenNotes)) _ = Task.Run(() => NoteUseAsync(key.Id, now), CancellationToken.None);
        return key;
    }

    // Beside the request, which neither waits for it nor fails with it: all that can be lost is a time.
    private async Task NoteUseAsync(string id, DateTimeOffset at)
    {
        try
        {
            await store.NoteUseAsync(id, at.ToMillisecond());
        }
        catch (ClaimGraphException)
        {
            // The next use, a minute later, is noted again.
        }
    }

    private DateTimeOffset Now() => clock.GetUtcNow().ToMillisecond();

    /// <summary>A key as the store gave it not long ago.</summary>
    private sealed class Known(ApiKey key)
    {
        private readonly Lock _lock = new();
        private ApiKey _key = key;
        private DateTimeOffset _readAt = DateTimeOffset.MinValue;
        private DateTimeOffset? _notedAt = key.LastUsedAt;

        public ApiKey Key
        {
            get { lock (_lock) return _key; }
        }

        /// <summary>Takes what the store gave; but what was read before a revocation does not undo it.</summary>
        public void Update(ApiKey key, DateTimeOffset readAt)
        {
            lock (_lock)
            {
                if (_key.RevokedAt is null || key.RevokedAt is not null) _key = key;
                _readAt = readAt;
                if (!(key.LastUsedAt <= _notedAt)) _notedAt = key.LastUsedAt ?? _notedAt;
            }
        }

        public bool IsFreshAt(DateTimeOffset now)
        {
            lock (_lock) return now >= _readAt && now - _readAt < Fresh;        // a clock that was put back makes nothing fresh
        }

        /// <summary>True for one of those who ask when the last note is old enough.</summary>
        public bool IsToBeNoted(DateTimeOffset now, TimeSpan after)
        {
            lock (_lock)
            {
                if (now - _notedAt < after) return false;
                _notedAt = now;
                return true;
            }
        }
    }
}
