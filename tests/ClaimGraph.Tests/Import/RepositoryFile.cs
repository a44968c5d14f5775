using System.Runtime.CompilerServices;

namespace ClaimGraph.Tests.Import;

/// <summary>Files of the repository, wherever the tests are run from.</summary>
internal static class RepositoryFile
{
    public static string Path(string path, [CallerFilePath] string here = "")
    {
        var folder = System.IO.Path.GetDirectoryName(here);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder, "ClaimGraph.sln")))
            folder = System.IO.Path.GetDirectoryName(folder);
        return System.IO.Path.Combine(folder ?? throw new DirectoryNotFoundException("The tests are not run from the repository."), path);
    }

    public static string Text(string path) => File.ReadAllText(Path(path));
}
