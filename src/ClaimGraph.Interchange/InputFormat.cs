using ClaimGraph.Import;
using ClaimGraph.Interchange.Running;
using ClaimGraph.Interchange.Verdicts;
using ClaimGraph.Stores;

namespace ClaimGraph.Interchange;

/// <summary>A format that imports read.</summary>
public abstract class InputFormat
{
    /// <summary>What our own import files are called.</summary>
    public const string Ours = "claimgraph";

    /// <summary>All formats. Where none is named, the first is taken whose <see cref="IsInAsync"/> says so, else our own.</summary>
    public static IReadOnlyList<InputFormat> All { get; } =
    [.. RecordFormat.All.Select(format => new RecordsInput(format)), new ClaimReviewInput(), new TableInput(), new OurInput()];

    /// <summary>What <c>--format</c> calls it.</summary>
    public abstract string Name { get; }

    /// <summary>False where a folder cannot be given for a file.</summary>
    public virtual bool TakesFolders => false;

    /// <summary>True if the content speaks for the format.</summary>
    /// <param name="content">A stream that can seek; it is left at its beginning.</param>
    public virtual Task<bool> IsInAsync(Stream content, CancellationToken cancellation) => Task.FromResult(false);

    /// <summary>Reads the input and commits what it says, from where <see cref="ImportWork.Track"/> says.</summary>
    /// <exception cref="ClaimGraphException">The input cannot be imported as a whole.</exception>
    public abstract Task<ImportOutcome> RunAsync(ImportWork work, CancellationToken cancellation);

    /// <summary>The format of an input.</summary>
    /// <param name="name">What it is said to be; null for what it looks like.</param>
    /// <param name="mapping">A mapping, which only tables have; null without one.</param>
    /// <param name="content">What the file holds; null for a folder.</param>
    /// <exception cref="ClaimGraphException">There is no such format, or it does not go with the input.</exception>
    public static async Task<InputFormat> OfAsync(string? name, string? mapping, Stream? content, CancellationToken cancellation = default)
    {
        var format =
            name is null && mapping is not null ? Named(TableInput.Table)
            : name is not null ? Named(name)
            : content is null ? All.First(f => f.TakesFolders)
            : await FoundInAsync(content, cancellation);
        if (format.Name == TableInput.Table != mapping is not null)
            throw new ClaimGraphException(
                mapping is null
                    ? "A table needs a mapping, which says what its columns are; 'map' proposes one."
                    : $"A mapping goes with tables, not with the format '{format.Name}'."
            );
        if (content is null && !format.TakesFolders)
            throw new ClaimGraphException($"A folder cannot be imported as '{format.Name}'; name the files in it.");
        return format;
    }

    /// <exception cref="ClaimGraphException">There is no such format.</exception>
    public static InputFormat Named(string name) =>
        All.FirstOrDefault(f => f.Name == name)
        ?? throw new ClaimGraphException($"'{name}' is not a format; use {string.Join(", ", All.Select(f => f.Name))}.");

    private static async Task<InputFormat> FoundInAsync(Stream content, CancellationToken cancellation)
    {
        foreach (var format in All)
            if (await format.IsInAsync(content, cancellation))
                return format;
        return Named(Ours);
    }
}

/// <summary>What is to be imported, and how.</summary>
/// <param name="Name">What reports and the ledger call the input.</param>
/// <param name="Track">Where the import begins, and what is told how far it is.</param>
public sealed record ImportWork(string Name, IClaimStore Store, IdSource Ids, ImportTrack Track)
{
    /// <summary>What the file holds; null for a folder.</summary>
    public ImportInput? Input { get; init; }

    /// <summary>The folder; null for a file.</summary>
    public string? Folder { get; init; }

    /// <summary>A mapping file, or the name of a mapping that comes with the program; for tables.</summary>
    public string? Mapping { get; init; }

    /// <summary>What wordings of ratings mean.</summary>
    public VerdictTable Verdicts { get; init; } = VerdictTable.Read();

    /// <summary>Who the ledger says it was; the name of the input when null.</summary>
    public string? Principal { get; init; }

    public IProgress<ImportProgress>? Progress { get; init; }
}

/// <summary>What came of an import.</summary>
/// <param name="Found">How many rows or reviews the input holds; null for a format that has only records.</param>
/// <param name="Unmapped">Wordings of ratings that the table of verdicts does not know, and how often each was met.</param>
public sealed record ImportOutcome(ImportResult Result, long? Found, IReadOnlyDictionary<string, int> Unmapped)
{
    /// <summary>The job that was carried out; null for a trial.</summary>
    public Jobs.ImportJob? Job { get; init; }
}
