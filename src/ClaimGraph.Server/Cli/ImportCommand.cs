using System.CommandLine;
using ClaimGraph.Changes;
using ClaimGraph.Import;

namespace ClaimGraph.Server.Cli;

/// <summary><c>import FILE…</c>: brings import files into the store.</summary>
internal static class ImportCommand
{
    internal const string StandardInput = "-";
    private static readonly Outcome[] Outcomes = [Outcome.Created, Outcome.Updated, Outcome.Unchanged];

    public static Command Create(CommonOptions common, Stores stores)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Import files (schema/claimgraph.import.schema.json), plain or compressed by gzip; - for standard input.",
            Arity = ArgumentArity.OneOrMore,
        }.RefuseOptions();
        var retractions = new Option<bool>("--retractions")
        {
            Description =
                "The files are lists of retractions as CSV, with the columns of the Retraction Watch data or with doi or url, date, reason "
                + "and notice. Sources with these addresses are marked as retracted or corrected.",
        };
        var command = new Command("import", "Import files. What is wrong is reported and left out. Importing a file twice does no harm.")
        {
            files,
            retractions,
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
                if (Array.Find(paths, f => f != StandardInput && !File.Exists(f)) is { } missing)
                    throw new ClaimGraphException($"There is no file '{missing}'.");
                var isJson = parsed.GetValue(common.Json);
                if (parsed.GetValue(retractions))
                    return await RetractionsCommand.RunAsync(paths, stores, options, isJson, cancellation);
                var results = await ImportAsync(paths, stores, options, isJson ? null : Report, cancellation);
                if (isJson)
                    Print.Json(new { files = results.Select(r => AsJson(r.File, r.Result)) });
                return results.All(r => r.Result.ErrorCount == 0) ? Run.Success : Run.Failure;
            }
        );
        return command;
    }

    private static async Task<List<(string File, ImportResult Result)>> ImportAsync(
        string[] paths,
        Stores stores,
        ServerOptions options,
        Action<string, ImportResult>? report,
        CancellationToken cancellation
    )
    {
        List<(string, ImportResult)> results = [];
        foreach (var path in paths)
        {
            var name = path == StandardInput ? "stdin" : path;
            var result = await ImportAsync(path, name, stores, options, cancellation);
            report?.Invoke(name, result);
            results.Add((name, result));
        }
        return results;
    }

    /// <summary>Imports one file. What it holds is durable when the store is closed.</summary>
    private static async Task<ImportResult> ImportAsync(
        string path,
        string name,
        Stores stores,
        ServerOptions options,
        CancellationToken cancellation
    )
    {
        using var input = await OpenAsync(path, name, cancellation);
        await using var store = await stores.OpenAloneAsync(options);
        var importer = new Importer(store, stores.Ids);
        return await Bar.ShowAsync<ImportProgress, ImportResult>(
            name,
            StepOf,
            stores.Clock,
            progress => importer.RunAsync(input, progress, cancellation)
        );
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
        Report(file, "warning: ", result.Warnings, result.WarningCount);
        Report(file, "", result.Errors, result.ErrorCount);
        var counts = string.Join(", ", Outcomes.Select(o => $"{result.Count(o):N0} {o.ToString().ToLowerInvariant()}"));
        var duplicates = result.Duplicates > 0 ? $", {result.Duplicates:N0} duplicates" : "";
        var warnings = result.WarningCount > 0 ? $", {result.WarningCount:N0} warnings" : "";
        Console.WriteLine($"{file}: {counts}, {result.Refused:N0} refused{duplicates}{warnings}; revision {result.Revision:N0}");
    }

    private static void Report(string file, string prefix, IReadOnlyList<ImportProblem> problems, long count)
    {
        foreach (var problem in problems)
            Console.Error.WriteLine(prefix + (problem with { File = file }));
        if (count > problems.Count)
            Console.Error.WriteLine($"{prefix}{file}: {count - problems.Count:N0} more are not shown.");
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
