using System.CommandLine;
using ClaimGraph.Import;
using ClaimGraph.Interchange;

namespace ClaimGraph.Server.Cli;

/// <summary><c>import FILE…</c>: brings files of all formats into the store, each as a job.</summary>
internal static class ImportCommand
{
    internal const string StandardInput = "-";
    private const string Principal = "cli:import";

    public static Command Create(CommonOptions common, Stores stores)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description =
                "Import files (schema/claimgraph.import.schema.json), plain or compressed by gzip; ClaimReviews as JSON-LD, feeds, "
                + "answers of claims:search or saved pages, in files, folders, .zip or .tar; - for standard input.",
            Arity = ArgumentArity.ZeroOrMore,
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
            wished.Resume,
            common.Storage,
            common.Store,
            common.Durability,
            common.Json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(files) is not { Length: > 0 } && result.GetValue(wished.Resume) is null)
                result.AddError("Required argument 'FILE' missing for command: 'import'.");
        });
        command.Does(
            common,
            (parsed, options, cancellation) =>
            {
                var (paths, wanted) = (parsed.GetValue(files)!, wished.Of(parsed, parsed.GetValue(common.Json)));
                if (wanted.Resume is { } job)
                    return paths.Length == 0
                        ? ResumeAsync(job, wanted, stores, options, cancellation)
                        : throw new ClaimGraphException("--resume goes on with the file of the job; leave FILE out.");
                if (Array.Find(paths, f => f != StandardInput && !Path.Exists(f)) is { } missing)
                    throw new ClaimGraphException($"There is no file '{missing}'.");
                return parsed.GetValue(retractions)
                    ? RetractionsCommand.RunAsync(paths, stores, options, wanted.IsJson, cancellation)
                    : ImportAsync(paths, wanted, stores, options, cancellation);
            }
        );
        return command;
    }

    /// <summary>Imports files. What they hold is durable when the store is closed.</summary>
    private static async Task<int> ImportAsync(
        string[] paths,
        Wanted wanted,
        Stores stores,
        ServerOptions options,
        CancellationToken cancellation
    )
    {
        var (reports, restored) = (new List<ImportReport>(), new List<object>());
        foreach (var path in paths)
        {
            var name = path == StandardInput ? "stdin" : path;
            using var input = Directory.Exists(path) ? null : await OpenAsync(path, name, cancellation);
            if (wanted.Format == ExportOptions.Ledger)
            {
                restored.Add(await RestoreAsync(name, input, wanted, stores, options, cancellation));
                continue;
            }
            var format = await InputFormat.OfAsync(wanted.Format, wanted.Mapping, input?.Content, cancellation);
            await using var store = await stores.OpenAloneAsync(options);
            var runner = new ImportRunner(store, stores.Ids, stores.Clock);
            var outcome = await ShowAsync(
                name,
                stores,
                progress =>
                    wanted.IsDryRun
                        ? runner.TryAsync(name, path, input, format, wanted.Mapping, wanted.Verdicts, progress, cancellation)
                        : RunAsync(runner, path, name, input, format, wanted, progress, cancellation)
            );
            reports.Add(Report(new ImportReport(name, format.Name, outcome), wanted));
        }
        return Finish(reports, restored, wanted);
    }

    private static Task<object> RestoreAsync(
        string name,
        ImportInput? input,
        Wanted wanted,
        Stores stores,
        ServerOptions options,
        CancellationToken cancellation
    ) =>
        input is null || wanted.IsDryRun
            ? throw new ClaimGraphException("The dump of a ledger is a file, and --dry-run does not go with it.")
            : RecordCommand.RestoreAsync(name, input.Content, stores, options, wanted.IsJson, cancellation);

    private static async Task<ImportOutcome> RunAsync(
        ImportRunner runner,
        string path,
        string name,
        ImportInput? input,
        InputFormat format,
        Wanted wanted,
        IProgress<ImportProgress>? progress,
        CancellationToken cancellation
    )
    {
        var place = path == StandardInput || File.Exists(path) && !IsPlain(path) ? null : Path.GetFullPath(path);
        var job = await runner.AddAsync(input?.Name ?? name, place, format, wanted.Mapping, wanted.Verdicts, Principal, cancellation);
        return await runner.RunAsync(job, input, null, progress, cancellation);
    }

    private static async Task<int> ResumeAsync(
        string id,
        Wanted wanted,
        Stores stores,
        ServerOptions options,
        CancellationToken cancellation
    )
    {
        if (wanted is not { Format: null, Mapping: null, Verdicts: null, IsDryRun: false })
            throw new ClaimGraphException("--resume takes format, mapping and verdicts from the job; leave the other options out.");
        await using var store = await stores.OpenAloneAsync(options);
        var job = await JobsCommand.FindAsync(store, id, cancellation);
        var runner = new ImportRunner(store, stores.Ids, stores.Clock);
        var outcome = await ShowAsync(job.Input, stores, progress => runner.RunAsync(job, null, null, progress, cancellation));
        return Finish([Report(new ImportReport(job.Place ?? job.Input, job.Format, outcome), wanted)], [], wanted);
    }

    private static Task<ImportOutcome> ShowAsync(string name, Stores stores, Func<IProgress<ImportProgress>?, Task<ImportOutcome>> work) =>
        Bar.ShowAsync<ImportProgress, ImportOutcome>(name, new ImportSteps(stores.Clock).Of, stores.Clock, work);

    private static ImportReport Report(ImportReport report, Wanted wanted)
    {
        if (!wanted.IsJson)
            report.Print();
        return report;
    }

    private static int Finish(IReadOnlyList<ImportReport> reports, IReadOnlyList<object> restored, Wanted wanted)
    {
        if (wanted.IsJson)
            Print.Json(new { files = restored.Concat(reports.Select(r => r.ToJson())) });
        return reports.All(r => r.Outcome.Result.ErrorCount == 0) ? Run.Success : Run.Failure;
    }

    internal static async Task<ImportInput> OpenAsync(string path, string name, CancellationToken cancellation)
    {
        if (path != StandardInput)
            return await ImportInput.OpenFileAsync(path, cancellation);
        await using var input = Console.OpenStandardInput();
        return await ImportInput.SpoolAsync(name, input, cancellation);
    }

    /// <summary>False for a pipe, which can be read only once.</summary>
    private static bool IsPlain(string path) => !File.GetAttributes(path).HasFlag(FileAttributes.Device) && new FileInfo(path).Length > 0;
}
