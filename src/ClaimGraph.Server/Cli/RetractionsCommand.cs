using ClaimGraph.Interchange;

namespace ClaimGraph.Server.Cli;

/// <summary><c>import --retractions FILE…</c>: marks sources by lists of retractions.</summary>
internal static class RetractionsCommand
{
    public static async Task<int> RunAsync(
        string[] paths,
        Stores stores,
        ServerOptions options,
        bool isJson,
        CancellationToken cancellation
    )
    {
        List<(string File, RetractionResult Result)> results = [];
        foreach (var path in paths)
        {
            var name = path == ImportCommand.StandardInput ? "stdin" : path;
            using var list = await ImportCommand.OpenAsync(path, name, cancellation);
            await using var store = await stores.OpenAloneAsync(options);
            results.Add((name, await new RetractionList(store).RunAsync(name, list.Content, cancellation)));
            if (!isJson)
                Report(name, results[^1].Result);
        }
        if (isJson)
            Print.Json(new { files = results.Select(r => AsJson(r.File, r.Result)) });
        return Run.Success;
    }

    private static void Report(string file, RetractionResult result)
    {
        foreach (var warning in result.Warnings)
            Console.Error.WriteLine($"warning: {warning}");
        foreach (var source in result.Changed)
            Console.WriteLine($"{source.Id} {source.Content.Url}: {source.Status}. {source.StatusReason}");
        foreach (var source in result.Noted)
            Console.WriteLine($"{source.Id} {source.Content.Url}: a notice that changes nothing");
        Console.WriteLine(
            $"{file}: {result.Rows:N0} rows, {result.Changed.Count:N0} sources marked, {result.Already:N0} marked before, "
                + $"{result.Noted.Count:N0} with a notice alone, {result.Unknown:N0} rows of other publications, "
                + $"{result.Unnamed:N0} without DOI or URL; revision {result.Revision:N0}"
        );
    }

    private static object AsJson(string file, RetractionResult result) =>
        new
        {
            file,
            rows = result.Rows,
            marked = result.Changed.Select(s => new
            {
                id = $"{s.Id}",
                status = $"{s.Status}".ToUpperInvariant(),
                reason = s.StatusReason,
                noticeOn = s.Content.NoticeOn,
                noticeUrl = s.Content.NoticeUrl,
            }),
            already = result.Already,
            noted = result.Noted.Select(s => $"{s.Id}"),
            unknown = result.Unknown,
            unnamed = result.Unnamed,
            revision = result.Revision,
            warnings = result.Warnings,
        };
}
