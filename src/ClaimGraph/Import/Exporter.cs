using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;
using ClaimGraph.Stores;

namespace ClaimGraph.Import;

/// <summary>What an export wrote.</summary>
/// <param name="Records">How many nodes of all kinds.</param>
/// <param name="Revision">The revision of the store when the export began.</param>
/// <param name="ChangedMeanwhile">True when somebody wrote to the store meanwhile: the file can hold a record that names one it does not
/// hold.</param>
public sealed record ExportResult(long Records, long Revision, bool ChangedMeanwhile)
{
    /// <summary>What was left out as the format has no place for it, and how often: <c>strength of evidence</c>.</summary>
    public IReadOnlyDictionary<string, long> Losses { get; init; } = FrozenDictionary<string, long>.Empty;
}

/// <summary>
/// Writes records as an import file, or as lines of one record each: as they are now, retracted ones and snapshots with them, oldest first;
/// not their history. The whole store, imported into an empty one, gives the same graph. Memory holds one page.
/// </summary>
public sealed class Exporter(Selection selection)
{
    private readonly IClaimStore _store = selection.Store;

    public Exporter(IClaimStore store)
        : this(new Selection(store)) { }

    /// <summary>Writes one JSON object in UTF-8 to <paramref name="output"/>. <paramref name="progress"/> gets the number of records
    /// written, after every page.</summary>
    /// <exception cref="IOException">The output cannot be written.</exception>
    public async Task<ExportResult> RunAsync(Stream output, IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        var revision = (await _store.HeadAsync(cancellation)).Revision;
        var records = 0L;
        await using var writer = new Utf8JsonWriter(output, ImportFormat.Writing);
        writer.WriteStartObject();
        writer.WriteString("format", ImportFormat.Version);
        foreach (var kind in selection.Kinds)
        {
            writer.WriteStartArray(ImportFormat.ListOf(kind));
            await foreach (var nodes in selection.PagesAsync(kind, withTexts: true, cancellation))
            {
                var written = await WriterAsync(writer, nodes, cancellation);
                foreach (var node in nodes)
                    written.Write(node);
                await writer.FlushAsync(cancellation);
                records += nodes.Count;
                progress?.Report(records);
            }
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
        await writer.FlushAsync(cancellation);
        return await ResultAsync(records, revision, cancellation);
    }

    /// <summary>Writes lines of JSON: the format, then one record a line, as <c>{"statement":{…}}</c>.</summary>
    /// <exception cref="IOException">The output cannot be written.</exception>
    public async Task<ExportResult> WriteLinesAsync(
        Stream output,
        IProgress<long>? progress = null,
        CancellationToken cancellation = default
    )
    {
        var revision = (await _store.HeadAsync(cancellation)).Revision;
        var (records, page) = (0L, new ArrayBufferWriter<byte>(1 << 16));
        await using var writer = new Utf8JsonWriter(page, ImportFormat.Writing with { Indented = false });
        page.Write(JsonSerializer.SerializeToUtf8Bytes(new { format = ImportFormat.Version }));
        page.Write("\n"u8);
        foreach (var kind in selection.Kinds)
        await foreach (var nodes in selection.PagesAsync(kind, withTexts: true, cancellation))
        {
            var written = await WriterAsync(writer, nodes, cancellation);
            foreach (var node in nodes)
            {
                writer.WriteStartObject();
                writer.WritePropertyName(ImportFormat.Word(kind));
                written.Write(node);
                writer.WriteEndObject();
                writer.Flush();
                writer.Reset();
                page.Write("\n"u8);
            }
            await output.WriteAsync(page.WrittenMemory, cancellation);
            page.ResetWrittenCount();
            records += nodes.Count;
            progress?.Report(records);
        }
        await output.WriteAsync(page.WrittenMemory, cancellation); // the first line, if there is no record
        return await ResultAsync(records, revision, cancellation);
    }

    private async Task<ExportResult> ResultAsync(long records, long revision, CancellationToken cancellation) =>
        new(records, revision, (await _store.HeadAsync(cancellation)).Revision != revision);

    private async Task<RecordWriter> WriterAsync(Utf8JsonWriter writer, IReadOnlyList<Node> nodes, CancellationToken cancellation)
    {
        var merged = nodes.Select(n => n.MergedInto).OfType<NodeId>();
        var named = nodes.SelectMany(n => n.Data.References).Select(r => r.Id).Concat(merged).Distinct().ToArray();
        var keys = (await _store.GetAsync(named, cancellation)).OfType<Node>().ToDictionary(n => n.Id, ImportFormat.KeyOf);
        return new RecordWriter(writer, id => keys[id]);
    }
}
