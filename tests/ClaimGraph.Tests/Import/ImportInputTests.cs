using ClaimGraph.Import;

namespace ClaimGraph.Tests.Import;

public sealed class ImportInputTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("claimgraph-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Files_beside_and_below_are_opened_and_others_are_not()
    {
        Write("in/import.json");
        Write("in/text.txt");
        Write("in/below/text.txt");
        Write("secret.txt");
        Write("in-too/secret.txt");
        File.CreateSymbolicLink(At("in/link.txt"), At("secret.txt"));
        Directory.CreateSymbolicLink(At("in/door"), At("in-too"));
        using var input = await ImportInput.OpenFileAsync(At("in/import.json"), TestContext.Current.CancellationToken);

        Open(input, "text.txt").ShouldBeTrue();
        Open(input, "below/text.txt").ShouldBeTrue();
        Open(input, "below/../text.txt").ShouldBeTrue();
        Open(input, "none.txt").ShouldBeFalse();
        Open(input, "below").ShouldBeFalse();
        foreach (var outside in (string[])["../secret.txt", At("secret.txt"), "../in-too/secret.txt", "link.txt", "door/secret.txt", ".."])
            Should.Throw<RefusedException>(() => Open(input, outside)).Problems[0].Code.ShouldBe(ProblemCode.OutOfRange);
    }

    [Fact]
    public async Task Input_that_cannot_seek_is_kept_in_a_file_without_a_name_and_has_no_files_beside_it()
    {
        using var input = await ImportInput.SpoolAsync("stdin", new Unseekable("{}"u8.ToArray()), TestContext.Current.CancellationToken);
        for (var reading = 0; reading < 2; reading++)
        {
            input.Content.Position = 0;
            using var reader = new StreamReader(input.Content, leaveOpen: true);
            (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldBe("{}");
        }
        File.Exists(((FileStream)input.Content).Name).ShouldBe(OperatingSystem.IsWindows());
        Should.Throw<RefusedException>(() => Open(input, "text.txt")).Problems[0].Code.ShouldBe(ProblemCode.NotFound);
    }

    private sealed class Unseekable(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }

    private static bool Open(ImportInput input, string name)
    {
        using var stream = input.OpenBeside(name);
        return stream is not null;
    }

    private string At(string path) => Path.Combine(_folder.FullName, path);

    private void Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllText(At(path), "{}");
    }
}
