using System.Text.Json;
using ClaimGraph.Stores;

namespace ClaimGraph.Import;

/// <summary>
/// Brings import files (<c>schema/claimgraph.import.schema.json</c>) into a store. A record whose key, address or wording is there
/// already replaces the content of its node, so that a second run of the same file changes nothing. A wrong record is reported and left
/// out, and so are the records that name it, unless its node is in the store from before; all others are taken. The order of records in a
/// file does not matter.
/// <para>
/// A file is read twice: once to know its keys, once to commit its records in batches. Memory holds the keys and one batch, never the file.
/// Each batch is durable when the next begins; an import that was interrupted is completed by running it again.
/// </para>
/// </summary>
public sealed class Importer(IClaimStore store, IdSource ids)
{
    /// <summary>Imports one file. Problems of records are in the result, not thrown.</summary>
    /// <exception cref="StoreUnavailableException">The store failed; what was committed stays.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public async Task<ImportResult> RunAsync(
        ImportInput input,
        IProgress<ImportProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        var result = new ImportResult();
        var index = new ImportIndex(ids);
        if (await IndexAsync(input, index, result, cancellation))
            await new ImportRun(store, ids, input, index, result, progress).RunAsync(cancellation);
        result.Revision = (await store.HeadAsync(cancellation)).Revision;
        return result;
    }

    /// <summary>The first reading. False when the file as a whole cannot be taken.</summary>
    private static async Task<bool> IndexAsync(ImportInput input, ImportIndex index, ImportResult result, CancellationToken cancellation)
    {
        var readable = true;
        void Refuse(string pointer, string code, string message)
        {
            result.Add(new ImportError(input.Name, pointer, code, message));
            readable &= pointer != "/format";
        }
        try
        {
            input.Content.Position = 0;
            var scanner = new RecordScanner(input.Content, Refuse);
            await foreach (var raw in scanner.ReadAsync(cancellation))
                if (index.Add(raw) is { } problem)
                    Refuse(JsonPointer.Of([.. JsonPointer.Record(raw.Kind, raw.Number), .. problem.Path]), problem.Code, problem.Message);
            return readable;
        }
        catch (JsonException e)
        {
            Refuse("", ProblemCode.InvalidFormat, Describe(e));
            return false;
        }
    }

    // The reader's message ends with its own count of lines, which begins at 0.
    private static string Describe(JsonException error) =>
        error.LineNumber is not { } line
            ? error.Message
            : $"Not JSON at line {line + 1}, byte {error.BytePositionInLine + 1}: {error.Message.Split(" LineNumber:")[0]} Nothing of the file was taken.";
}
