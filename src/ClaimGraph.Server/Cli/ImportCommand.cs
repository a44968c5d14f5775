using System.CommandLine;
using ClaimGraph.Changes;
using ClaimGraph.Import;

namespace ClaimGraph.Server.Cli;

/// <summary><c>import FILE…</c>: brings import files into the store.</summary>
internal static class ImportCommand
{
    private const string StandardInput = "-";
    private static readonly Outcome[] Outcomes = [Outcome.Created, Outcome.Updated, Outcome.Unchanged];

    public static Command Create(Settings settings)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Import files (schema/claimgraph.import.schema.json); - for standard input.", Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command("import", "Import files. Wrong records are reported and left out; importing a file again changes nothing.") { files };
        command.Does(settings, (parsed, options, cancellation) => ImportAsync(parsed.GetValue(files)!, options, cancellation));
        return command;
    }

    private static async Task<int> ImportAsync(string[] files, ServerOptions options, CancellationToken cancellation)
    {
        if (Array.Find(files, f => f != StandardInput && !File.Exists(f)) is { } missing) throw new ClaimGraphException($"There is no file '{missing}'.");
        await using var store = await Run.OpenAsync(options);
        var importer = new Importer(store, new IdSource(TimeProvider.System, Random.Shared));
        var errors = 0;
        foreach (var file in files)
        {
            using var input = await OpenAsync(file, cancellation);
            var result = await Bar.ShowAsync<ImportProgress, ImportResult>(file, StepOf, progress => importer.RunAsync(input, progress, cancellation));
            foreach (var error in result.Errors) Console.Error.WriteLine(error with { File = NameOf(file) });
            Console.WriteLine(Summary(NameOf(file), result));
            errors += result.Errors.Count;
        }
        return errors == 0 ? Run.Success : Run.Failure;
    }

    private static string NameOf(string file) => file == StandardInput ? "stdin" : file;

    private static async Task<ImportInput> OpenAsync(string file, CancellationToken cancellation)
    {
        if (file != StandardInput) return await ImportInput.OpenFileAsync(file, cancellation);
        await using var input = Console.OpenStandardInput();
        return await ImportInput.SpoolAsync(NameOf(file), input, cancellation);
    }

    private static Step StepOf(ImportProgress p) =>
        new($"{p.Kind.ToString().ToLowerInvariant()} {p.Done:N0} of {p.Total:N0}" + (p.Errors > 0 ? $", {p.Errors:N0} errors" : ""), p.Done, p.Total);

    private static string Summary(string file, ImportResult result) =>
        $"{file}: {string.Join(", ", Outcomes.Select(o => $"{result.Count(o):N0} {o.ToString().ToLowerInvariant()}"))}, {result.Refused:N0} refused; revision {result.Revision:N0}";
}
