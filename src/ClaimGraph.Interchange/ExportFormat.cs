using ClaimGraph.Import;
using ClaimGraph.Interchange.Aif;
using ClaimGraph.Interchange.Annotations;
using ClaimGraph.Interchange.Argdown;
using ClaimGraph.Interchange.Citations;
using ClaimGraph.Interchange.Csv;
using ClaimGraph.Interchange.GraphMl;
using ClaimGraph.Interchange.Provenance;

namespace ClaimGraph.Interchange;

/// <summary>A format in which records go out.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Extension">What a file of it ends with, without the full stop.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="Description">What it is, in a few words.</param>
/// <param name="WriteAsync">Writes what is selected; it can be called from many threads.</param>
public sealed record ExportFormat(
    string Name,
    string Extension,
    string MediaType,
    string Description,
    Func<Selection, Stream, CancellationToken, Task<ExportResult>> WriteAsync
)
{
    /// <summary>Whose lists it can write; all when empty.</summary>
    public IReadOnlyList<NodeKind> Kinds { get; init; } = [];

    /// <summary>Whether it can write everything at once.</summary>
    public bool TakesWhole { get; init; } = true;

    /// <summary>The list that is meant when none is named; null for everything.</summary>
    public NodeKind? Usual =>
        TakesWhole ? null
        : Kinds is [var only] ? only
        : null;

    /// <summary>Our own format, which <c>import</c> reads.</summary>
    public static readonly ExportFormat ClaimGraph = new(
        "claimgraph",
        "json",
        "application/json",
        "an import file",
        static (selection, output, cancellation) => new Exporter(selection).RunAsync(output, null, cancellation)
    );

    /// <summary>Every format, our own first.</summary>
    public static readonly IReadOnlyList<ExportFormat> All =
    [
        ClaimGraph,
        new(
            "ndjson",
            "ndjson",
            "application/x-ndjson",
            "the same with one record a line",
            static (selection, output, cancellation) => new Exporter(selection).WriteLinesAsync(output, null, cancellation)
        ),
        new(
            "csv",
            "csv",
            "text/csv",
            "a table of one list",
            static (selection, output, cancellation) => new CsvExport(selection).RunAsync(output, cancellation)
        )
        {
            TakesWhole = false,
        },
        new("csl-json", "csl.json", "application/vnd.citationstyles.csl+json", "the sources as CSL-JSON", CslJson.WriteAsync)
        {
            Kinds = [NodeKind.Source],
            TakesWhole = false,
        },
        new("ris", "ris", "application/x-research-info-systems", "the sources as RIS", Ris.WriteAsync)
        {
            Kinds = [NodeKind.Source],
            TakesWhole = false,
        },
        new("webanno", "anno.jsonld", "application/ld+json", "quotes of sources as Web Annotations", AnnotationWriter.WriteAsync)
        {
            Kinds = [NodeKind.Statement],
        },
        new("argdown", "argdown", "text/vnd.argdown", "statements and arguments as Argdown", ArgdownWriter.WriteAsync)
        {
            Kinds = [NodeKind.Statement],
        },
        new("aif", "aif.json", "application/vnd.aif+json", "statements and arguments as AIF", AifWriter.WriteAsync)
        {
            Kinds = [NodeKind.Statement],
        },
        new("graphml", "graphml", "application/graphml+xml", "the graph as GraphML, for Gephi and others", GraphMlWriter.WriteAsync),
        new("prov", "prov.nt", "application/n-triples", "provenance as PROV-O in N-Triples", ProvWriter.WriteAsync),
    ];

    /// <exception cref="ClaimGraphException">There is none of that name.</exception>
    public static ExportFormat Named(string name) =>
        All.FirstOrDefault(f => f.Name == name)
        ?? throw new ClaimGraphException($"There is no format '{name}'; use {string.Join(", ", All.Select(f => f.Name))}.");

    /// <summary>Why a list cannot be written in the format; null if it can.</summary>
    /// <param name="kind">Null for everything.</param>
    public string? ProblemWith(NodeKind? kind)
    {
        if (kind is null && TakesWhole || kind is { } one && (Kinds.Count == 0 || Kinds.Contains(one)))
            return null;
        var lists = Kinds.Count == 0 ? Noun.All.Select(n => n.Plural) : Kinds.Select(k => Noun.Of(k).Plural);
        return kind is null
            ? $"The format {Name} is for one list: {string.Join(", ", lists)}."
            : $"The format {Name} has no place for {Noun.Of(kind.Value).Plural}; it is for {string.Join(", ", lists)}.";
    }
}
