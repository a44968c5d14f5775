namespace ClaimGraph.Import;

/// <summary>One import file: its name, its bytes and the files beside it.</summary>
/// <param name="Name">How reports and the ledger name the file.</param>
/// <param name="Content">UTF-8 JSON from its beginning. It is read several times, so it must be able to seek.</param>
/// <param name="OpenBeside">
/// Opens a file that a record names (<c>snapshot.file</c>); null when there is no such file. Throws <see cref="RefusedException"/> for a name that
/// leads out of the folder.
/// </param>
public sealed record ImportInput(string Name, Stream Content, Func<string, Stream?> OpenBeside) : IDisposable
{
    /// <summary>A file on disk.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be read.</exception>
    public static ImportInput OpenFile(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var content = new FileStream(path, new FileStreamOptions { Access = FileAccess.Read, Share = FileShare.Read, BufferSize = 0 });
        return new ImportInput(Path.GetFileName(path), content, name => OpenInside(folder, name));
    }

    public void Dispose() => Content.Dispose();

    private static FileStream? OpenInside(string folder, string name)
    {
        var path = Path.GetFullPath(Path.Combine(folder, name));
        if (!path.StartsWith(folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal) || PassesLink(folder, path))
            throw new RefusedException(ProblemCode.OutOfRange, $"'{name}' leads out of the folder of the import file.");
        return File.Exists(path) ? File.OpenRead(path) : null;
    }

    // A link could lead anywhere, whatever the path looks like.
    private static bool PassesLink(string folder, string path)
    {
        for (var at = path; at is not null && at.Length > folder.Length; at = Path.GetDirectoryName(at))
            if (new FileInfo(at).LinkTarget is not null) return true;
        return false;
    }
}
