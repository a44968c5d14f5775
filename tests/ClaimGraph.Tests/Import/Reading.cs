using System.Text;
using System.Text.Json;
using ClaimGraph.Changes;
using ClaimGraph.Import;

namespace ClaimGraph.Tests.Import;

/// <summary>Reads import files and records without a store.</summary>
internal static class Reading
{
    public static async Task<(List<string> Records, List<string> Problems)> ScanAsync(Stream stream)
    {
        List<string> problems = [];
        List<string> records = [];
        var scanner = new RecordScanner(stream, (pointer, code, _) => problems.Add($"{pointer} {code}"));
        await foreach (var raw in scanner.ReadAsync())
            records.Add($"{raw.Kind} {raw.Number} {raw.Offset} {Encoding.UTF8.GetString(raw.Json.Span)}");
        return (records, problems);
    }

    public static Stream Bytes(string json) => new MemoryStream(Encoding.UTF8.GetBytes(json));

    /// <summary>What is wrong with one record, as far as it shows without other records.</summary>
    public static IReadOnlyList<Problem> ProblemsOf(NodeKind kind, string json)
    {
        var record = ImportIndex.Read(kind, Encoding.UTF8.GetBytes(json), out var problem);
        if (problem is not null)
            return [problem];
        using var index = IndexOf(record!);
        var references = new References(new ImportInput("test.json", Stream.Null, _ => null), index, null!);
        var content = references.Resolve(record!, out var problems);
        return [.. record!.Warnings, .. content is null ? problems : ChangeSetRules.CheckContent(content)];
    }

    /// <summary>An index of a file that has every node which the record names, each taken already.</summary>
    private static ImportIndex IndexOf(ImportRecord record)
    {
        var index = new ImportIndex(new IdSource(TimeProvider.System, new Random(1)));
        foreach (var list in record.Named.DistinctBy(n => (n.Kind, n.Key)).GroupBy(n => n.Kind))
        foreach (var (number, named) in list.Index())
            index.Add(new RawRecord(list.Key, number, 0, JsonSerializer.SerializeToUtf8Bytes(new { key = named.Key })));
        index.Complete().ShouldBeEmpty();
        foreach (var entry in index.All)
            entry.Outcome = Outcome.Created;
        return index;
    }
}

/// <summary>A stream that gives a few bytes at a time, as a network does.</summary>
internal sealed class Trickle(byte[] bytes, int step) : MemoryStream(bytes)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(step, buffer.Length)], cancellationToken);
}
