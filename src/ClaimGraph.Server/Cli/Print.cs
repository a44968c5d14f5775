using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ClaimGraph.Server.Cli;

/// <summary>Results of commands, as JSON or in part as text.</summary>
internal static class Print
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A time in UTC, to the second.</summary>
    public static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>A member of an enumeration as a word: <c>cancelled</c>.</summary>
    public static string Word<T>(T member)
        where T : struct, Enum => member.ToString().ToLowerInvariant();

    public static void Json(object result, TextWriter? output = null) =>
        (output ?? Console.Out).WriteLine(JsonSerializer.Serialize(result, Readable));
}
