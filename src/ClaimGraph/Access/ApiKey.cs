namespace ClaimGraph.Access;

/// <summary>What is kept of a key: all but its secret, which nobody can make out from the hash.</summary>
public sealed record ApiKey
{
    /// <summary>The part of the key that is no secret, by which people and the ledger name it: <c>cg_</c> and ten letters or digits.</summary>
    public required string Id { get; init; }

    /// <summary>Whose key it is or what it is for; 1 to <see cref="KeyRing.MaxName"/> characters.</summary>
    public required string Name { get; init; }

    public required Role Role { get; init; }

    /// <summary>SHA-256 of the whole key in UTF-8.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>The principal who made it, as the ledger would name them.</summary>
    public required string CreatedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From then on it opens nothing; null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>From then on it opened nothing; null while it is not revoked. A revocation is for good.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>When it was last used, to about a minute; null when it never was.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>Whom the ledger names for what is changed with this key: its name and its id.</summary>
    public string Principal => $"key:{Name} ({Id})";

    public bool IsValidAt(DateTimeOffset time) => RevokedAt is null && !(time >= ExpiresAt);
}

/// <summary>A key that was made just now.</summary>
/// <param name="Secret">The whole key, as its holder sends it. It is nowhere else and cannot be shown again.</param>
public sealed record NewKey(ApiKey Key, string Secret)
{
    /// <summary>Without the secret, so that it cannot slip into a log.</summary>
    public override string ToString() => Key.Principal;
}
