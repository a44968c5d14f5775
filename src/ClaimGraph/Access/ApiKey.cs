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
