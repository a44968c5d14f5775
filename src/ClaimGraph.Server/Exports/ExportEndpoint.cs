using System.Globalization;
using ClaimGraph.GraphQL;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.Interchange;
using Microsoft.Net.Http.Headers;

namespace ClaimGraph.Server.Exports;

/// <summary>
/// Answers <c>GET /export/LIST.EXTENSION?filter=…&amp;asOf=…&amp;since=…</c>: the records of a list, or of all lists (<c>all</c>), in a
/// format, streamed. With <c>losses=true</c>, it says instead what the format has no place for. Rights, filter and price are those of the
/// list in GraphQL; who has used up their quota is served slowly.
/// </summary>
internal sealed class ExportEndpoint(IClaimStore store, IRecordLists lists)
{
    public const string Whole = "all";
    private const string Losses = "losses";
    private static readonly string[] Parameters = ["filter", "asOf", "since", Losses];

    public async Task HandleAsync(HttpContext http)
    {
        try
        {
            var request = RequestOf(http.Request);
            var revision = (await store.HeadAsync(http.RequestAborted)).Revision;
            await using var export = await request.OpenAsync(lists, http.User, http.Connection.RemoteIpAddress, http.RequestAborted);
            if (AsksForLosses(http.Request))
                await WriteLossesAsync(http, export);
            else if (IsToBeSent(http, request.Format, revision))
                await export.WriteAsync(http.Response.Body, http.RequestAborted);
        }
        catch (RequestException refused) when (!http.Response.HasStarted)
        {
            if (refused.RetryAfterSeconds is { } seconds)
                http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            var code = refused.Errors[0].Code;
            await Refusals.WriteAsync(http.Response, Math.Max(400, code.Status), code.Name, refused.Message);
        }
        catch (StoreUnavailableException failed) when (!http.Response.HasStarted)
        {
            await Refusals.WriteAsync(http.Response, 503, "STORE_UNAVAILABLE", failed.ForClients);
        }
        catch (NoSuchExportException missing)
        {
            await Refusals.WriteAsync(http.Response, 404, "NOT_FOUND", missing.Message);
        }
        catch (ClaimGraphException refused) when (!http.Response.HasStarted)
        {
            await Refusals.WriteAsync(http.Response, 400, ErrorCode.InvalidArgument.Name, refused.Message);
        }
    }

    private static bool AsksForLosses(HttpRequest request) =>
        (string?)request.Query[Losses] switch
        {
            null or "" => false,
            "true" => true,
            var other => throw new ClaimGraphException($"'{other}' is not valid for {Losses}; use true, or leave it out."),
        };

    /// <summary>What is left out is known once all is written, when it is too late for a header, so it is asked for apart.</summary>
    private static async Task WriteLossesAsync(HttpContext http, OpenExport export)
    {
        var result = await export.WriteAsync(Stream.Null, http.RequestAborted);
        await http.Response.WriteAsJsonAsync(new { losses = result.Losses }, http.RequestAborted);
    }

    private static ExportRequest RequestOf(HttpRequest request)
    {
        var file = (string)request.RouteValues["file"]!;
        var (name, extension) = file.IndexOf('.', StringComparison.Ordinal) is >= 0 and var stop
            ? (file[..stop], file[(stop + 1)..])
            : (file, null);
        if (request.Query.Keys.Except(Parameters).FirstOrDefault() is { } unknown)
            throw new ClaimGraphException($"There is no parameter '{unknown}'; use {string.Join(", ", Parameters)}.");
        return new ExportRequest(
            extension is null ? AcceptedOf(request) : FormatOf(extension),
            name == Whole ? null : ListOf(name),
            Given("filter") is { } filter ? ExportRequest.FilterOf(filter) : null,
            Given("asOf") is { } moment ? ExportRequest.MomentOf(moment) : null,
            Given("since") is { } since ? RevisionOf(since) : 0
        );

        string? Given(string parameter) =>
            request.Query[parameter] switch
            {
                [] or [null or ""] => null,
                [var one] => one,
                _ => throw new ClaimGraphException($"Give '{parameter}' once."),
            };
    }

    private static NodeKind ListOf(string name) =>
        Noun.All.FirstOrDefault(n => n.Plural == name)?.Kind
        ?? throw new NoSuchExportException($"There is no list '{name}'; use {Whole}, {string.Join(", ", Noun.All.Select(n => n.Plural))}.");

    private static ExportFormat FormatOf(string extension) =>
        ExportFormat.All.FirstOrDefault(f => f.Extension == extension)
        ?? throw new NoSuchExportException(
            $"There is no format with the ending '{extension}'; use {string.Join(", ", ExportFormat.All.Select(f => f.Extension))}."
        );

    /// <summary>The format that the client likes best; our own if it does not say.</summary>
    private static ExportFormat AcceptedOf(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept.OrderByDescending(a => a.Quality ?? 1).ToArray();
        if (accepted.Length == 0)
            return ExportFormat.ClaimGraph;
        foreach (var range in accepted.Where(a => a.Quality != 0))
        foreach (var format in ExportFormat.All)
            if (new MediaTypeHeaderValue(format.MediaType).IsSubsetOf(range))
                return format;
        throw new RequestException(
            ErrorCode.NotAcceptable,
            $"No format is of a type that you accept; accept {string.Join(", ", ExportFormat.All.Select(f => f.MediaType).Distinct())}."
        );
    }

    private static long RevisionOf(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? revision
            : throw new ClaimGraphException($"'{text}' is not a valid revision; use a whole number, such as 1200.");

    /// <summary>Sets the headers; false when the client has it already, or wants no more than the headers.</summary>
    private static bool IsToBeSent(HttpContext http, ExportFormat format, long revision)
    {
        http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        if (Freshness.IsKnown(http, revision))
            return false;
        http.Response.ContentType =
            format.MediaType + (format.MediaType.StartsWith("text/", StringComparison.Ordinal) ? "; charset=utf-8" : "");
        http.Response.Headers.ContentDisposition = "attachment";
        return !HttpMethods.IsHead(http.Request.Method);
    }
}

/// <summary>The address names a list or a format that there is not.</summary>
internal sealed class NoSuchExportException(string message) : ClaimGraphException(message);
