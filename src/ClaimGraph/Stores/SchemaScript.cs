using System.Globalization;
using System.Reflection;

namespace ClaimGraph.Stores;

/// <summary>A numbered script that brings a database from the schema before it to the next.</summary>
public sealed record SchemaScript(int Number, string Text)
{
    private const string Folder = "schema/";

    /// <summary>The scripts that a store has embedded as <c>schema/NNN_….</c>, in their order.</summary>
    public static SchemaScript[] Of(Assembly store) =>
        [
            .. store
                .GetManifestResourceNames()
                .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
                .Select(name => new SchemaScript(int.Parse(name.AsSpan(Folder.Length, 3), CultureInfo.InvariantCulture), Read(store, name)))
                .OrderBy(script => script.Number),
        ];

    private static string Read(Assembly store, string name)
    {
        using var reader = new StreamReader(store.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
