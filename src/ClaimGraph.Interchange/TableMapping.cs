using System.Text.Encodings.Web;
using System.Text.Json;
using ClaimGraph.Import;
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
    public static string Propose(string name, byte[] table)
    {
        List<ImportProblem> problems = [];
        var opened = Table.Open(name, table, problems);
        var columns = new GuessedColumns(opened.Columns, [.. opened.Rows().Take(Examined)]);
        if (columns.Claim is null)
            throw new ClaimGraphException(
                $"No column of '{name}' looks like a claim; it has {string.Join(", ", opened.Columns)}. Name it claim, statement or text."
            );
        return new MappingProposal(columns, Path.GetFileNameWithoutExtension(name)).ToJson().ToJsonString(Readable);
    }
}
