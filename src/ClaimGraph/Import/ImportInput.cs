using System.IO.Compression;

namespace ClaimGraph.Import;

/// <summary>One import file: its name, its bytes and the files beside it.</summary>
/// <param name="Name">How reports and the ledger name the file.</param>
/// <param name="Content">UTF-8 JSON from its beginning. It is read several times, so it must be able to seek.</param>
/// <param name="OpenBeside">
/// Opens a file that a record names (<c>snapshot.file</c>); null when there is no such file. Throws <see cref="RefusedException"/> for a
/// name that leads out of the folder.
/// </param>
public sealed record ImportInput(string Name, Stream Content, Func<string, Stream?> OpenBeside) : IDisposable
{
    /// <summary>How reports name the place of a JSON pointer, for records that were made of something else; as it is when null.</summary>
    public Func<string, string>? Locate { get; init; }

    /// <summary>The records were made of a format that cannot say all that a record holds: what they do not mention stays as it is in the
    /// store.</summary>
    public bool IsPartial { get; init; }

    /// <summary>What the records were made with, which is disposed with the input.</summary>
    public IDisposable? Made { get; init; }

    internal string PlaceOf(string pointer) => Locate?.Invoke(pointer) ?? pointer;

    /// <summary>A file on disk, plain or compressed by gzip. A pipe (<c>/dev/stdin</c>, <c>&lt;(…)</c>) is read to its end first, as
    /// <see cref="SpoolAsync"/>
    /// does.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be read.</exception>
    public static async Task<ImportInput> OpenFileAsync(string path, CancellationToken cancellation = default)
    {
        var (name, folder) = (Path.GetFileName(path), Path.GetDirectoryName(Path.GetFullPath(path))!);
        var content = new FileStream(
            path,
            new FileStreamOptions
            {
                Access = FileAccess.Read,
                Share = FileShare.Read,
                BufferSize = 0,
            }
        );
        Stream? Beside(string file) => OpenInside(folder, file);
        if (content.CanSeek && !await IsGzipAsync(content, cancellation))
            return new ImportInput(name, content, Beside);
        await using (content)
            return content.CanSeek
                ? new ImportInput(name, await UnzipAsync(name, content, cancellation), Beside)
                : await SpoolAsync(name, content, cancellation);
    }

    /// <summary>
    /// Input that can be read only once, like a pipe, plain or compressed by gzip: copies it to a temporary file, which is deleted when
    /// the input is disposed. There
    /// are no files beside it.
    /// </summary>
    /// <exception cref="IOException">The input cannot be read, or the temporary file cannot be written.</exception>
    public static async Task<ImportInput> SpoolAsync(string name, Stream input, CancellationToken cancellation = default)
    {
        var content = TemporaryFile.Open();
        try
        {
            await input.CopyToAsync(content, cancellation);
            if (!await IsGzipAsync(content, cancellation))
                return new ImportInput(name, content, RefuseBeside);
            await using (content)
                return new ImportInput(name, await UnzipAsync(name, content, cancellation), RefuseBeside);
        }
        catch
        {
            await content.DisposeAsync();
            throw;
        }
    }

    public void Dispose()
    {
        Content.Dispose();
        Made?.Dispose();
    }

    private static async Task<bool> IsGzipAsync(Stream file, CancellationToken cancellation)
    {
        var start = new byte[2];
        file.Position = 0;
        var read = await file.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation);
        file.Position = 0;
        return read == 2 && start is [0x1F, 0x8B]; // RFC 1952; JSON does not begin so
    }

    /// <exception cref="IOException">The file is damaged, or the temporary file cannot be written.</exception>
    private static async Task<Stream> UnzipAsync(string name, Stream file, CancellationToken cancellation)
    {
        var content = TemporaryFile.Open();
        try
        {
            await using var plain = new GZipStream(file, CompressionMode.Decompress, leaveOpen: true);
            await plain.CopyToAsync(content, cancellation);
            return content;
        }
        catch (Exception e)
        {
            await content.DisposeAsync();
            if (e is InvalidDataException)
                throw new IOException($"'{name}' is compressed by gzip and damaged, or not complete.", e);
            throw;
        }
    }

    private static Stream? RefuseBeside(string name) =>
        throw new RefusedException(
            ProblemCode.NotFound,
            $"'{name}' cannot be read: there are no files beside a pipe. Import from a file, or give the text itself as snapshot.text."
        );

    private static FileStream? OpenInside(string folder, string name)
    {
        var path = Path.GetFullPath(Path.Combine(folder, name));
        var inside = folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;
        if (!path.StartsWith(inside, StringComparison.Ordinal) || PassesLink(folder, path))
            throw new RefusedException(ProblemCode.OutOfRange, $"'{name}' leads out of the folder of the import file.");
        return File.Exists(path) ? File.OpenRead(path) : null;
    }

    // A link could lead anywhere, whatever the path looks like.
    private static bool PassesLink(string folder, string path)
    {
        for (var at = path; at is not null && at.Length > folder.Length; at = Path.GetDirectoryName(at))
            if (new FileInfo(at).LinkTarget is not null)
                return true;
        return false;
    }
}
