using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using ClaimGraph.Changes;

namespace ClaimGraph.Import;

/// <summary>What is remembered of a record between the first reading of the file and the commit that takes it. There may be millions of
/// them, so it holds no texts.</summary>
internal sealed class ImportEntry
{
    public required NodeKind Kind { get; init; }
    public required int Number { get; init; }
    public required long Offset { get; init; }
    public required int Length { get; init; }

    /// <summary>The key of the record of the same list that has to be there first, as <see cref="KeyHash"/> gives it; 0 for none.</summary>
    public ulong After { get; init; }

    /// <summary>A new id, or the one that the record asks for, until the record is taken; then that of its node.</summary>
    public NodeId Id
    {
        get => SameAs?.Id ?? field;
        set;
    }

    /// <summary>True when the record asks for its id: another node can have it.</summary>
    public bool AsksForId { get; set; }

    /// <summary>True when the node has no key of its own.</summary>
    public bool IsKeyless { get; set; }

    /// <summary>True when the record has its place in the order of its list.</summary>
    public bool IsPlaced { get; set; }

    /// <summary>The record of the file that enters the same node.</summary>
    public ImportEntry? SameAs { get; set; }

    /// <summary>True when the record is wrong and was left out.</summary>
    public bool Refused { get; set; }
    public Outcome? Outcome { get; set; }

    /// <summary>Its bytes.</summary>
    public async Task<byte[]> ReadAsync(Stream file, CancellationToken cancellation)
    {
        var bytes = new byte[Length];
        file.Position = Offset;
        await file.ReadExactlyAsync(bytes, cancellation);
        return bytes;
    }

    public string Pointer => JsonPointer.Of(JsonPointer.Record(Kind, Number));
}

/// <summary>The records of a file by list and key.</summary>
internal sealed class ImportIndex(IdSource ids)
{
    private readonly Dictionary<NodeKind, List<ImportEntry>> _lists = ImportFormat.Order.ToDictionary(k => k, _ => new List<ImportEntry>());
    private readonly Dictionary<ulong, ImportEntry> _keys = [];
    private readonly HashSet<NodeId> _askedIds = [];

    public long Count => _lists.Values.Sum(l => (long)l.Count);
    public IEnumerable<ImportEntry> All => ImportFormat.Order.SelectMany(k => _lists[k]);

    /// <summary>Records with the key of an earlier one.</summary>
    public List<(ImportEntry Entry, ImportEntry First, string Key)> Repeated { get; } = [];

    public ImportEntry? Find(NodeKind kind, string key) => _keys.GetValueOrDefault(KeyHash.Of(kind, key));

    /// <summary>Takes a record up; gives what is wrong with it as far as it shows without the other records.</summary>
    public Problem? Add(RawRecord raw)
    {
        var record = Read(raw.Kind, raw.Json.Span, out var problem);
        var key = record is null ? KeyOf(raw.Json) : record.Key;
        var entry = new ImportEntry
        {
            Kind = raw.Kind,
            Number = raw.Number,
            Offset = raw.Offset,
            Length = raw.Json.Length,
            After = record?.After is { } after ? KeyHash.Of(raw.Kind, after) : 0,
            IsKeyless = key?.StartsWith(ImportFormat.IdPrefix, StringComparison.Ordinal) == true,
            Id = ids.Next(raw.Kind),
        };
        _lists[raw.Kind].Add(entry);
        problem ??= KeyProblem(entry, key);
        if (problem is null && (Repeated.Count == 0 || Repeated[^1].Entry != entry))
            TakeId(entry, record!);
        entry.Refused = problem is not null;
        if (key is not null)
            _keys.TryAdd(KeyHash.Of(raw.Kind, key), entry);
        return problem;
    }

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
        foreach (var entry in _lists[kind])
        {
            var at = entry;
            while (at is not null && !at.IsPlaced && open.Add(at))
            {
                chain.Push(at);
                at = at.After == 0 ? null : _keys.GetValueOrDefault(at.After);
            }
            var first = at is not null && open.Contains(at) ? at : null;
            if (first is not null)
                CloseRing(chain, first, ring);
            while (chain.TryPop(out var next))
                if (!next.IsPlaced)
                {
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

    private Problem? KeyProblem(ImportEntry entry, string? key)
    {
        if (string.IsNullOrWhiteSpace(key))
            return new Problem(ProblemCode.Required, "A record needs a key.", ["key"]);
        if (Find(entry.Kind, key) is { } first)
        {
            Repeated.Add((entry, first, key));
            return null;
        }
        return entry.IsKeyless && !ImportFormat.TryReadId(entry.Kind, key, out _)
            ? new Problem(
                ProblemCode.InvalidFormat,
                $"A key that begins with '{ImportFormat.IdPrefix}' goes on with the id of a node of this kind.",
                ["key"]
            )
            : null;
    }

    /// <summary>The id that the record asks for, if it is one and no other record of the file asks for it.</summary>
    private void TakeId(ImportEntry entry, ImportRecord record)
    {
        var asked = entry.IsKeyless ? record.Key! : ImportFormat.IdPrefix + record.Id;
        if (ImportFormat.TryReadId(entry.Kind, asked, out var id) && _askedIds.Add(id))
            (entry.Id, entry.AsksForId) = (id, true);
    }

    private static Problem? StatusProblem(ImportRecord record)
    {
        if (record.Withdraws && string.IsNullOrWhiteSpace(record.StatusReason))
            return new Problem(ProblemCode.Required, "A record that is no longer active needs the reason.", ["statusReason"]);
        if (record.Status == RecordStatus.Corrected && record.Content is not SourceContent)
            return new Problem(ProblemCode.InvalidFormat, "Only a source can be CORRECTED.", ["status"]);
        if (!record.Withdraws && record.StatusReason is not null)
            record.Warn(new Problem(ProblemCode.InvalidFormat, "A reason needs the status CORRECTED or RETRACTED.", ["statusReason"]));
        return null;
    }

    /// <summary>The key of a record that cannot be read, so that those that name it are told the right reason.</summary>
    private static string? KeyOf(ReadOnlyMemory<byte> json)
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
