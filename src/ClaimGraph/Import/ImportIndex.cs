using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using ClaimGraph.Changes;

namespace ClaimGraph.Import;

/// <summary>What is known of a record of the file, whether it was taken or not. Equal for the same record.</summary>
/// <param name="Index">Where it is kept.</param>
/// <param name="Row">Its place in the file.</param>
internal sealed record ImportEntry(ImportIndex Index, int Row)
{
    public NodeKind Kind => Index.PlaceOf(Row).Kind;
    public int Number => Index.PlaceOf(Row).Number;
    public int Length => Index.Rows.Read(Row).Length;

    /// <summary>The record of the same list that has to be there first.</summary>
    public ImportEntry? After => Index.Rows.Read(Row).After is not 0 and var key ? Index.Find(key) : null;

    /// <summary>A new id, or the one that the record asks for, until the record is taken; then that of its node.</summary>
    public NodeId Id
    {
        get => SameAs?.Id ?? NodeId.FromValue(Index.Rows.Read(Row).Id);
        set => Index.Rows.Change(Row).Id = value.Value;
    }

    /// <summary>True when the record asks for its id: another node can have it.</summary>
    public bool AsksForId
    {
        get => Has(RowFlags.AsksForId);
        set => Set(RowFlags.AsksForId, value);
    }

    /// <summary>True when the node has no key of its own.</summary>
    public bool IsKeyless
    {
        get => Has(RowFlags.IsKeyless);
        set => Set(RowFlags.IsKeyless, value);
    }

    /// <summary>True when the record has its place in the order of its list.</summary>
    public bool IsPlaced
    {
        get => Has(RowFlags.IsPlaced);
        set => Set(RowFlags.IsPlaced, value);
    }

    /// <summary>True when the record is wrong and was left out.</summary>
    public bool Refused
    {
        get => Has(RowFlags.Refused);
        set => Set(RowFlags.Refused, value);
    }

    /// <summary>True when the node must still get the status that the record gives.</summary>
    public bool WaitsForStatus
    {
        get => Has(RowFlags.WaitsForStatus);
        set => Set(RowFlags.WaitsForStatus, value);
    }

    /// <summary>True when the node still lacks nodes of its own kind that came after it.</summary>
    public bool IsPartial
    {
        get => Has(RowFlags.IsPartial);
        set => Set(RowFlags.IsPartial, value);
    }

    /// <summary>True when the node must still be merged into the one that the record names.</summary>
    public bool WaitsForMerge
    {
        get => Has(RowFlags.WaitsForMerge);
        set => Set(RowFlags.WaitsForMerge, value);
    }

    /// <summary>True when the result counts the record.</summary>
    public bool IsCounted
    {
        get => Has(RowFlags.IsCounted);
        set => Set(RowFlags.IsCounted, value);
    }

    /// <summary>The record of the file that enters the same node.</summary>
    public ImportEntry? SameAs
    {
        get => Index.Rows.Read(Row).SameAs is not 0 and var first ? this with { Row = first - 1 } : null;
        set => Index.Rows.Change(Row).SameAs = value is { } first ? first.Row + 1 : 0;
    }

    public Outcome? Outcome
    {
        get => Index.Rows.Read(Row).Outcome is not 0 and var outcome ? (Outcome)(outcome - 1) : null;
        set => Index.Rows.Change(Row).Outcome = value is { } outcome ? (byte)(outcome + 1) : (byte)0;
    }

    /// <summary>Where its bytes stand in the file.</summary>
    public (long Offset, int Length) Place => (Index.Rows.Read(Row).Offset, Length);

    public string Pointer => JsonPointer.Of(JsonPointer.Record(Kind, Number));

    private bool Has(RowFlags flag) => (Index.Rows.Read(Row).Flags & flag) != RowFlags.None;

    private void Set(RowFlags flag, bool value)
    {
        ref var row = ref Index.Rows.Change(Row);
        row.Flags = value ? row.Flags | flag : row.Flags & ~flag;
    }
}

[Flags]
internal enum RowFlags : byte
{
    None = 0,
    AsksForId = 1,
    IsKeyless = 2,
    IsPlaced = 4,
    Refused = 8,
    WaitsForStatus = 16,
    IsPartial = 32,
    WaitsForMerge = 64,
    IsCounted = 128,
}

