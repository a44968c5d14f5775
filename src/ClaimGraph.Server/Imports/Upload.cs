using ClaimGraph.Interchange;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace ClaimGraph.Server.Imports;

/// <summary>A request to import a file that cannot be taken.</summary>
internal sealed class UploadRefusedException(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;
    public string Code { get; } = code;
}

/// <summary>A file that was sent, in a folder of its own, so that it names no other as one beside it.</summary>
internal sealed class Upload
{
    private static readonly string[] FormTypes = ["multipart/form-data"];
    private readonly string _folder;
    private readonly long _most;
    private long _bytes;

    private Upload(string folder, long most) => (_folder, _most) = (folder, most);

    /// <summary>Where the file is.</summary>
    public string Place => Path.Combine(_folder, "input");

    public string Name { get; private set; } = "upload";
    public string? Format { get; private set; }

    /// <summary>Where a mapping that was sent with it is, or the name of one that comes with the program. Nobody may name a file of the
    /// server.</summary>
    public string? Mapping { get; private set; }

    /// <summary>Takes the body of a request: the file itself, or a form with the file, and with format and mapping if needed.</summary>
    /// <exception cref="UploadRefusedException">It is too large, or no such form.</exception>
    public static async Task<Upload> TakeAsync(HttpRequest request, string folder, long most, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var upload = new Upload(folder, most) { Format = Text(request.Query["format"]) };
        upload.TakeName(Text(request.Query["name"]));
        try
        {
            upload.TakeMapping(Text(request.Query["mapping"]));
            if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && FormTypes.Contains(type.MediaType.Value))
                await upload.TakeFormAsync(request.Body, type.Boundary.Value, cancellation);
            else
                await upload.WriteAsync(request.Body, upload.Place, cancellation);
            if (!File.Exists(upload.Place) || new FileInfo(upload.Place).Length == 0)
                throw new UploadRefusedException(
                    400,
                    "INVALID_ARGUMENT",
                    "There is no file in the request; send it as the body or as 'file'."
                );
            return upload;
        }
        catch
        {
            upload.Delete();
            throw;
        }
    }

    public void Delete()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    private async Task TakeFormAsync(Stream body, string? boundary, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(boundary))
            throw new UploadRefusedException(400, "INVALID_ARGUMENT", "The form has no boundary.");
        var reader = new MultipartReader(HeaderUtilities.RemoveQuotes(boundary).Value!, body);
        try
        {
            while (await reader.ReadNextSectionAsync(cancellation) is { } section)
                if (section.GetContentDispositionHeader() is { } part)
                    await TakePartAsync(part, section.Body, cancellation);
        }
        catch (InvalidDataException e)
        {
            throw new UploadRefusedException(400, "INVALID_ARGUMENT", $"The form cannot be read: {e.Message}");
        }
    }

    private async Task TakePartAsync(ContentDispositionHeaderValue part, Stream content, CancellationToken cancellation)
    {
        var (name, file) = (HeaderUtilities.RemoveQuotes(part.Name).Value, HeaderUtilities.RemoveQuotes(part.FileName).Value);
        if (name == "file")
        {
            TakeName(part.FileNameStar.Value ?? file);
            await WriteAsync(content, Place, cancellation);
        }
        else if (name == "mapping" && !string.IsNullOrEmpty(file))
        {
            var mapping = Path.Combine(_folder, "mapping.json");
            await WriteAsync(content, mapping, cancellation);
            Mapping = mapping;
        }
        else if (name is "mapping" or "format")
        {
            var word = new char[101];
            using var text = new StreamReader(content);
            var value = Text(new string(word, 0, await text.ReadBlockAsync(word.AsMemory(), cancellation)));
            if (name == "mapping")
                TakeMapping(value);
            else
                Format = value;
        }
    }

    private async Task WriteAsync(Stream content, string path, CancellationToken cancellation)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        var buffer = new byte[81_920];
        for (int read; (read = await content.ReadAsync(buffer, cancellation)) > 0; )
        {
            if ((_bytes += read) > _most)
                throw new UploadRefusedException(413, "BODY_TOO_LARGE", $"The file is too large; send at most {_most:N0} bytes.");
            await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }
    }

    private void TakeMapping(string? name)
    {
        if (name is not null && !TableMapping.BuiltIn.Contains(name))
            throw new UploadRefusedException(
                400,
                "INVALID_ARGUMENT",
                $"There is no mapping '{name}'; send a mapping file, or use {string.Join(", ", TableMapping.BuiltIn)}."
            );
        Mapping ??= name;
    }

    private void TakeName(string? name)
    {
        var last = name?.Split('/', '\\')[^1];
        if (!string.IsNullOrWhiteSpace(last) && CodePoints.IsWellFormed(last))
            Name = CodePoints.Slice(last, 0, 200) ?? last;
    }

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
