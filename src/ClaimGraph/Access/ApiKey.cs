using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ClaimGraph.Access;

/// <summary>A key without its secret, which cannot be recovered from the hash.</summary>
public sealed record ApiKey
{
    /// <summary>The public part of the key, by which people and the ledger name it: <c>cg_</c> and ten letters or digits.</summary>
    public required string Id { get; init; }

    /// <summary>Whose key it is or what it is for; 1 to <see cref="KeyRing.MaxName"/> characters.</summary>
    public required string Name { get; init; }

    public required Role Role { get; init; }

    /// <summary>SHA-256 of the whole key in UTF-8.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>The principal who created it, as the ledger names them.</summary>
    public required string CreatedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the key expires; null if it does not expire.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When the key was revoked; null while it is not. A revocation cannot be undone.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>When it was last used, to about a minute; null if it was never used.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>
    /// SHA-256 over all of the above but <see cref="LastUsedAt"/>, made when the key is created or revoked. It tells a key that another
    /// program edited, like one whose role was raised. Stores keep it; <see cref="Sealed"/> makes it.
    /// </summary>
    public byte[] Seal { get; init; } = [];

    /// <summary>True if nothing was changed since the key was sealed.</summary>
    public bool IsIntact => Seal.AsSpan().SequenceEqual(ComputeSeal());

    /// <summary>True if nothing but the last use differs.</summary>
    public bool IsSame(ApiKey? other) => other is not null && Id == other.Id && ComputeSeal().SequenceEqual(other.ComputeSeal());

    /// <summary>The key with the seal that fits it.</summary>
    public ApiKey Sealed() => this with { Seal = ComputeSeal() };

    /// <summary>The key as it is once revoked. A key that was edited does not become intact by that.</summary>
    public ApiKey Revoked(DateTimeOffset at) => IsIntact ? (this with { RevokedAt = at }).Sealed() : this with { RevokedAt = at };

    private byte[] ComputeSeal() =>
        SHA256.HashData(
            Encoding.UTF8.GetBytes(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Id}\n{Name}\n{Role}\n{Convert.ToHexString(Hash)}\n{CreatedBy}\n"
                        + $"{CreatedAt.ToUnixTimeMilliseconds()}\n{ExpiresAt?.ToUnixTimeMilliseconds()}\n"
                        + $"{RevokedAt?.ToUnixTimeMilliseconds()}"
                )
            )
        );

    /// <summary>The principal that the ledger names for changes made with this key: its name and its id.</summary>
    public string Principal => $"key:{Name} ({Id})";

    public bool IsValidAt(DateTimeOffset time) => RevokedAt is null && !(time >= ExpiresAt);
}

/// <summary>A key that was just created.</summary>
/// <param name="Secret">The whole key, as its holder sends it. It is stored nowhere and cannot be shown again.</param>
public sealed record NewKey(ApiKey Key, string Secret)
{
    /// <summary>Without the secret, so that it cannot slip into a log.</summary>
    public override string ToString() => Key.Principal;
}
