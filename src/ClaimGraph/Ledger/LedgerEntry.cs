using System.Buffers;
using System.Buffers.Binary;
using System.ComponentModel;
using System.Security.Cryptography;
using System.Text;

namespace ClaimGraph.Ledger;

[Description("What was done to a record.")]
public enum ChangeAction : byte
{
    [Description("The record was created.")]
    Create = 1,

    [Description("The content of the record was changed.")]
    Update = 2,

    [Description("The record was retracted.")]
    Retract = 3,

    [Description("The source was marked as corrected.")]
    Correct = 4,

    [Description("The record was restored: its retraction or correction was undone.")]
    Restore = 5,

    [Description("The record was merged into another, which takes its place.")]
    Merge = 6,

    [Description("The record stands for itself again: its merge was undone.")]
    Unmerge = 7,
}

/// <summary>The change to one node in one commit.</summary>
/// <param name="Before">The node before, as JSON (<see cref="NodeJson"/>); null if it was created.</param>
/// <param name="After">The node after, as JSON.</param>
public sealed record Change(ChangeAction Action, NodeId Node, string? Before, string After);

/// <summary>An entry without its changes, of which the texts are only measured: those of an import can be many megabytes.</summary>
/// <param name="Entry">Its <see cref="LedgerEntry.Changes"/> are empty.</param>
/// <param name="BytesBefore">The length of all <see cref="Change.Before"/> in UTF-8.</param>
/// <param name="BytesAfter">The length of all <see cref="Change.After"/> in UTF-8.</param>
public sealed record EntrySummary(LedgerEntry Entry, long BytesBefore, long BytesAfter)
{
    /// <summary>The length of the texts of changes, before and after, in UTF-8.</summary>
    public static (long Before, long After) Measure(IReadOnlyList<Change> changes)
    {
        var (before, after) = (0L, 0L);
        foreach (var change in changes)
        {
            before += Encoding.UTF8.GetByteCount(change.Before ?? "");
            after += Encoding.UTF8.GetByteCount(change.After);
        }
        return (before, after);
    }
}

/// <summary>One commit in the ledger.</summary>
/// <param name="Revision">1 for the first commit, then without gaps.</param>
/// <param name="RecordedAt">When it was committed, to the millisecond, UTC.</param>
/// <param name="PreviousHash">The hash of the entry before; 32 zero bytes for the first.</param>
/// <param name="Hash">SHA-256 over everything else in the entry but <see cref="Results"/> and <see cref="Affected"/> (see
/// <see cref="ComputeHash"/>).</param>
public sealed record LedgerEntry(
    long Revision,
    DateTimeOffset RecordedAt,
    string Principal,
    string? Reason,
    string? IdempotencyKey,
    IReadOnlyList<Change> Changes,
    byte[] PreviousHash,
    byte[] Hash
)
{
    public static readonly byte[] NoHash = new byte[32];

    /// <summary>
    /// The node of each operation of the set, in their order; a set that is sent again gets them as its answer. Empty if the set had no
    /// <see cref="IdempotencyKey"/>. They are not a change, so the hash does not cover them.
    /// </summary>
    public IReadOnlyList<NodeId> Results { get; init; } = [];

    /// <summary>
    /// The statements of which the commit changed only what is computed (counts, strength, verdict, attention, claimant), by id. They
    /// follow from the changes and from what was there before, so the hash does not cover them. Empty in entries that were written before
    /// this was recorded.
    /// </summary>
    public IReadOnlyList<NodeId> Affected { get; init; } = [];

    /// <summary>Creates the entry that follows <paramref name="head"/>.</summary>
    internal static LedgerEntry After(
        LedgerHead head,
        DateTimeOffset recordedAt,
        string principal,
        string? reason,
        string? key,
        IReadOnlyList<Change> changes
    )
    {
        var entry = new LedgerEntry(head.Revision + 1, recordedAt, principal, reason, key, changes, head.Hash, NoHash);
        return entry with { Hash = entry.ComputeHash() };
    }

    /// <summary>
    /// SHA-256 over: previous hash; revision and recordedAt in milliseconds, each 8 bytes big-endian; then principal, reason, key and for
    /// every change action, node, before and after, each as 4 bytes of length (−1 for null) and UTF-8.
    /// </summary>
    public byte[] ComputeHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(PreviousHash);
        Span<byte> numbers = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(numbers, Revision);
        BinaryPrimitives.WriteInt64BigEndian(numbers[8..], RecordedAt.ToUnixTimeMilliseconds());
        hash.AppendData(numbers);
        Append(hash, Principal);
        Append(hash, Reason);
        Append(hash, IdempotencyKey);
        foreach (var change in Changes)
        {
            Append(hash, change.Action.ToString());
            Append(hash, change.Node.ToString());
            Append(hash, change.Before);
            Append(hash, change.After);
        }
        return hash.GetHashAndReset();
    }

    /// <summary>Why this entry cannot follow <paramref name="head"/>; null if it can.</summary>
    public string? ProblemAfter(LedgerHead head) =>
        Revision != head.Revision + 1 ? $"Revision {head.Revision + 1} is missing."
        : !PreviousHash.AsSpan().SequenceEqual(head.Hash) ? "The entry does not follow the one before it."
        : !ComputeHash().AsSpan().SequenceEqual(Hash) ? "The entry was changed after it was written."
        : null;

    private static void Append(IncrementalHash hash, string? text)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, text is null ? -1 : Encoding.UTF8.GetByteCount(text));
        hash.AppendData(length);
        if (string.IsNullOrEmpty(text))
            return;
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        hash.AppendData(buffer, 0, Encoding.UTF8.GetBytes(text, buffer));
        ArrayPool<byte>.Shared.Return(buffer);
    }
}

/// <summary>The newest entry of the ledger.</summary>
/// <param name="Revision">0 for an empty store.</param>
public sealed record LedgerHead(long Revision, byte[] Hash)
{
    public static readonly LedgerHead Empty = new(0, LedgerEntry.NoHash);

    public static LedgerHead Of(LedgerEntry entry) => new(entry.Revision, entry.Hash);

    /// <summary>Whether the two are the same entry, which implies that everything before is the same.</summary>
    public bool IsSame(LedgerHead other) => Revision == other.Revision && Hash.AsSpan().SequenceEqual(other.Hash);
}
