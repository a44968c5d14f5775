using ClaimGraph.Import;
using ClaimGraph.Interchange.Aif;
using ClaimGraph.Interchange.Annotations;
using ClaimGraph.Interchange.Argdown;
using ClaimGraph.Interchange.Citations;
using ClaimGraph.Interchange.Documents;
using ClaimGraph.Interchange.Lines;

namespace ClaimGraph.Interchange;

/// <summary>A format from which records of the import format are made, which then come in as from an import file.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Description">What it is, in a few words.</param>
/// <param name="ReadAsync">Reads UTF-8 from where the stream is, and gives its records; the result gets what is wrong with the
/// input.</param>
public sealed record RecordFormat(
    string Name,
    string Description,
    Func<string, Stream, ImportResult, CancellationToken, Task<ImportInput>> ReadAsync
)
{
    /// <summary>Reads a stream that can seek, in whatever encoding it is, and gives its records.</summary>
    /// <param name="read">Gets what is wrong with the input.</param>
    /// <exception cref="ClaimGraphException">The input is too large.</exception>
    public async Task<ImportInput> OpenAsync(string name, Stream input, ImportResult read, CancellationToken cancellation = default)
    {
        var (text, guessed) = await TextDecoding.ToUtf8Async(input, cancellation);
        if (guessed is not null)
            read.AddWarning(TextDecoding.Doubt(name, guessed));
        try
        {
            return await ReadAsync(name, text, read, cancellation);
        }
        finally
        {
            if (text != input)
                await text.DisposeAsync();
        }
    }

    /// <summary>Whether the first bytes of a file are of this format without doubt.</summary>
    internal Func<string, bool> IsIn { get; init; } = _ => false;

    /// <summary>Every format.</summary>
    public static readonly IReadOnlyList<RecordFormat> All =
    [
        new("ndjson", "our own format, one record a line", LineFile.OpenAsync) { IsIn = LineFile.IsIn },
        new("csl-json", "sources as CSL-JSON", CslJson.OpenAsync) { IsIn = CslJson.IsIn },
        new("ris", "sources as RIS", Ris.OpenAsync) { IsIn = Ris.IsIn },
        new("webanno", "W3C Web Annotations", AnnotationReader.OpenAsync) { IsIn = AnnotationReader.IsIn },
        new("argdown", "Argdown", ArgdownReader.OpenAsync) { IsIn = ArgdownReader.IsIn },
        new("aif", "AIF as JSON", AifReader.OpenAsync) { IsIn = AifReader.IsIn },
    ];

    /// <summary>The format of a name; null if there is none.</summary>
    public static RecordFormat? Named(string? name) => All.FirstOrDefault(f => f.Name == name);

    /// <summary>The format that a file is of without doubt; null if there is none.</summary>
    /// <param name="content">A stream that can seek; it is left at its beginning.</param>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static async Task<RecordFormat?> FindAsync(Stream content, CancellationToken cancellation = default)
    {
        var start = await ClaimReviewFormat.StartOfAsync(content, cancellation);
        return All.FirstOrDefault(f => f.IsIn(start));
    }
}
