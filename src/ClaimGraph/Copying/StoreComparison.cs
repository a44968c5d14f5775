using System.Security.Cryptography;
using System.Text;
using ClaimGraph.Ledger;
using ClaimGraph.Stores;

namespace ClaimGraph.Copying;

/// <summary>The nodes of one kind in two stores.</summary>
/// <param name="Different">The oldest node that differs, derived values and snapshots included; null if all are equal.</param>
public sealed record KindComparison(NodeKind Kind, long Left, long Right, NodeId? Different);

/// <summary>The result of comparing two stores.</summary>
/// <param name="Nodes">SHA-256 over the nodes of the left store, derived values and snapshots included.</param>
public sealed record StoreComparison(LedgerHead Left, LedgerHead Right, IReadOnlyList<KindComparison> Kinds, byte[] Nodes)
{
    public bool IsSame => Left.IsSame(Right) && Kinds.All(k => k.Different is null);

    /// <summary>Reads both stores completely. <paramref name="progress"/> gets the number of nodes compared.</summary>
    public static async Task<StoreComparison> RunAsync(
        IClaimStore left,
        IClaimStore right,
        IProgress<long>? progress = null,
        CancellationToken cancellation = default
    )
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var heads = (await left.HeadAsync(cancellation), await right.HeadAsync(cancellation));
        var kinds = new List<KindComparison>();
        foreach (var kind in NodeKinds.All)
        {
            var before = kinds.Sum(k => k.Left);
            kinds.Add(
                await CompareAsync(
                    NodesAsync(left, kind, cancellation),
                    NodesAsync(right, kind, cancellation),
                    kind,
                    all,
                    done => progress?.Report(before + done)
                )
            );
        }
        return new StoreComparison(heads.Item1, heads.Item2, kinds, all.GetHashAndReset());
    }

    private static async Task<KindComparison> CompareAsync(
        IAsyncEnumerable<Node> left,
        IAsyncEnumerable<Node> right,
        NodeKind kind,
        IncrementalHash all,
        Action<long> progress
    )
    {
        var result = new KindComparison(kind, 0, 0, null);
        await using var lefts = left.GetAsyncEnumerator();
        await using var rights = right.GetAsyncEnumerator();
        while (true)
        {
            var a = await lefts.MoveNextAsync() ? lefts.Current : null;
            var b = await rights.MoveNextAsync() ? rights.Current : null;
            if (a is null && b is null)
                return result;
            var (hash, other) = (HashOf(a), HashOf(b));
            all.AppendData(hash);
            result = result with
            {
                Left = result.Left + (a is null ? 0 : 1),
                Right = result.Right + (b is null ? 0 : 1),
                Different = result.Different ?? (hash.AsSpan().SequenceEqual(other) ? null : (a ?? b)!.Id),
            };
            progress(result.Left);
        }
    }

    private static byte[] HashOf(Node? node) =>
        node is null ? [] : SHA256.HashData(Encoding.UTF8.GetBytes($"{NodeJson.Write(node)}\n{NodeJson.WriteDerived(node)}"));

    private static async IAsyncEnumerable<Node> NodesAsync(
        IClaimStore store,
        NodeKind kind,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await foreach (var page in store.PagesAsync(kind, cancellation))
        foreach (var node in page)
            yield return node;
    }
}
