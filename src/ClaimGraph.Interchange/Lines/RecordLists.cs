using System.Text;
using ClaimGraph.Import;

namespace ClaimGraph.Interchange.Lines;

/// <summary>Records as they are found in an input, and then as an import file. Memory holds a fixed part of their places; the others, and
/// the records, are in temporary files.</summary>
/// <param name="nameOf">What reports call a record of a kind before the field in it.</param>
internal sealed class RecordLists(Func<NodeKind, string> nameOf) : IDisposable
{
    private readonly Dictionary<NodeKind, Records> _lists = [];

    /// <summary>The records of a kind, and the place of each in the input.</summary>
    private sealed class Records : IDisposable
    {
        public BufferedStream File { get; } = new(TemporaryFile.Open(), 1 << 16);
        public TemporaryTexts Places { get; } = new();

        public void Dispose()
        {
            File.Dispose();
            Places.Dispose();
        }
    }

    /// <param name="record">A JSON object.</param>
    /// <param name="place">How reports name its place in the input.</param>
    public void Add(NodeKind kind, ReadOnlySpan<byte> record, string place)
    {
        if (!_lists.TryGetValue(kind, out var list))
            _lists[kind] = list = new Records();
        if (list.Places.Count > 0)
            list.File.WriteByte((byte)',');
        list.File.Write(record);
        list.Places.Add(place);
    }

    /// <summary>The whole as one import file.</summary>
    public FileStream ToFile()
    {
        var whole = TemporaryFile.Open();
        whole.Write(Encoding.UTF8.GetBytes($"{{\"format\":\"{ImportFormat.Version}\""));
        foreach (var (kind, list) in _lists)
        {
            whole.Write(Encoding.UTF8.GetBytes($",\"{ImportFormat.ListOf(kind)}\":["));
            list.File.Position = 0;
            list.File.CopyTo(whole);
            whole.Write("]"u8);
            list.File.Dispose();
        }
        whole.Write("}"u8);
        whole.Position = 0;
        return whole;
    }

    /// <summary>The place of a record, and the field in it: <c>line 17, statement/text</c> of <c>/statements/12/text</c>.</summary>
    public string Locate(string pointer) =>
        ImportFormat.ReadPointer(pointer) is var (kind, number, field)
        && _lists.TryGetValue(kind, out var list)
        && number < list.Places.Count
            ? string.Join(", ", new[] { list.Places.Read(number), nameOf(kind) + field }.Where(p => p.Length > 0))
            : pointer;

    public void Dispose()
    {
        foreach (var list in _lists.Values)
            list.Dispose();
    }
}
