using System.Formats.Tar;
using System.IO.Compression;
using ClaimGraph.Import;

namespace ClaimGraph.Interchange.Documents;

/// <summary>The files that an input consists of: a file, those of a folder, those of an archive, and of archives in these. What
/// cannot be read is reported and passed over.</summary>
internal sealed class InputFiles(ImportResult result)
{
    private const int MostNested = 3;
    private const long MostBytes = 1L << 29;
    private const string HoldsNothing = "holds no file to import, such as .json, .html or .zip.";
    private static readonly string[] Read =
    [
        ".json",
        ".jsonld",
        ".json-ld",
        ".ndjson",
        ".jsonl",
        ".html",
        ".htm",
        ".xhtml",
        ".txt",
        ".gz",
        ".tgz",
        ".zip",
        ".tar",
    ];

    /// <summary>The files of a path.</summary>
    /// <exception cref="ClaimGraphException">It is a folder without such files.</exception>
    public IEnumerable<InputDocument> Of(string path)
    {
        if (!Directory.Exists(path))
            return OfFile(path);
        string[] files = [.. FilesBelow(path).Where(IsRead).Order(StringComparer.Ordinal)];
        return files.Length > 0 || result.ErrorCount > 0
            ? files.SelectMany(OfFile)
            : throw new ClaimGraphException($"The folder '{path}' {HoldsNothing}");
    }

    /// <summary>True for an archive, an empty one too.</summary>
    public static bool IsZip(ReadOnlySpan<byte> start) => start is [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..];

    /// <summary>All files below a folder. A folder that cannot be read is reported; a link to a folder around it is passed over.</summary>
    private IEnumerable<string> FilesBelow(string folder)
    {
        if (Try(folder, () => Directory.GetFileSystemEntries(folder), "folder") is not { } entries)
            yield break;
        foreach (var entry in entries)
            if (!Directory.Exists(entry))
                yield return entry;
            else if (!LeadsBack(entry))
                foreach (var file in FilesBelow(entry))
                    yield return file;
    }

    private static bool LeadsBack(string folder) =>
        new DirectoryInfo(folder).ResolveLinkTarget(returnFinalTarget: true) is { } target
        && Path.GetFullPath(folder).StartsWith(target.FullName.TrimEnd('/') + '/', StringComparison.Ordinal);

    /// <summary>The files of a stream, which is read once.</summary>
    public IEnumerable<InputDocument> Of(string name, Stream input) => Of(name, input, 0);

    private IEnumerable<InputDocument> OfFile(string path)
    {
        using var stream = Try(path, () => File.OpenRead(path));
        if (stream is null)
            yield break;
        foreach (var document in Of(path, stream, 0))
            yield return document;
    }

    private IEnumerable<InputDocument> Of(string name, Stream stream, int nested)
    {
        using var spool = Try(name, () => Spooled(stream));
        if (spool is null)
            yield break;
        if (nested > MostNested)
        {
            Lose(name, "This archive is nested too deeply; unpack it first.");
            yield break;
        }
        var start = new byte[512];
        var length = spool.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        spool.Position = 0;
        foreach (var document in Unpacked(name, spool, start[..length], nested))
            yield return document;
    }

    private IEnumerable<InputDocument> Unpacked(string name, Stream content, byte[] start, int nested)
    {
        if (start is [0x1F, 0x8B, ..])
            return Of(WithoutGz(name), new GZipStream(content, CompressionMode.Decompress, leaveOpen: true), nested + 1);
        if (IsZip(start))
            return OfZip(name, content, nested);
        if (start.Length > 262 && start.AsSpan(257, 5).SequenceEqual("ustar"u8))
            return OfTar(name, content, nested);
        return Try(name, () => Whole(content)) is { } bytes ? [new InputDocument(name, bytes)] : [];
    }

    private IEnumerable<InputDocument> OfZip(string name, Stream content, int nested)
    {
        using var zip = Try(name, () => new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true));
        if (Try(name, () => zip?.Entries) is not { } all)
            yield break;
        ZipArchiveEntry[] entries = [.. all.Where(e => IsRead(e.Name)).OrderBy(e => e.FullName, StringComparer.Ordinal)];
        if (entries.Length == 0)
            Lose(name, $"The archive {HoldsNothing}");
        foreach (var entry in entries)
        {
            using var inner = Try($"{name}/{entry.FullName}", entry.Open);
            foreach (var document in inner is null ? [] : Of($"{name}/{entry.FullName}", inner, nested + 1))
                yield return document;
        }
    }

    private IEnumerable<InputDocument> OfTar(string name, Stream content, int nested)
    {
        using var tar = new TarReader(content, leaveOpen: true);
        var isEmpty = true;
        while (Try(name, () => tar.GetNextEntry()) is { } entry)
        {
            if (entry.DataStream is not { } inner || !IsRead(entry.Name))
                continue;
            isEmpty = false;
            foreach (var document in Of($"{name}/{entry.Name}", inner, nested + 1))
                yield return document;
        }
        if (isEmpty)
            Lose(name, $"The archive {HoldsNothing}");
    }

    private static bool IsRead(string name) => Array.Exists(Read, e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase));

    private static string WithoutGz(string name) => name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;

    private static Stream Spooled(Stream stream)
    {
        if (stream is FileStream { CanSeek: true })
            return stream;
        var copy = TemporaryFile.Open();
        CopyAtMost(stream, copy);
        copy.Position = 0;
        return copy;
    }

    private static byte[] Whole(Stream content)
    {
        if (content.Length > MostBytes)
            throw new IOException($"The file is larger than {MostBytes >> 20} MB; split it.");
        var bytes = new byte[content.Length];
        content.ReadExactly(bytes);
        return bytes;
    }

    private static void CopyAtMost(Stream from, Stream to)
    {
        var buffer = new byte[1 << 16];
        for (int read; (read = from.Read(buffer)) > 0; )
        {
            to.Write(buffer.AsSpan(0, read));
            if (to.Length > MostBytes * 16)
                throw new IOException("The file becomes too large when it is unpacked.");
        }
    }

    private T? Try<T>(string name, Func<T?> read, string what = "file")
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException or NotSupportedException)
        {
            Lose(name, $"The {what} cannot be read: {e.Message}");
            return null;
        }
    }

    private void Lose(string name, string message) => result.AddError(new ImportProblem(name, "", LossCode.Unreadable, message));
}
