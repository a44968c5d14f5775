using System.CommandLine;
using ClaimGraph.Changes;
using ClaimGraph.Import;

namespace ClaimGraph.Server.Cli;

/// <summary><c>import FILE…</c>: brings import files into the store.</summary>
internal static class ImportCommand
{
    private const string StandardInput = "-";
    private static readonly Outcome[] Outcomes = [Outcome.Created, Outcome.Updated, Outcome.Unchanged];

    public static Command Create(CommonOptions common, Stores stores)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Import files (schema/claimgraph.import.schema.json); - for standard input.",
            Arity = ArgumentArity.OneOrMore,
        }.RefuseOptions();
        var command = new Command("import", "Import files. Invalid records are reported and skipped. Importing a file twice does no harm.")
        {
            files,
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
                await using var store = await stores.OpenAsync(options);
                var results = await ImportAsync(paths, new Importer(store, stores.Ids), isJson ? null : Report, cancellation);
                if (isJson)
                    Print.Json(new { files = results.Select(r => AsJson(r.File, r.Result)) });
                return results.All(r => r.Result.Errors.Count == 0) ? Run.Success : Run.Failure;
            }
        );
        return command;
    }

    private static async Task<List<(string File, ImportResult Result)>> ImportAsync(
        string[] paths,
        Importer importer,
        Action<string, ImportResult>? report,
        CancellationToken cancellation
    )
    {
        List<(string, ImportResult)> results = [];
        foreach (var path in paths)
        {
            var name = path == StandardInput ? "stdin" : path;
            using var input = await OpenAsync(path, name, cancellation);
            var result = await Bar.ShowAsync<ImportProgress, ImportResult>(
                name,
                StepOf,
                progress => importer.RunAsync(input, progress, cancellation)
            );
            report?.Invoke(name, result);
            results.Add((name, result));
        }
        return results;
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
        return new($"{p.Kind.ToString().ToLowerInvariant()} {p.Done:N0} of {p.Total:N0}{errors}", p.Done, p.Total);
    }

    private static void Report(string file, ImportResult result)
    {
        foreach (var error in result.Errors)
            Console.Error.WriteLine(error with { File = file });
        var counts = string.Join(", ", Outcomes.Select(o => $"{result.Count(o):N0} {o.ToString().ToLowerInvariant()}"));
        Console.WriteLine($"{file}: {counts}, {result.Refused:N0} refused; revision {result.Revision:N0}");
    }

    private static object AsJson(string file, ImportResult result) =>
        new
        {
            file,
            created = result.Count(Outcome.Created),
            updated = result.Count(Outcome.Updated),
            unchanged = result.Count(Outcome.Unchanged),
            refused = result.Refused,
            revision = result.Revision,
            errors = result.Errors.Select(e => new
            {
                path = e.Path,
                code = e.Code,
                message = e.Message,
            }),
        };
}
