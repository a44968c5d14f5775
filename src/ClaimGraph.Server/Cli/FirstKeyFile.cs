namespace ClaimGraph.Server.Cli;

/// <summary>The file that gets the first key. It appears only when there is one to write.</summary>
internal sealed class FirstKeyFile
{
    private readonly string _path,
        _part;

    private FirstKeyFile(string path) => (_path, _part) = (path, path + ".part");

    /// <exception cref="ClaimGraphException">It cannot be written.</exception>
    public static FirstKeyFile Open(string path)
    {
        var file = new FirstKeyFile(path);
        try
        {
            File.Delete(file._part);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            new FileStream(file._part, options).Dispose();
            return file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ClaimGraphException($"The first key cannot be written to '{path}': {e.Message} Set Access:FirstKeyFile.", e);
        }
    }

    /// <param name="secret">Null if there was a key before.</param>
    public void Close(string? secret)
    {
        if (secret is null)
        {
            File.Delete(_part);
            return;
        }
        File.WriteAllText(_part, secret + "\n");
        File.Move(_part, _path, overwrite: true);
    }
}