/// <summary>What is remembered of a record between the first reading of the file and the commit that takes it: no texts, as there may be
/// millions of records.</summary>
internal struct ImportRow
{
    public long Offset;
    public ulong Key; // as KeyHash gives it; 0 for none
    public ulong After; // the key of the record of the same list that has to be there first; 0 for none
    public long Id;
    public int Length;
    public int SameAs; // the row of the other record and 1; 0 for none
    public RowFlags Flags;
    public byte Outcome; // the number of the outcome and 1; 0 for none
}

/// <summary>The records of a file by list and key. Memory holds a fixed part of it, whatever the size of the file.</summary>
internal sealed class ImportIndex(IdSource ids) : IDisposable
{
    private readonly List<(NodeKind Kind, int First)> _lists = []; // as they follow each other in the file
    private RowIndex? _keys;

    public TemporaryTable<ImportRow> Rows { get; } = new(rowsOfPage: 64);

    public int Count { get; private set; }

    public IEnumerable<ImportEntry> All => ImportFormat.Order.SelectMany(Of);

    public ImportEntry? Find(NodeKind kind, string key) => Find(KeyHash.Of(kind, key));

    public ImportEntry? Find(ulong key) => _keys?.Find(key) is { } row ? new ImportEntry(this, row) : null;

    public (NodeKind Kind, int Number) PlaceOf(int row)
    {
        var (kind, first) = _lists.FindLast(list => list.First <= row);
        return (kind, row - first);
    }

    /// <summary>Takes a record up; gives what is wrong with it as far as it shows without the other records.</summary>
    public Problem? Add(RawRecord raw)
    {
        if (raw.Number == 0)
            _lists.Add((raw.Kind, Count));
        var record = Read(raw.Kind, raw.Json.Span, out var problem);
        var key = record is null ? KeyOf(raw.Json) : record.Key;
        var entry = new ImportEntry(this, Count++);
        Rows.Change(entry.Row) = new ImportRow
        {
            Offset = raw.Offset,
            Length = raw.Json.Length,
            Key = key is null ? 0 : KeyHash.Of(raw.Kind, key),
            After = record?.After is { } after ? KeyHash.Of(raw.Kind, after) : 0,
        };
        entry.IsKeyless = key?.StartsWith(ImportFormat.IdPrefix, StringComparison.Ordinal) == true;
        problem ??= KeyProblem(entry, key);
        entry.Refused = problem is not null;
        var asked = entry.IsKeyless ? key! : ImportFormat.IdPrefix + record?.Id;
        entry.AsksForId = ImportFormat.TryReadId(raw.Kind, asked, out var id);
        entry.Id = entry.AsksForId ? id : ids.Next(raw.Kind);
        return problem;
    }

    /// <summary>To be called when all records were added: from then on they are found by their keys, and no two ask for one id.</summary>
    /// <returns>Each record with the key of an earlier one, and that one.</returns>
    public IEnumerable<(ImportEntry Entry, ImportEntry First)> Complete()
    {
        _keys = new RowIndex(Count, row => Rows.Read(row).Key);
        using var asked = new RowIndex(Count, row => HashOf(Rows.Read(row).Id));
        for (var i = 0; i < Count; i++)
        {
            var (entry, row) = (new ImportEntry(this, i), Rows.Read(i));
            var first = row.Key == 0 ? i : _keys.Add(row.Key, i);
            if (entry.Refused)
                continue;
            if (first != i)
                yield return (entry, entry with { Row = first });
            else if (entry.AsksForId && asked.Add(HashOf(row.Id), i) != i)
                (entry.Id, entry.AsksForId) = (ids.Next(entry.Kind), false);
        }
    }

    public void Dispose()
    {
        Rows.Dispose();
        _keys?.Dispose();
    }

    private IEnumerable<ImportEntry> Of(NodeKind kind)
    {
        var list = _lists.FindIndex(l => l.Kind == kind);
        if (list < 0)
            yield break;
        var end = list + 1 < _lists.Count ? _lists[list + 1].First : Count;
        for (var row = _lists[list].First; row < end; row++)
            yield return new ImportEntry(this, row);
    }

