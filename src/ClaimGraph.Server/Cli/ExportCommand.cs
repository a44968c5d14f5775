using System.CommandLine;
using ClaimGraph.Import;

namespace ClaimGraph.Server.Cli;

/// <summary><c>export FILE</c>: writes the store as an import file.</summary>
internal static class ExportCommand
{
    public static Command Create(Settings settings)
    {
        var file = new Argument<string>("FILE") { Description = "The file to write; it must not be there yet." };
        var command = new Command("export", "Write the whole store, as it is now, as an import file.") { file };
        command.Does(settings, (parsed, options, cancellation) => ExportAsync(parsed.GetValue(file)!, options, cancellation));
        return command;
    }

    private static async Task<int> ExportAsync(string file, ServerOptions options, CancellationToken cancellation)
    {
        Run.MustBeNew(file);
        await using var store = await Run.OpenExistingAsync(options);
        // The name is taken when the file is whole, so that nobody imports half of one.
        var unfinished = file + ".part";
        try
        {
            ExportResult result;
            await using (var output = File.Create(unfinished))
                result = await new Exporter(store).RunAsync(output, null, cancellation);
            if (result.ChangedMeanwhile)
                return Run.Fail("the store was written to while it was read. Export a copy instead: claimgraph backup COPY, then claimgraph export FILE --store COPY.");
            File.Move(unfinished, file);
            Console.WriteLine($"{file}: {result.Records:N0} records, revision {result.Revision:N0}");
            return Run.Success;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}
