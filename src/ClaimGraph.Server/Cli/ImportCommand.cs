using System.CommandLine;
using ClaimGraph.Changes;
using ClaimGraph.Import;
using ClaimGraph.Interchange;

namespace ClaimGraph.Server.Cli;

/// <summary><c>import FILE…</c>: brings import files into the store.</summary>
internal static class ImportCommand
{
    internal const string StandardInput = "-";

    public static Command Create(CommonOptions common, Stores stores)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description =
                "Import files (schema/claimgraph.import.schema.json), plain or compressed by gzip; ClaimReviews as JSON-LD, feeds, "
                + "answers of claims:search or saved pages, in files, folders, .zip or .tar; - for standard input.",
            Arity = ArgumentArity.OneOrMore,
        }.RefuseOptions();
        var retractions = new Option<bool>("--retractions")
        {
            Description =
                "The files are lists of retractions as CSV, with the columns of the Retraction Watch data or with doi or url, date, reason "
                + "and notice. Sources with these addresses are marked as retracted or corrected.",
        };
        var wished = new ImportOptions();
        var command = new Command("import", "Import files. What is wrong is reported and left out. Importing a file twice does no harm.")
        {
            files,
            retractions,
            wished.Format,
            wished.Verdicts,
            wished.Mapping,
            wished.DryRun,
            common.Storage,
            common.Store,
            common.Durability,
            common.Json,
        };
        command.Does(
            common,
            async (parsed, options, cancellation) =>
            {
                var paths = parsed.GetValue(files)!;
                if (Array.Find(paths, f => f != StandardInput && !Path.Exists(f)) is { } missing)
                    throw new ClaimGraphException($"There is no file '{missing}'.");
                var isJson = parsed.GetValue(common.Json);
                if (parsed.GetValue(retractions))
                    return await RetractionsCommand.RunAsync(paths, stores, options, isJson, cancellation);
                var wanted = wished.Of(parsed, isJson);
                List<(object Json, long Errors)> results = [];
                foreach (var path in paths)
                    results.Add(await ImportAsync(path, wanted, stores, options, cancellation));
                if (isJson)
                    Print.Json(new { files = results.Select(r => r.Json) });
                return results.All(r => r.Errors == 0) ? Run.Success : Run.Failure;
            }
        );
        return command;
    }

    /// <summary>Imports one file. What it holds is durable when the store is closed.</summary>
    private static async Task<(object Json, long Errors)> ImportAsync(
        string path,
        Wanted wanted,
        Stores stores,
        ServerOptions options,
        CancellationToken cancellation
    )
    {
        var name = path == StandardInput ? "stdin" : path;
        using var input = Directory.Exists(path) ? null : await OpenAsync(path, name, cancellation);
        if (wanted.Mapping is { } mapping)
            return await ImportTableAsync(name, input, mapping, wanted, stores, options, cancellation);
        if (wanted.Format == ExportOptions.Ledger && input is not null)
            return (await RecordCommand.RestoreAsync(name, input.Content, stores, options, wanted.IsJson, cancellation), 0);
        if (input is not null && await FormatOfAsync(wanted, input, cancellation) is { } format)
            return await ImportRecordsAsync(name, input, format, wanted, stores, options, cancellation);
        if (
            input is null
            || wanted.Format == ClaimReviewCommand.Format
            || wanted.Format is null && await ClaimReviewFormat.IsInAsync(input.Content, cancellation)
        )
            return await ImportReviewsAsync(name, input, wanted, stores, options, cancellation);
        if (wanted.IsDryRun || wanted.Verdicts is not null)
            throw new ClaimGraphException($"'{name}' is not taken for ClaimReviews, for which --dry-run and --verdicts are; see --format.");
        await using var store = await stores.OpenAloneAsync(options);
        var importer = new Importer(store, stores.Ids);
        var result = await Bar.ShowAsync<ImportProgress, ImportResult>(
            name,
            StepOf,
            stores.Clock,
            progress => importer.RunAsync(input, progress, cancellation)
        );
        if (!wanted.IsJson)
            Report(name, result);
        return (AsJson(name, result), result.ErrorCount);
    }

    private static async Task<(object Json, long Errors)> ImportTableAsync(
        string name,
        ImportInput? input,
        string mapping,
        Wanted wanted,
        Stores stores,
        ServerOptions options,
        CancellationToken cancellation
    )
    {
        if (input is null || wanted.IsDryRun)
            throw new ClaimGraphException(
                input is null ? $"'{name}' is a folder; name the tables in it." : "--dry-run goes with ClaimReviews, not with --mapping."
            );
        var read = await TableCommand.RunAsync(name, input.Content, mapping, wanted.Verdicts, stores, options, StepOf, cancellation);
        if (!wanted.IsJson)
        {
            TableCommand.Report(name, read);
            Report(name, read.Result);
        }
        var json = new
        {
            rows = read.Rows,
            rowProblems = read.Problems.Select(AsJson),
            unmapped = read.Unmapped.OrderByDescending(u => u.Value).Select(u => new { wording = u.Key, count = u.Value }),
            records = AsJson(name, read.Result),
        };
        return (json, read.Result.ErrorCount);
    }

    private static async Task<RecordFormat?> FormatOfAsync(Wanted wanted, ImportInput input, CancellationToken cancellation) =>
        wanted.Format is null ? await RecordFormat.FindAsync(input.Content, cancellation) : RecordFormat.Named(wanted.Format);

    private static async Task<(object Json, long Errors)> ImportRecordsAsync(
        string name,
        ImportInput input,
        RecordFormat format,
        Wanted wanted,
        Stores stores,
        ServerOptions options,
        CancellationToken cancellation
    )
    {
        if (wanted.IsDryRun)
            throw new ClaimGraphException($"--dry-run goes with ClaimReviews, and '{name}' is {format.Description}.");
        var read = new ImportResult();
        var result = await RecordCommand.RunAsync(name, input.Content, format, read, stores, options, StepOf, cancellation);
        if (!wanted.IsJson)
        {
            ImportReport.Problems(name, name, read);
            Report(name, result);
        }
        var json = new
        {
            format = format.Name,
            losses = read.Errors.Select(AsJson),
            doubts = read.Warnings.Select(AsJson),
            records = AsJson(name, result),
        };
        return (json, read.ErrorCount + result.ErrorCount);
    }

    private static async Task<(object Json, long Errors)> ImportReviewsAsync(
        string name,
        ImportInput? input,
        Wanted wanted,
        Stores stores,
        ServerOptions options,
        CancellationToken cancellation
    )
    {
        if (input is null && wanted.Format == ImportOptions.OurFormat)
            throw new ClaimGraphException($"'{name}' is a folder; name the import files in it.");
        var read = await ClaimReviewCommand.RunAsync(name, input?.Content, wanted.Verdicts, wanted.IsDryRun, stores, options, cancellation);
        if (!wanted.IsJson)
            ClaimReviewCommand.Report(name, read, wanted.IsDryRun);
        return (ClaimReviewCommand.AsJson(name, read, wanted.IsDryRun), read.Result.ErrorCount);
    }

    private static async Task<ImportInput> OpenAsync(string path, string name, CancellationToken cancellation)
    {
        if (path != StandardInput)
            return await ImportInput.OpenFileAsync(path, cancellation);
        await using var input = Console.OpenStandardInput();
        return await ImportInput.SpoolAsync(name, input, cancellation);
    }

    private static Step StepOf(ImportProgress p)
    {
        var errors = p.Errors > 0 ? $", {p.Errors:N0} errors" : "";
        if (p.Kind is not { } kind)
            return new($"reading {p.Done / 1e6:N0} of {p.Total / 1e6:N0} MB{errors}", p.Done, p.Total);
        return new($"{kind.ToString().ToLowerInvariant()} {p.Done:N0} of {p.Total:N0}{errors}", p.Done, p.Total);
    }

    private static void Report(string file, ImportResult result)
    {
        ImportReport.Problems(file, file, result);
        Console.WriteLine($"{file}: {ImportReport.Counts(result)}");
    }

    private static object AsJson(string file, ImportResult result) =>
        new
        {
            file,
            created = result.Count(Outcome.Created),
            updated = result.Count(Outcome.Updated),
            unchanged = result.Count(Outcome.Unchanged),
            duplicates = result.Duplicates,
            refused = result.Refused,
            revision = result.Revision,
            errorCount = result.ErrorCount,
            errors = result.Errors.Select(AsJson),
            warningCount = result.WarningCount,
            warnings = result.Warnings.Select(AsJson),
        };

    private static object AsJson(ImportProblem problem) =>
        new
        {
            path = problem.Path,
            code = problem.Code,
            message = problem.Message,
        };
}
