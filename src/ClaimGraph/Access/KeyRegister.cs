namespace ClaimGraph.Access;

/// <summary>
/// Compares the keys of a store with the ids that it noted when keys were added. A key that another program removed locks its holder out;
/// one that another program added lets somebody in.
/// </summary>
public static class KeyRegister
{
    /// <summary>What is wrong, a line for each key.</summary>
    /// <param name="keys">All keys that the store holds.</param>
    /// <param name="registered">The ids of all keys that were ever added through it.</param>
    public static IEnumerable<string> Problems(IReadOnlyList<ApiKey> keys, IReadOnlyList<string> registered)
    {
        var (held, noted) = (keys.Select(key => key.Id).ToHashSet(), registered.ToHashSet());
        return
        [
            .. keys.Where(key => !key.IsIntact).Select(key => $"{Name(key)}: it was changed after it was created."),
            .. keys.Where(key => !noted.Contains(key.Id)).Select(key => $"{Name(key)}: another program added it."),
            .. noted.Where(id => !held.Contains(id)).Order(StringComparer.Ordinal).Select(id => $"key {id}: another program removed it."),
        ];
    }

    private static string Name(ApiKey key) => $"key {key.Id} ('{key.Name}', {key.Role})";
}
