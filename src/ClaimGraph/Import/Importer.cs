using System.Text.Json;
using ClaimGraph.Stores;

namespace ClaimGraph.Import;

/// <summary>
/// Brings import files (<c>schema/claimgraph.import.schema.json</c>) into a store. A record whose key, address or wording is there
/// already replaces the content of its node, so that a second run of the same file changes nothing. A value that is wrong is left out with
/// a warning. If it has to be there, the record is refused, and so are the records that cannot do without it, unless its node is in the
/// store from before; all others are taken. The order of records in a
/// file does not matter.
/// <para>
/// A file is read twice: once to know its keys, once to commit its records in batches. Memory holds one batch and a fixed part of the keys;
/// the others are in a temporary file. An import that was interrupted is completed by running it again; with its
/// <see cref="ImportTrack"/> it goes on where it was.
/// </para>
/// </summary>
public sealed class Importer(IClaimStore store, IdSource ids)
{
    /// <summary>Who the ledger says it was; the name of the file when null.</summary>
    public string? Principal { get; init; }

    /// <summary>Imports one file. Problems of records are in the result, not thrown.</summary>
    /// <exception cref="StoreUnavailableException">The store failed; what was committed stays.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public Task<ImportResult> RunAsync(
        ImportInput input,
        IProgress<ImportProgress>? progress = null,
        CancellationToken cancellation = default
    ) => RunAsync(input, ImportTrack.None, progress, cancellation);

    /// <summary>Imports one file, from where the track says.</summary>
    /// <inheritdoc cref="RunAsync(ImportInput, IProgress{ImportProgress}?, CancellationToken)"/>
    public async Task<ImportResult> RunAsync(
        ImportInput input,
        ImportTrack track,
        IProgress<ImportProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        var result = track.Result;
        using var index = new ImportIndex(ids);
        result.IsMuted = track.Position is not null;
        if (await IndexAsync(input, index, result, progress, cancellation))
            await new ImportRun(store, ids, input, index, track, progress) { Principal = Principal ?? PrincipalOf(input.Name) }.RunAsync(
                cancellation
            );
        result.Revision = (await store.HeadAsync(cancellation)).Revision;
        return result;
    }

    /// <summary>Who the ledger says it was if nobody is named.</summary>
    public static string PrincipalOf(string file) => CodePoints.Slice("import:" + file, 0, Limits.Principal) ?? "import:" + file;

    private const int RecordsPerStep = 1_000;

    /// <summary>The first reading. False when the file as a whole cannot be taken.</summary>
    private static async Task<bool> IndexAsync(
        ImportInput input,
        ImportIndex index,
        ImportResult result,
        IProgress<ImportProgress>? progress,
        CancellationToken cancellation
    )
    {
        var readable = true;
        void Refuse(string pointer, string code, string message)
        {
            result.AddError(new ImportProblem(input.Name, input.PlaceOf(pointer), code, message));
            readable &= pointer != "/format";
        }
        try
        {
            input.Content.Position = 0;
            var scanner = new RecordScanner(input.Content, Refuse);
            await foreach (var raw in scanner.ReadAsync(cancellation))
            {
                if (index.Add(raw) is { } problem)
                    Refuse(JsonPointer.Of([.. JsonPointer.Record(raw.Kind, raw.Number), .. problem.Path]), problem.Code, problem.Message);
                if (index.Count % RecordsPerStep == 0)
                    progress?.Report(new ImportProgress(null, raw.Offset, input.Content.Length, result.ErrorCount));
            }
            var bytes = new RecordBytes(input.Content);
            foreach (var (entry, first) in index.Complete())
                if (await AreSameAsync(bytes, entry, first, cancellation))
                    entry.SameAs = first;
                else
                {
                    entry.Refused = true;
                    var key = ImportIndex.KeyOf(await bytes.ReadAsync(entry.Place, cancellation));
                    Refuse(
                        $"{entry.Pointer}/key",
                        ProblemCode.AlreadyExists,
                        $"{input.PlaceOf(first.Pointer)} has the key '{key}' already."
                    );
                }
            return readable;
        }
        catch (JsonException e)
        {
            Refuse("", ProblemCode.InvalidFormat, await DescribeAsync(input.Content, e, cancellation));
            return false;
        }
    }

    private static async Task<bool> AreSameAsync(RecordBytes bytes, ImportEntry one, ImportEntry other, CancellationToken cancellation)
    {
        if (one.Length != other.Length)
            return false;
        var left = (await bytes.ReadAsync(one.Place, cancellation)).ToArray();
        return (await bytes.ReadAsync(other.Place, cancellation)).Span.SequenceEqual(left);
    }

    private static async Task<string> DescribeAsync(Stream content, JsonException error, CancellationToken cancellation)
    {
        var start = new byte[512];
        content.Position = 0;
        start = start[..await content.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation)];
        return start.AsSpan().TrimStart(" \t\r\n"u8) switch
        {
            [] when start.Length == content.Length => "The file is empty.",
            [(byte)'{', ..] => Describe(error),
            _ => "The file is not an import file, which is one JSON object. If it is of another format, name the format.",
        };
    }

    // The reader counts lines and bytes from 0. What it says besides is meant for programmers.
    private static string Describe(JsonException error) =>
        error.LineNumber is not { } line
            ? error.Message
            : $"The file is not valid JSON: see line {line + 1}, byte {error.BytePositionInLine + 1}. It may have been cut off. "
                + "Nothing of the file was taken.";
}
