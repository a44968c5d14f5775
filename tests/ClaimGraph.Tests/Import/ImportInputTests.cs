using System.IO.Compression;
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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Input_that_is_compressed_by_gzip_is_read_as_it_was(bool isFile)
    {
        var zipped = new MemoryStream();
        await using (var gzip = new GZipStream(zipped, CompressionMode.Compress, leaveOpen: true))
            await gzip.WriteAsync("{\"format\":1}"u8.ToArray(), TestContext.Current.CancellationToken);
        using var input = await OpenAsync(zipped.ToArray(), isFile);
        using var reader = new StreamReader(input.Content);
        input.Content.Position = 0;
        (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldBe("{\"format\":1}");
        byte[] damaged = [.. zipped.ToArray()[..10], 0xFF, .. zipped.ToArray()[11..]];
        foreach (var wrong in (byte[][])[damaged, zipped.ToArray()[..^4], zipped.ToArray()[..^12]])
            (await Should.ThrowAsync<IOException>(() => OpenAsync(wrong, isFile))).Message.ShouldContain("damaged, or not complete");
    }

    private async Task<ImportInput> OpenAsync(byte[] bytes, bool isFile)
    {
        if (!isFile)
            return await ImportInput.SpoolAsync("stdin", new Unseekable(bytes), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(At("import.json.gz"), bytes, TestContext.Current.CancellationToken);
        return await ImportInput.OpenFileAsync(At("import.json.gz"), TestContext.Current.CancellationToken);
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
