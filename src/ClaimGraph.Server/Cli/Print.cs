using System.Text.Encodings.Web;
using System.Text.Json;

namespace ClaimGraph.Server.Cli;

/// <summary>Results of commands as JSON.</summary>
internal static class Print
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Json(object result, TextWriter? output = null) =>
        (output ?? Console.Out).WriteLine(JsonSerializer.Serialize(result, Readable));
}
