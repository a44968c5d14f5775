using System.Text.Json;
using ClaimGraph.Stores;

namespace ClaimGraph.Import;

/// <summary>What an export wrote.</summary>
/// <param name="Records">How many nodes of all kinds.</param>
/// <param name="Revision">The revision of the store when the export began.</param>
/// <param name="ChangedMeanwhile">True when somebody wrote to the store meanwhile: the file can hold a record that names one it does not
/// hold.</param>
public sealed record ExportResult(long Records, long Revision, bool ChangedMeanwhile);

/// <summary>
/// Writes a whole store as an import file: every node as it is now, retracted ones and snapshots with it, oldest first; not its history.
/// Imported into an empty store it gives the same graph. Memory holds one page.
/// </summary>
public sealed class Exporter(IClaimStore store)
{
    /// <summary>Writes UTF-8 JSON to <paramref name="output"/>. <paramref name="progress"/> gets the number of records written, after
    /// every page.</summary>
    /// <exception cref="IOException">The output cannot be written.</exception>
    public async Task<ExportResult> RunAsync(Stream output, IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        var revision = (await store.HeadAsync(cancellation)).Revision;
        var records = 0L;
        await using var writer = new Utf8JsonWriter(output, ImportFormat.Writing);
        writer.WriteStartObject();
        writer.WriteString("format", ImportFormat.Version);
        foreach (var kind in ImportFormat.Order)
        {
            writer.WriteStartArray(ImportFormat.ListOf(kind));
            await foreach (var nodes in store.PagesAsync(kind, cancellation))
            {
                await WriteAsync(writer, nodes, cancellation);
                await writer.FlushAsync(cancellation);
                records += nodes.Count;
                progress?.Report(records);
            }
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
        await writer.FlushAsync(cancellation);
        return new ExportResult(records, revision, (await store.HeadAsync(cancellation)).Revision != revision);
    }

    private async Task WriteAsync(Utf8JsonWriter writer, IReadOnlyList<Node> nodes, CancellationToken cancellation)
    {
        var merged = nodes.Select(n => n.MergedInto).OfType<NodeId>();
        var named = nodes.SelectMany(n => n.Data.References).Select(r => r.Id).Concat(merged).Distinct().ToArray();
        var keys = (await store.GetAsync(named, cancellation)).OfType<Node>().ToDictionary(n => n.Id, ImportFormat.KeyOf);
        var records = new RecordWriter(writer, id => keys[id]);
        foreach (var node in nodes)
            records.Write(node);
    }
}
