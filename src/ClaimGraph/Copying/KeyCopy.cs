using System.Runtime.CompilerServices;
using ClaimGraph.Access;

namespace ClaimGraph.Copying;

/// <summary>The API keys of two stores. When a key was last used does not count.</summary>
/// <param name="Different">The ids of the keys that the right store lacks or has otherwise.</param>
/// <param name="OnlyRight">The ids of the keys that only the right store has.</param>
public sealed record KeyComparison(long Left, long Right, IReadOnlyList<string> Different, IReadOnlyList<string> OnlyRight)
{
    /// <summary>Reads the keys of both stores.</summary>
    public static async Task<KeyComparison> RunAsync(IKeyStore left, IKeyStore right, CancellationToken cancellation = default)
    {
        var (lefts, rights) = (await ReadAsync(left, cancellation), await ReadAsync(right, cancellation));
        return new KeyComparison(
            lefts.Count,
            rights.Count,
            [.. lefts.Values.Where(key => !key.IsSame(rights.GetValueOrDefault(key.Id))).Select(key => key.Id)],
            [.. rights.Keys.Where(id => !lefts.ContainsKey(id))]
        );
    }

    private static async Task<Dictionary<string, ApiKey>> ReadAsync(IKeyStore keys, CancellationToken cancellation)
    {
        var read = new Dictionary<string, ApiKey>();
        await foreach (var key in KeyCopy.AllAsync(keys, cancellation))
            read[key.Id] = key;
        return read;
    }
}

/// <summary>Copies API keys. A key that the target has already is revoked there if it is revoked in the source; keys that only the target
/// has stay.</summary>
internal static class KeyCopy
{
    private const int KeysAtOnce = 100;

    public static async Task RunAsync(IKeyStore from, IKeyStore to, CancellationToken cancellation)
    {
        await foreach (var key in AllAsync(from, cancellation))
        {
            if (await to.FindAsync(key.Id, cancellation) is not { } there)
                await to.AddAsync(key, cancellation);
            else if (there.RevokedAt is null && key.RevokedAt is { } revokedAt)
                await to.RevokeAsync(key.Id, revokedAt, cancellation);
            if (key.LastUsedAt is { } usedAt)
                await to.NoteUseAsync(key.Id, usedAt, cancellation);
        }
    }

    /// <summary>All keys, newest first.</summary>
    public static async IAsyncEnumerable<ApiKey> AllAsync(IKeyStore keys, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (string? after = null; ; )
        {
            var page = await keys.ListAsync(after, KeysAtOnce, cancellation);
            foreach (var key in page)
                yield return key;
            if (page.Count < KeysAtOnce)
                yield break;
            after = page[^1].Id;
        }
    }
}
