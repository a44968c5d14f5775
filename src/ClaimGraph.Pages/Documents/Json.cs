using System.Text.Encodings.Web;
using System.Text.Json;

namespace ClaimGraph.Pages.Documents;

/// <summary>How answers are read, and how JSON is written for people.</summary>
internal static class Json
{
    /// <summary>Names as in GraphQL.</summary>
    public static readonly JsonSerializerOptions Answers = new(JsonSerializerDefaults.Web);

    /// <summary>Indented, with letters as they are. Not for HTML.</summary>
    public static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
