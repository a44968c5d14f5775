namespace ClaimGraph.Import;

/// <summary>Files of this process alone, which are gone when they are closed.</summary>
internal static class TemporaryFile
{
    /// <exception cref="IOException">The folder for temporary files cannot be written.</exception>
    public static FileStream Open()
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
}
