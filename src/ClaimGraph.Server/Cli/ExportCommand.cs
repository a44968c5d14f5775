using System.CommandLine;
using ClaimGraph.Import;
using ClaimGraph.Interchange;

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
        var format = new Option<string?>("--format")
        {
            Description = "What to write: everything as an import file, or the reviews as a feed of ClaimReviews [default: claimgraph].",
            HelpName = $"claimgraph|{ClaimReviewCommand.Format}",
        };
        format.AcceptOnlyFromAmong("claimgraph", ClaimReviewCommand.Format);
        var command = new Command("export", "Write the whole store, as it is now, as an import file.")
        {
            file,
            format,
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
                Func<Stream, Task<ExportResult>> write =
                    parsed.GetValue(format) == ClaimReviewCommand.Format
                        ? output => new ClaimReviewExporter(store).WriteFeedAsync(output, cancellation: cancellation)
                        : output => new Exporter(store).RunAsync(output, null, cancellation);
                var result = pipe is null ? await WriteFileAsync(write, path) : await write(pipe);
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
    private static async Task<ExportResult> WriteFileAsync(Func<Stream, Task<ExportResult>> write, string path)
    {
        var unfinished = path + ".part";
        try
        {
            ExportResult result;
            await using (var output = File.Create(unfinished))
                result = await write(output);
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
