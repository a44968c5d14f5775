using System.Globalization;
using ClaimGraph.Import;
using ClaimGraph.Interchange.Records;
using CsvHelper;

namespace ClaimGraph.Interchange.Csv;

/// <summary>
/// Writes the records of one kind as comma-separated values (RFC 4180, UTF-8): what was entered, then what follows from other records.
/// A text that a spreadsheet would take for a formula gets an apostrophe before it. Memory holds one page.
/// </summary>
public sealed class CsvExport(Selection selection)
{
    private readonly NodeKind _kind = selection.Kind ?? throw new ArgumentException("A table has records of one kind.", nameof(selection));

    /// <exception cref="IOException">The output cannot be written.</exception>
    public async Task<ExportResult> RunAsync(Stream output, CancellationToken cancellation = default)
    {
        using var losses = new ExportLosses();
        var (revision, records) = ((await selection.Store.HeadAsync(cancellation)).Revision, 0L);
        var columns = CsvColumn.Of(_kind);
        Field[] told = [.. Noun.Of(_kind).Entered.Where(f => CsvColumn.Of(f).Any())];
        await using var csv = CsvWriter.Create(output, CsvWriterOptions.Default with { Injection = CsvInjection.Escape }, true);
        foreach (var column in columns)
            csv.WriteField(column.Name);
        csv.EndRecord();
        await foreach (var nodes in selection.PagesAsync(_kind, withTexts: false, cancellation))
        {
            var named = nodes.SelectMany(n => n.Data.References.Select(r => r.Id)).Distinct().ToArray();
            var keys = (await selection.Store.GetAsync(named, cancellation)).OfType<Node>().ToDictionary(n => n.Id, ImportFormat.KeyOf);
            foreach (var node in nodes)
            {
                foreach (var column in columns)
                    column.Write(csv, node, keys);
                csv.EndRecord();
                losses.Written(node, told);
                if (node is Source { Content.Snapshot: not null })
                    losses.Add("texts of snapshots");
            }
            records += nodes.Count;
            await csv.FlushAsync(cancellation);
        }
        await csv.FlushAsync(cancellation);
        var isChanged = (await selection.Store.HeadAsync(cancellation)).Revision != revision;
        return new ExportResult(records, revision, isChanged) { Losses = losses.Counts };
    }
}

/// <summary>One column: a field, or a field of a part.</summary>
/// <param name="Name">As the API spells it; a field of a part behind a full stop: <c>anchor.exact</c>.</param>
/// <param name="Value">Its value for a node.</param>
internal sealed record CsvColumn(string Name, Func<Node, object?> Value)
{
    public static IReadOnlyList<CsvColumn> Of(NodeKind kind)
    {
        var noun = Noun.Of(kind);
        return
        [
            new("key", ImportFormat.KeyOf),
            new("id", n => n.Id.ToString()),
            .. noun.Entered.SelectMany(Of),
            new("status", n => n.Status),
            new("statusReason", n => n.StatusReason),
            new("createdAt", n => n.CreatedAt),
            new("updatedAt", n => n.UpdatedAt),
            .. noun.Derived.Where(f => f.IsShown || f.IsFiltered).Select(f => new CsvColumn(f.FilterName, f.Read)),
        ];
    }

    public void Write(CsvWriter csv, Node node, IReadOnlyDictionary<NodeId, string> keys)
    {
        var value = Value(node);
        if (value is double number)
            csv.WriteField(number, "R", CultureInfo.InvariantCulture);
        else if (value is int or long or bool)
            csv.WriteField(Convert.ToString(value, CultureInfo.InvariantCulture)!.ToLowerInvariant());
        else
            csv.WriteField(TextOf(value, keys));
    }

    public static IEnumerable<CsvColumn> Of(Field field) =>
        field switch
        {
            { IsKeptApart: true } or PartField { Part: null } => [],
            PartField { Part: { } part } whole => part
                .Fields.Where(f => !f.IsKeptApart)
                .Select(f => new CsvColumn($"{field.Name}.{f.Name}", n => whole.Get(n.Data) is { } owner ? f.ValueOf(owner) : null)),
            _ => [new CsvColumn(field.Name, field.Read)],
        };

    private static string TextOf(object? value, IReadOnlyDictionary<NodeId, string> keys) =>
        value switch
        {
            null => "",
            string text => text,
            Attention flags => string.Join(
                "; ",
                Enum.GetValues<Attention>().Where(f => f != Attention.None && flags.HasFlag(f)).Select(f => UpperSnake.Of(f.ToString()))
            ),
            Enum word => UpperSnake.Of(word.ToString()),
            DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
            NodeId id => keys.GetValueOrDefault(id) ?? ImportFormat.IdPrefix + id,
            IReadOnlyList<string> texts => string.Join("; ", texts),
            IReadOnlyList<NodeId> ids => string.Join("; ", ids.Select(id => TextOf(id, keys))),
            IReadOnlyList<Participation> parts => string.Join("; ", parts.Select(p => $"{TextOf(p.Actor, keys)}: {p.Role}")),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };
}
