using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ClaimGraph.GraphQL.Transport.Explorer;

/// <summary>
/// The page that a browser gets at the endpoint: editor, variables, headers, schema, samples. It is sent as one file that loads nothing
/// else, and its content security policy allows only its own script and requests to this server.
/// </summary>
internal sealed class ExplorerPage
{
    /// <summary>The parts of the script, in their order; they share their names.</summary>
    private static readonly string[] Scripts = ["text", "editing", "asking", "tabs", "schema", "completion", "start"];

    private readonly byte[] _page;
    private readonly string _policy;

    public ExplorerPage()
    {
        var samples = JsonSerializer.Serialize(Samples().Select(s => new { title = s.Title, query = s.Query }));
        var script = string.Concat(Scripts.Select(part => Resource(part + ".js"))).Replace("SAMPLES", samples, StringComparison.Ordinal);
        var page = Resource("explorer.html")
            .Replace("STYLE", Resource("explorer.css"), StringComparison.Ordinal)
            .Replace("SCRIPT", script, StringComparison.Ordinal);
        _page = Encoding.UTF8.GetBytes(page);
        _policy =
            $"default-src 'none'; script-src '{HashOf(page, "script")}'; style-src '{HashOf(page, "style")}'; "
            + "connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    /// <summary>The sample queries, in their order.</summary>
    public static IReadOnlyList<(string Title, string Query)> Samples() =>
        [
            .. typeof(ExplorerPage)
                .Assembly.GetManifestResourceNames()
                .Where(n => n.StartsWith("explorer/", StringComparison.Ordinal) && n.EndsWith(".graphql", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(n => (Path.GetFileNameWithoutExtension(n["explorer/".Length..])[2..], Resource(n["explorer/".Length..]))),
        ];

    /// <summary>True when the request comes from somebody who opened the address in a browser.</summary>
    public static bool IsWanted(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && !request.Query.ContainsKey("query")
        && MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var wanted)
        && wanted.Any(w => w.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));

    public Task SendAsync(HttpResponse response)
    {
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = _page.Length;
        response.Headers.ContentSecurityPolicy = _policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.CacheControl = "no-cache";
        response.Headers.Vary = "Accept";
        return response.Body.WriteAsync(_page).AsTask();
    }

    private static string HashOf(string page, string element)
    {
        var start = page.IndexOf($"<{element}>", StringComparison.Ordinal) + element.Length + 2;
        var content = page[start..page.IndexOf($"</{element}>", start, StringComparison.Ordinal)];
        return $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}";
    }

    private static string Resource(string name)
    {
        using var stream = typeof(ExplorerPage).Assembly.GetManifestResourceStream($"explorer/{name}")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
