using System.CommandLine;
using ClaimGraph.Import;
using ClaimGraph.Interchange;
using ClaimGraph.Interchange.Verdicts;

namespace ClaimGraph.Server.Cli;

/// <summary><c>import FILE --mapping MAPPING</c>: rows of CSV, TSV or JSON; and <c>map FILE</c>, which proposes a mapping.</summary>
internal static class TableCommand
{
    public static Command CreateMap()
    {
        var file = new Argument<string>("FILE") { Description = "A table: CSV, TSV, or a JSON list of flat objects." }.RefuseOptions();
        var command = new Command("map", "Propose a mapping for a table, to be checked and given to import --mapping.") { file };
        command.SetAction(parsed =>
        {
            try
            {
                var path = parsed.GetValue(file)!;
                Console.WriteLine(TableMapping.Propose(path, File.ReadAllBytes(path)));
                return Run.Success;
            }
            catch (Exception e) when (e is ClaimGraphException or IOException or UnauthorizedAccessException)
            {
                return Run.Fail(e.Message);
            }
        });
        return command;
    }

    public static async Task<TableResult> RunAsync(
        string name,
        Stream content,
        string mapping,
        string? verdicts,
        Stores stores,
        ServerOptions options,
        Func<ImportProgress, Step> step,
        CancellationToken cancellation
    )
    {
        using var own = verdicts is null ? null : new StreamReader(verdicts);
        using var table = new MemoryStream();
        content.Position = 0;
        await content.CopyToAsync(table, cancellation);
        await using var store = await stores.OpenAloneAsync(options);
        var importer = new TableImporter(store, stores.Ids) { Verdicts = VerdictTable.Read(own) };
        return await Bar.ShowAsync<ImportProgress, TableResult>(
            name,
            step,
            stores.Clock,
            progress => importer.RunAsync(name, table.ToArray(), mapping, progress, cancellation)
        );
    }

    /// <summary>Says what is wrong with rows and which ratings are not known; the records are reported as those of any import.</summary>
    public static void Report(string name, TableResult read)
    {
        foreach (var problem in read.Problems)
            Console.Error.WriteLine($"warning: {problem}");
        ImportReport.Unmapped(name, read.Unmapped);
    }
}
