using System.CommandLine;
using ClaimGraph.Copying;
using ClaimGraph.GraphQL;
using ClaimGraph.Import;
using ClaimGraph.Interchange;
using ClaimGraph.Server.Exports;

namespace ClaimGraph.Server.Cli;

/// <summary><c>export FILE</c>: writes the store, or what is selected of it, in a format.</summary>
internal static class ExportCommand
{
    private const string StandardOutput = "-";
    private const int RememberedNodes = 8_192;

    public static Command Create(CommonOptions common, Stores stores)
    {
        var file = new Argument<string>("FILE")
        {
            Description = "The file to write, which must not exist yet, or a pipe; - for standard output.",
        }.RefuseOptions();
        var wished = new ExportOptions();
        var command = new Command("export", "Write the store, or the records of a list, as an import file or in another format.")
        {
            file,
            wished.Format,
            wished.List,
            wished.Filter,
            wished.AsOf,
            wished.Since,
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
                var api = new LocalApi(stores, options, "cli:export");
                var write = await WriterAsync(wished, parsed, api, cancellation);
                RememberFew(options);
                await using var store = await stores.OpenExistingAsync(options);
                var result = pipe is null ? await WriteFileAsync(o => write(store, o), path) : await write(store, pipe);
                // Standard output may be the export itself.
                return Report(result, path, path == StandardOutput ? Console.Error : Console.Out, parsed.GetValue(common.Json));
            }
        );
        return command;
    }

    /// <summary>An export reads each node once, and some that many others name.</summary>
    private static void RememberFew(ServerOptions options)
    {
        options.Store.CachedNodes = Math.Min(options.Store.CachedNodes, RememberedNodes);
        options.Neo4j.CachedNodes = Math.Min(options.Neo4j.CachedNodes, RememberedNodes);
    }

    private static async Task<Func<IClaimStore, Stream, Task<ExportResult>>> WriterAsync(
        ExportOptions wished,
        ParseResult parsed,
        LocalApi api,
        CancellationToken cancellation
    )
    {
        var (format, since) = (parsed.GetValue(wished.Format), wished.SinceOf(parsed));
        if (format is ClaimReviewFormat.Name or ExportOptions.Ledger && wished.Chooses(parsed))
            throw new ClaimGraphException($"--list, --filter and --as-of do not go with --format {format}.");
        if (format == ClaimReviewFormat.Name)
            return (store, output) => new ClaimReviewExporter(store).WriteFeedAsync(output, since, cancellation);
        if (format == ExportOptions.Ledger)
            return async (store, output) =>
            {
                var head = await new LedgerDump(store).RunAsync(output, since, cancellation: cancellation);
                return new ExportResult(head.Revision - since, head.Revision, ChangedMeanwhile: false);
            };
        var request = await wished.OfAsync(parsed, cancellation);
        return (store, output) => WriteAsync(request, store, output, api, cancellation);
    }

    private static async Task<ExportResult> WriteAsync(
        ExportRequest request,
        IClaimStore store,
        Stream output,
        LocalApi api,
        CancellationToken cancellation
    )
    {
        await using var services = api.ServicesOver(store);
        await using var export = await request.OpenAsync(services.GetRequiredService<IRecordLists>(), api.User, null, cancellation);
        return await export.WriteAsync(output, cancellation);
    }

    private static int Report(ExportResult result, string path, TextWriter report, bool isJson)
    {
        if (result.ChangedMeanwhile)
        {
            return Run.Fail(
                "the store was written to while it was read. "
                    + "Export what it was at one revision instead (--as-of), a copy (claimgraph backup COPY, then claimgraph export FILE "
                    + "--store COPY), or its history (--format ledger)."
            );
        }
        foreach (var (what, count) in result.Losses)
            Console.Error.WriteLine($"warning: {path}: {count:N0} × {what} left out: the format has no place for it");
        if (isJson)
            Print.Json(
                new
                {
                    file = path,
                    records = result.Records,
                    revision = result.Revision,
                    losses = result.Losses,
                },
                report
            );
        else
            report.WriteLine($"{path}: {result.Records:N0} records, revision {result.Revision:N0}");
        return Run.Success;
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
