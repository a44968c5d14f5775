using System.Text;
using System.Text.RegularExpressions;
using ClaimGraph.Import;
using ClaimGraph.Interchange;
using ClaimGraph.Server.Tests.Import;

namespace ClaimGraph.Server.Tests.Interchange;

/// <summary>What one does with formats of others at the desk.</summary>
internal static partial class Formats
{
    /// <summary>Imports a text of a format.</summary>
    public static async Task<(ImportResult Result, ImportResult Read)> TakeAsync(this Desk desk, string format, string text) =>
        await desk.TakeAsync(format, new MemoryStream(Encoding.UTF8.GetBytes(text)));

    /// <summary>Imports bytes of a format.</summary>
    public static async Task<(ImportResult Result, ImportResult Read)> TakeAsync(this Desk desk, string format, Stream content)
    {
        var read = new ImportResult();
        var cancellation = TestContext.Current.CancellationToken;
        using var input = await RecordFormat.Named(format)!.OpenAsync("test", content, read, cancellation);
        return (await new Importer(desk.Store, desk.Ids).RunAsync(input, null, cancellation), read);
    }

    /// <summary>Exports a list, or everything, in a format.</summary>
    public static async Task<string> GiveAsync(this Desk desk, string format, NodeKind? kind = null)
    {
        var (output, wanted) = (new MemoryStream(), ExportFormat.Named(format));
        var selection = new Selection(desk.Store) { Kind = kind ?? wanted.Usual };
        await wanted.WriteAsync(selection, output, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    /// <summary>An export without what it says it has left out.</summary>
    public static string WithoutLosses(string export) => LeftOut().Replace(export, "");

    [GeneratedRegex("""(,\s*"claimgraph:losses": ")?(<!-- )?Left out: [^"\n]*("| -->\n)""")]
    private static partial Regex LeftOut();
}
