using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClaimGraph.Sqlite.Tables;

[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(long[]))]
internal sealed partial class ListJson : JsonSerializerContext
{
    private static ListJson? _readable;

    /// <summary>Letters as they are, not as \u escapes: people read these columns too.</summary>
    public static ListJson Readable =>
        _readable ??= new ListJson(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
