using System.Text.Encodings.Web;
using System.Text.Json;
using ClaimGraph.Interchange.Tables;

namespace ClaimGraph.Interchange;

/// <summary>Proposes a mapping for a table by the names of its columns and by what stands in them.</summary>
public static class TableMapping
{
    private const int Examined = 200;
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The names of the mappings that come with the program.</summary>
    public static IEnumerable<string> BuiltIn => Mapping.BuiltIn;

    /// <summary>The proposal, as a mapping file.</summary>
    /// <exception cref="ClaimGraphException">Nothing in the table looks like a claim.</exception>
    /// <param name="table">A stream that can seek.</param>
    public static async Task<string> ProposeAsync(string name, Stream table, CancellationToken cancellation = default)
    {
        using var opened = await Table.OpenAsync(name, table, _ => { }, cancellation);
        var rows = await opened.RowsAsync(cancellation).Take(Examined).ToArrayAsync(cancellation);
        var columns = new GuessedColumns(opened.Columns, rows);
        if (columns.Claim is null)
            throw new ClaimGraphException(
                $"No column of '{name}' looks like a claim; it has {string.Join(", ", opened.Columns)}. Name it claim, statement or text."
            );
        return new MappingProposal(columns, Path.GetFileNameWithoutExtension(name)).ToJson().ToJsonString(Readable);
    }
}