    // Odd multipliers keep different ids apart and spread them (Knuth, The Art of Computer Programming 3, 6.4).
    private static ulong HashOf(long id) => System.Numerics.BitOperations.RotateLeft((ulong)id * 0x9E3779B97F4A7C15, 32);

    public static ImportRecord? Read(NodeKind kind, ReadOnlySpan<byte> json, out Problem? problem)
    {
        var record = RecordReader.Read(kind, json, out problem);
        if (record is not null)
            problem = StatusProblem(record);
        return record;
    }

    /// <summary>The records of a list, each after the one that it names in <see cref="ImportEntry.After"/>. Those in a ring are left out
    /// and given to <paramref name="ring"/>.</summary>
    public IEnumerable<ImportEntry> InOrder(NodeKind kind, Action<ImportEntry> ring)
    {
        Stack<ImportEntry> chain = [];
        HashSet<ImportEntry> open = [];
        foreach (var entry in Of(kind))
        {
            ImportEntry? at = entry;
            while (at is { IsPlaced: false } next && open.Add(next))
            {
                chain.Push(next);
                at = next.After;
            }
            if (at is { } first && open.Contains(first))
                CloseRing(chain, first, ring);
            while (chain.TryPop(out var next))
            {
                if (next.IsPlaced)
                    continue;
                next.IsPlaced = true;
                yield return next;
            }
            open.Clear();
        }
    }

    private static void CloseRing(Stack<ImportEntry> chain, ImportEntry first, Action<ImportEntry> ring)
    {
        ImportEntry member;
        do
        {
            member = chain.Pop();
            member.IsPlaced = true;
            ring(member);
        } while (member != first);
    }

    private static Problem? KeyProblem(ImportEntry entry, string? key)
    {
        if (string.IsNullOrWhiteSpace(key))
            return new Problem(ProblemCode.Required, "A record needs a key.", ["key"]);
        return entry.IsKeyless && !ImportFormat.TryReadId(entry.Kind, key, out _)
            ? new Problem(
                ProblemCode.InvalidFormat,
                $"A key that begins with '{ImportFormat.IdPrefix}' goes on with the id of a node of this kind.",
                ["key"]
            )
            : null;
    }

    private static Problem? StatusProblem(ImportRecord record)
    {
        if (record.Withdraws && string.IsNullOrWhiteSpace(record.StatusReason))
            return new Problem(ProblemCode.Required, "A record that is no longer active needs the reason.", ["statusReason"]);
        if (record.Withdraws && CodePoints.Count(record.StatusReason) > Limits.Reason)
            return new Problem(ProblemCode.TooLong, $"This text is too long; use at most {Limits.Reason:N0} characters.", ["statusReason"]);
        if (record.MergedInto is not null && record.Status != RecordStatus.Retracted)
            return new Problem(ProblemCode.Inconsistent, "A merged record has the status RETRACTED.", [RecordReader.MergedInto]);
        if (record.Status == RecordStatus.Corrected && record.Content is not SourceContent)
            return new Problem(ProblemCode.InvalidFormat, "Only a source can be CORRECTED.", ["status"]);
        if (!record.Withdraws && record.StatusReason is not null)
            record.Warn(new Problem(ProblemCode.InvalidFormat, "A reason needs the status CORRECTED or RETRACTED.", ["statusReason"]));
        return null;
    }

    /// <summary>The key of a record that cannot be read, so that those that name it are told the right reason.</summary>
    public static string? KeyOf(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return
            document.RootElement is { ValueKind: JsonValueKind.Object } record
            && record.TryGetProperty("key", out var key)
            && key.ValueKind == JsonValueKind.String
            ? TextOf(key)
            : null;
    }

    private static string? TextOf(JsonElement key)
    {
        try
        {
            return key.GetString();
        }
        catch (InvalidOperationException)
        {
            return null; // half of a surrogate pair
        }
    }
}

/// <summary>A key in eight bytes: the records of a file are told apart by them.</summary>
internal static class KeyHash
{
    /// <summary>The first bytes of a SHA-256; never 0. Among three million keys, two share it with a probability
    /// of 1 : 4,000,000.</summary>
    public static ulong Of(NodeKind kind, string key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(key.AsSpan()), hash);
        return Math.Max(1, BinaryPrimitives.ReadUInt64LittleEndian(hash) ^ (ulong)kind << 56);
    }
}
