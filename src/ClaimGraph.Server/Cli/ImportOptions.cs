using System.CommandLine;
using ClaimGraph.Interchange;

namespace ClaimGraph.Server.Cli;

/// <summary>The options of <c>import</c> that say what the files are and how they are taken.</summary>
internal sealed class ImportOptions
{
    private static readonly string[] Names = [.. InputFormat.All.Select(f => f.Name), ExportOptions.Ledger];

    public ImportOptions() => Format.AcceptOnlyFromAmong(Names);

    public Option<string?> Format { get; } =
        new("--format")
        {
            Description =
                $"What the files are: import files; ClaimReviews; {string.Join("; ", RecordFormat.All.Select(f => f.Description))}; "
                + "or a dump of the ledger, from which the same store is made again [default: by their content, but never a ledger].",
            HelpName = string.Join('|', Names),
        };

    public Option<string?> Verdicts { get; } =
        new("--verdicts")
        {
            Description =
                "What wordings of ratings mean, as CSV with the columns wording, language and verdict; before the built-in table.",
            HelpName = "FILE",
        };

    public Option<string?> Mapping { get; } =
        new("--mapping")
        {
            Description =
                "The files are tables (CSV, TSV, a JSON list of flat objects), whose columns a mapping file names; 'map' proposes one. "
                + $"These come with the program: {string.Join(", ", TableMapping.BuiltIn)}.",
            HelpName = "MAPPING",
        };

    public Option<bool> DryRun { get; } = new("--dry-run") { Description = "Say what the files would change, and change nothing." };

    public Option<string?> Resume { get; } =
        new("--resume")
        {
            Description = "Go on with an import that was interrupted, cancelled or failed; 'jobs list' shows them.",
            HelpName = "JOB",
        };

    public Wanted Of(ParseResult parsed, bool isJson) =>
        new(
            parsed.GetValue(Format),
            parsed.GetValue(Verdicts),
            parsed.GetValue(Mapping),
            parsed.GetValue(DryRun),
            parsed.GetValue(Resume),
            isJson
        );
}

/// <summary>What somebody wants of an import.</summary>
internal sealed record Wanted(string? Format, string? Verdicts, string? Mapping, bool IsDryRun, string? Resume, bool IsJson);
