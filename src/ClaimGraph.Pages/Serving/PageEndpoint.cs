using System.Globalization;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.Pages.Documents;
using ClaimGraph.Pages.Localization;
using ClaimGraph.Pages.Reading.Errors;
using ClaimGraph.Pages.Requests;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClaimGraph.Pages.Serving;

/// <summary>Answers requests for pages: asks, renders the whole page, and sends it with its rules for the browser.</summary>
internal sealed partial class PageEndpoint(ILoggerFactory loggers, PagesOptions options)
{
    private readonly ILogger _log = loggers.CreateLogger("ClaimGraph.Pages");

    /// <summary>Shows a page.</summary>
    public async Task HandleAsync(HttpContext http, IPage page)
    {
        var visit = Begin(http);
        await SendAsync(visit, await AnswerAsync(visit, page.ShowAsync));
    }

    /// <summary>Carries out a form, if a page of this server sent it.</summary>
    public async Task SubmitAsync(HttpContext http, IForm form)
    {
        var visit = Begin(http);
        var view =
            !SameOrigin.Sent(http.Request) ? ErrorPage.Of(StatusCodes.Status403Forbidden, Texts.Form_of_other_site)
            : await Entries.ReadAsync(http) is not { } entries ? ErrorPage.Of(StatusCodes.Status400BadRequest)
            : await AnswerAsync(visit, v => form.SendAsync(v, entries));
        await SendAsync(visit, view);
    }

    /// <summary>Sends what is not HTML: a table as CSV, a claim as JSON-LD. What goes wrong becomes a page.</summary>
    public async Task HandleAsync(HttpContext http, IDownload download)
    {
        var visit = Begin(http);
        Download? content = null;
        var failure = await AnswerAsync(
            visit,
            async v => (content = await download.WriteAsync(v)) is null ? null : View.Of<ErrorPage>(null)
        );
        if (content is null)
            await SendAsync(visit, failure);
        else
            await SendAsync(http, Encodings.Encode(http.Request, text => text.Write(content.Text)), content.ContentType, content.FileName);
    }

    /// <summary>Says that there is nothing at the address.</summary>
    public async Task NotFoundAsync(HttpContext http)
    {
        var visit = Begin(http);
        await SendAsync(visit, ErrorPage.Of(StatusCodes.Status404NotFound));
    }

    private static Visit Begin(HttpContext http)
    {
        var visit = http.RequestServices.GetRequiredService<Visit>();
        visit.Begin(http);
        // Only for texts. Numbers in markup must stay invariant, so the other culture is left as it is.
        CultureInfo.CurrentUICulture = visit.Reader.Culture;
        return visit;
    }

    private async ValueTask<View> AnswerAsync(Visit visit, Func<Visit, ValueTask<View?>> show)
    {
        try
        {
            return await show(visit) ?? ErrorPage.Of(StatusCodes.Status404NotFound);
        }
        catch (UnansweredException e)
        {
            SayWhenToRetry(visit, e.RetryAfterSeconds);
            return ErrorPage.Of(e);
        }
        catch (RequestException e)
        {
            SayWhenToRetry(visit, e.RetryAfterSeconds);
            return ErrorPage.Of(e.Errors[0].Code.Status);
        }
        catch (StoreUnavailableException)
        {
            return ErrorPage.Of(StatusCodes.Status503ServiceUnavailable);
        }
        catch (Exception e) when (e is not OperationCanceledException || !visit.Http.RequestAborted.IsCancellationRequested)
        {
            LogFailed(_log, visit.Http.Request.Path, e);
            return ErrorPage.Of(StatusCodes.Status500InternalServerError);
        }
    }

    private static void SayWhenToRetry(Visit visit, long? seconds)
    {
        if (seconds is { } some)
            visit.Http.Response.Headers.RetryAfter = some.ToString(CultureInfo.InvariantCulture);
    }

    private async Task SendAsync(Visit visit, View view)
    {
        visit.Http.Response.StatusCode = view.Status;
        if (view.Location is { } address)
        {
            visit.Http.Response.Headers.Location = address;
            await SendAsync(visit.Http, Encodings.Encode(visit.Http.Request, _ => { }), "text/html; charset=utf-8");
            return;
        }
        var html = await RenderAsync(visit.Http, view);
        await SendAsync(visit.Http, html, "text/html; charset=utf-8", isEmbedded: view.IsEmbedded);
    }

    private async Task<byte[]> RenderAsync(HttpContext http, View view)
    {
        await using var renderer = new HtmlRenderer(http.RequestServices, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var root = await renderer.RenderComponentAsync(
                view.Component,
                ParameterView.FromDictionary(new Dictionary<string, object?>(view.Parameters, StringComparer.Ordinal))
            );
            return Encodings.Encode(
                http.Request,
                text =>
                {
                    text.Write("<!doctype html>\n");
                    root.WriteHtmlTo(text);
                }
            );
        });
    }

    /// <param name="content">Encoded for the request.</param>
    private async Task SendAsync(HttpContext http, byte[] content, string type, string? fileName = null, bool isEmbedded = false)
    {
        var response = http.Response;
        BrowserRules.Set(response, options, isEmbedded);
        response.ContentType = type;
        if (fileName is not null)
            response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
        if (Encodings.Best(http.Request) is { } encoding)
            response.Headers.ContentEncoding = encoding;
        response.ContentLength = content.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
            await response.Body.WriteAsync(content, http.RequestAborted);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The page {Path} failed.")]
    private static partial void LogFailed(ILogger log, string? path, Exception exception);
}
