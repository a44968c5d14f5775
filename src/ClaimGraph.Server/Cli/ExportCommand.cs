using System.CommandLine;
using ClaimGraph.Import;

namespace ClaimGraph.Server.Cli;

/// <summary><c>export FILE</c>: writes the store as an import file.</summary>
internal static class ExportCommand
{
    private const string StandardOutput = "-";

    public static Command Create(CommonOptions common, Stores stores)
    {
        var file = new Argument<string>("FILE")
        {
            Description = "The file to write, which must not exist yet, or a pipe; - for standard output.",
        }.RefuseOptions();
        var command = new Command("export", "Write the whole store, as it is now, as an import file.")
        {
            file,
            common.Storage,
            common.Store,
            common.Json,
        };
        command.Does(
            common,
            async (parsed, options, cancellation) =>
            {
                var path = parsed.GetValue(file)!;
                await using var pipe = path == StandardOutput ? Console.OpenStandardOutput() : OpenPipe(path);
                if (pipe is null)
                    Run.MustBeNew(path);
                await using var store = await stores.OpenExistingAsync(options);
                var exporter = new Exporter(store);
                var result = pipe is null
                    ? await WriteFileAsync(exporter, path, cancellation)
                    : await exporter.RunAsync(pipe, null, cancellation);
                // Standard output may be the export itself.
                var report = path == StandardOutput ? Console.Error : Console.Out;
                if (result.ChangedMeanwhile)
                {
                    return Run.Fail(
                        "the store was written to while it was read. "
                            + "Export a copy instead: claimgraph backup COPY, then claimgraph export FILE --store COPY."
                    );
                }
                if (parsed.GetValue(common.Json))
                    Print.Json(
                        new
                        {
                            file = path,
                            records = result.Records,
                            revision = result.Revision,
                        },
                        report
                    );
                else
                    report.WriteLine($"{path}: {result.Records:N0} records, revision {result.Revision:N0}");
                return Run.Success;
            }
        );
        return command;
    }

    /// <summary>A file gets its name when it is complete, so that nobody imports half of one.</summary>
    private static async Task<ExportResult> WriteFileAsync(Exporter exporter, string path, CancellationToken cancellation)
    {
        var unfinished = path + ".part";
        try
        {
            ExportResult result;
            await using (var output = File.Create(unfinished))
                result = await exporter.RunAsync(output, null, cancellation);
            if (!result.ChangedMeanwhile)
                File.Move(unfinished, path);
            return result;
        }
        catch (DirectoryNotFoundException)
        {
            throw new ClaimGraphException($"'{path}' cannot be written: there is no such folder.");
        }
        finally
        {
            if (File.Exists(unfinished))
                File.Delete(unfinished);
        }
    }

    /// <summary>
    /// A named pipe, <c>/dev/stdout</c> or <c>&gt;(…)</c>; null for anything else. What cannot seek holds nothing to overwrite.
    /// </summary>
    private static FileStream? OpenPipe(string path)
    {
        if (!File.Exists(path))
            return null;
        var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        if (!stream.CanSeek)
            return stream;
        stream.Dispose();
        return null;
    }
}
