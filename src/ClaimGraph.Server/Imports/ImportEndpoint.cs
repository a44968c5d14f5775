using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClaimGraph.Access;
using ClaimGraph.GraphQL;
using Microsoft.AspNetCore.Http.Features;

namespace ClaimGraph.Server.Imports;

/// <summary><c>POST /import</c>: takes a file and imports it in the background; <c>GET /import/ID</c> says how far it is.</summary>
internal sealed class ImportEndpoint(ImportQueue queue, UploadOptions options)
{
    private const string Who = "query WhoImports { viewer { name role } }";

    private const string How = """
        query HowFarIsImport($id: String!) {
          importJob(id: $id) {
            id state input format startedBy createdAt startedAt savedAt endedAt total processed created updated unchanged duplicates refused
            revision failure
            errors(first: 100) { totalCount nodes { file path code message } }
          }
        }
        """;

    /// <summary>Takes a file: 202 with the job, or the page of the import for a browser.</summary>
    public async Task PostAsync(HttpContext http)
    {
        try
        {
            if (await PrincipalAsync(http) is not { } principal)
                return;
            Admit(http);
            var upload = await Upload.TakeAsync(http.Request, queue.NewFolder(), options.MaxBytes, http.RequestAborted);
            var job = await queue.AddAsync(upload, principal, http.RequestAborted);
            if (IsOfPage(http.Request))
            {
                GoTo(http, $"/imports/{job.Id}");
                return;
            }
            http.Response.StatusCode = StatusCodes.Status202Accepted;
            http.Response.Headers.Location = $"/import/{job.Id}";
            await http.Response.WriteAsJsonAsync(
                new
                {
                    id = job.Id,
                    state = "WAITING",
                    format = job.Format,
                },
                http.RequestAborted
            );
        }
        catch (UploadRefusedException e)
        {
            if (e.Status == StatusCodes.Status429TooManyRequests)
                http.Response.Headers.RetryAfter = "60";
            await RefuseAsync(http, e.Status, e.Code, e.Message);
        }
        catch (BadHttpRequestException e)
        {
            await RefuseAsync(http, e.StatusCode, "INVALID_ARGUMENT", "The request was cut off or is not valid.");
        }
        catch (StoreUnavailableException e)
        {
            await RefuseAsync(http, 503, "STORE_UNAVAILABLE", e.ForClients);
        }
        catch (ClaimGraphException e)
        {
            await RefuseAsync(http, 400, "INVALID_ARGUMENT", e.Message);
        }
    }

    /// <summary>True for the form of the page <c>/imports</c>, where the answer is a page, too.</summary>
    private static bool IsOfPage(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private static void GoTo(HttpContext http, string page)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = page;
    }

    private static Task RefuseAsync(HttpContext http, int status, string code, string message)
    {
        if (!IsOfPage(http.Request))
            return Refusals.WriteAsync(http.Response, status, code, message);
        GoTo(http, $"/imports?refused={code}");
        return Task.CompletedTask;
    }

    /// <summary>How far a job is.</summary>
    public static async Task GetAsync(HttpContext http, string id)
    {
        if (await AskAsync(http, How, new JsonObject { ["id"] = id }) is not { } data)
            return;
        if (data.GetProperty("importJob") is { ValueKind: JsonValueKind.Object } job)
            await http.Response.WriteAsJsonAsync(job, http.RequestAborted);
        else
            await Refusals.WriteAsync(http.Response, 404, "NOT_FOUND", "There is no such import.");
    }

    private void Admit(HttpContext http)
    {
        // A page elsewhere could have a browser that is signed in here send a form.
        if (http.Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site")
            throw new UploadRefusedException(403, "FORBIDDEN", "Files are not taken from pages of other sites.");
        if (http.Request.ContentLength > options.MaxBytes)
            throw new UploadRefusedException(413, "BODY_TOO_LARGE", $"The file is too large; send at most {options.MaxBytes:N0} bytes.");
        if (queue.IsFull)
            throw new UploadRefusedException(429, "RATE_LIMITED", "Too many imports wait; send the file again later.");
        // Counted here, where the refusal can say why.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
    }

    /// <summary>Who sends a file; null when they were refused. Files hold what reviewers enter: reviews, and records that are
    /// withdrawn.</summary>
    private static async Task<string?> PrincipalAsync(HttpContext http)
    {
        if (await AskAsync(http, Who, null) is not { } data)
            return null;
        var viewer = data.GetProperty("viewer");
        if (Enum.TryParse<Role>(viewer.GetProperty("role").GetString(), ignoreCase: true, out var role) && role >= Role.Reviewer)
            return viewer.GetProperty("name").GetString();
        if (http.User.Identity?.IsAuthenticated == true)
            await RefuseAsync(http, 403, "FORBIDDEN", "Importing needs the role REVIEWER.");
        else
            await RefuseAsync(http, 401, "UNAUTHENTICATED", "Importing needs a key or an account with the role REVIEWER.");
        return null;
    }

    private static async Task<JsonElement?> AskAsync(HttpContext http, string document, JsonObject? variables)
    {
        var executor = http.RequestServices.GetRequiredService<IGraphQLExecutor>();
        var result = await executor.ExecuteAsync(
            document,
            variables,
            http.User,
            http.Connection.RemoteIpAddress,
            cancellation: http.RequestAborted
        );
        if (result.Errors is not [var error, ..])
            return result.Data;
        if (result.RetryAfterSeconds is { } seconds)
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await RefuseAsync(http, Refusals.StatusOf(error.Code, otherwise: 400), error.Code, error.Message);
        return null;
    }
}
