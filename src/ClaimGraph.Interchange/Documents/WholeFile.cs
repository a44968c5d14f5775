using System.Text.Json;
using ClaimGraph.Import;

namespace ClaimGraph.Interchange.Documents;

/// <summary>Files of formats that can only be read as a whole, as anything in them can name anything. They are limited, as memory has to
/// hold them several times over.</summary>
internal static class WholeFile
{
    /// <summary>The largest file, in bytes: 256 MB.</summary>
    public const long Largest = 256L * 1024 * 1024;

    /// <summary>The text of a file in UTF-8.</summary>
    /// <param name="file">A stream that can seek.</param>
    /// <exception cref="ClaimGraphException">It is too large.</exception>
    public static async Task<string> ReadTextAsync(string name, Stream file, CancellationToken cancellation)
    {
        MustNotBeTooLarge(name, file);
        using var text = new StreamReader(file, leaveOpen: true);
        return await text.ReadToEndAsync(cancellation);
    }

    /// <summary>The values of JSON in a file in UTF-8. What of it cannot be read is told.</summary>
    /// <inheritdoc cref="ReadTextAsync"/>
    public static async Task<IReadOnlyList<JsonElement>> ReadJsonAsync(
        string name,
        Stream file,
        ImportResult read,
        CancellationToken cancellation
    )
    {
        var (values, _, error) = LenientJson.Parse(await ReadTextAsync(name, file, cancellation));
        if (error is not null)
            read.AddError(new ImportProblem(name, "", LossCode.Unreadable, $"The file is not valid JSON: {error}."));
        return values;
    }

    private static void MustNotBeTooLarge(string name, Stream file)
    {
        if (file.Length > Largest)
            throw new ClaimGraphException(
                $"'{name}' has {file.Length >> 20:N0} MB; files of this format have at most {Largest >> 20} MB, as they are read as a "
                    + "whole. Split it, or use lines of JSON (ndjson), which can be of any size."
            );
    }
}
