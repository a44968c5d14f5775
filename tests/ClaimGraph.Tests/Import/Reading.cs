using System.Text;
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
        if (problem is not null) return [problem];
        var input = new ImportInput("test.json", Stream.Null, _ => null);
        var references = new References(input, new ImportIndex(new IdSource(TimeProvider.System, new Random(1))), null!);
        var content = references.Resolve(record!, out var problems);
        return content is null ? problems : [.. ChangeSetRules.CheckContent(content).Where(p => p.Code is not (ProblemCode.WrongKind or ProblemCode.Cycle))];   // ids are not there yet
    }
}

/// <summary>A stream that gives a few bytes at a time, as a network does.</summary>
internal sealed class Trickle(byte[] bytes, int step) : MemoryStream(bytes)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(step, buffer.Length)], cancellationToken);
}
