using ClaimGraph.Import;
using ClaimGraph.Interchange.Documents;

namespace ClaimGraph.Interchange.Tables;

/// <summary>The rows of a file of any size, of which memory holds one: a <see cref="CsvTable"/>, or a <see cref="JsonTable"/>. Encoding
/// and delimiter are found out.</summary>
internal abstract class Table(string name, Stream text) : IDisposable
{
    /// <summary>UTF-8, perhaps behind a mark.</summary>
    protected Stream Text => text;

    public abstract IReadOnlyList<string> Columns { get; }

    public abstract IAsyncEnumerable<TableRow> RowsAsync(CancellationToken cancellation);

    /// <param name="content">A stream that can seek; it is closed with the table.</param>
    /// <param name="report">Gets what is wrong with rows.</param>
    /// <exception cref="ClaimGraphException">This is no table.</exception>
    public static async Task<Table> OpenAsync(
        string name,
        Stream content,
        Action<ImportProblem> report,
        CancellationToken cancellation = default
    )
    {
        var (text, guessed) = await TextDecoding.ToUtf8Async(content, cancellation);
        if (guessed is not null)
            report(TextDecoding.Doubt(name, guessed));
        if (text.Length == text.Position)
            throw new ClaimGraphException($"'{name}' is empty.");
        return await IsListAsync(text, cancellation)
            ? await JsonTable.OpenAsync(name, text, cancellation)
            : await CsvTable.OpenAsync(name, text, report, cancellation);
    }

    public void Dispose() => text.Dispose();

    /// <summary>The values of a row that every table has.</summary>
    protected Dictionary<string, string> NewRow() => new() { [TableRow.File] = Path.GetFileNameWithoutExtension(name) };

    private static async Task<bool> IsListAsync(Stream text, CancellationToken cancellation)
    {
        var start = new byte[1024];
        var length = await text.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation);
        text.Position = 0;
        return start.AsSpan(0, length).TrimStart(" \t\r\n"u8) is [(byte)'[', ..];
    }
}
