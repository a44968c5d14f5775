using System.CommandLine;
using ClaimGraph.Interchange;

namespace ClaimGraph.Server.Cli;

/// <summary><c>map FILE</c>: proposes a mapping for <c>import --mapping</c>.</summary>
internal static class TableCommand
{
    public static Command CreateMap()
    {
        var file = new Argument<string>("FILE") { Description = "A table: CSV, TSV, or a JSON list of flat objects." }.RefuseOptions();
        var command = new Command("map", "Propose a mapping for a table, to be checked and given to import --mapping.") { file };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                try
                {
                    var path = parsed.GetValue(file)!;
                    await using var table = File.OpenRead(path);
                    Console.WriteLine(await TableMapping.ProposeAsync(path, table, cancellation));
                    return Run.Success;
                }
                catch (Exception e) when (e is ClaimGraphException or IOException or UnauthorizedAccessException)
                {
                    return Run.Fail(e.Message);
                }
            }
        );
        return command;
    }
}
