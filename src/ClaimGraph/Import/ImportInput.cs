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
    /// <summary>A file on disk. A pipe (<c>/dev/stdin</c>, <c>&lt;(…)</c>) is read to its end first, as <see cref="SpoolAsync"/>
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
        if (content.CanSeek)
            return new ImportInput(name, content, beside => OpenInside(folder, beside));
        await using (content)
            return await SpoolAsync(name, content, cancellation);
    }

    /// <summary>
    /// Input that can be read only once, like a pipe: copies it to a temporary file, which is deleted when the input is disposed. There
    /// are no files beside it.
    /// </summary>
    /// <exception cref="IOException">The input cannot be read, or the temporary file cannot be written.</exception>
    public static async Task<ImportInput> SpoolAsync(string name, Stream input, CancellationToken cancellation = default)
    {
        var content = OpenTemporary();
        try
        {
            await input.CopyToAsync(content, cancellation);
            return new ImportInput(name, content, RefuseBeside);
        }
        catch
        {
            await content.DisposeAsync();
            throw;
        }
    }

    public void Dispose() => Content.Dispose();

    private static FileStream OpenTemporary()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.DeleteOnClose,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(Path.Combine(Path.GetTempPath(), $"claimgraph-{Path.GetRandomFileName()}"), options);
        // An open file needs no name there, and without one nothing is left behind even when the process is killed.
        if (!OperatingSystem.IsWindows())
            File.Delete(file.Name);
        return file;
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
