using System.Runtime.CompilerServices;
using System.Text.Json;
using ClaimGraph.Interchange.ClaimReviews;
using ClaimGraph.Interchange.Documents;

namespace ClaimGraph.Interchange.Tables;

/// <summary>A list of flat objects. One that is not valid JSON is repaired, for which it is read as a whole.</summary>
internal sealed class JsonTable : Table
{
    private readonly IReadOnlyList<JsonElement>? _repaired;

    private JsonTable(string name, Stream text, IReadOnlyList<string> columns, IReadOnlyList<JsonElement>? repaired)
        : base(name, text) => (Columns, _repaired) = (columns, repaired);

    public override IReadOnlyList<string> Columns { get; }

    public static async Task<JsonTable> OpenAsync(string name, Stream text, CancellationToken cancellation)
    {
        try
        {
            OrderedDictionary<string, bool> columns = [];
            await foreach (var item in ObjectsAsync(text, cancellation))
            foreach (var member in item.EnumerateObject())
                columns.TryAdd(member.Name, true);
            return new JsonTable(name, text, [.. columns.Keys], null);
        }
        catch (JsonException e)
        {
            if (text.Length > WholeFile.Largest)
                throw new ClaimGraphException(
                    $"'{name}' is not valid JSON: see line {e.LineNumber + 1}. "
                        + $"Files of more than {WholeFile.Largest >> 20} MB are not repaired."
                );
            text.Position = 0;
            var (values, _, error) = LenientJson.Parse(await WholeFile.ReadTextAsync(name, text, cancellation));
            if (error is not null)
                throw new ClaimGraphException($"'{name}' is not valid JSON: {error}.");
            JsonElement[] items = [.. values.SelectMany(Ld.All).Where(v => v.ValueKind == JsonValueKind.Object)];
            return new JsonTable(name, text, [.. items.SelectMany(o => o.EnumerateObject()).Select(m => m.Name).Distinct()], items);
        }
    }

    public override async IAsyncEnumerable<TableRow> RowsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var number = 0L;
        await foreach (var item in _repaired?.ToAsyncEnumerable() ?? ObjectsAsync(Text, cancellation))
        {
            var values = NewRow();
            foreach (var member in item.EnumerateObject())
                values[member.Name] = Ld.Text(member.Value) ?? "";
            yield return new TableRow($"row {++number}", values);
        }
    }

    private static IAsyncEnumerable<JsonElement> ObjectsAsync(Stream text, CancellationToken cancellation)
    {
        text.Position = 0;
        return JsonSerializer
            .DeserializeAsyncEnumerable<JsonElement>(text, cancellationToken: cancellation)
            .Where(item => item.ValueKind == JsonValueKind.Object);
    }
}
