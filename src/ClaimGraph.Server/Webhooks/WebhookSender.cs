using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using ClaimGraph.Pages.Outbound;
using ClaimGraph.Webhooks;

namespace ClaimGraph.Server.Webhooks;

/// <summary>How a target answered.</summary>
/// <param name="Status">Null where there was no answer.</param>
/// <param name="Error">Null if it took the message.</param>
/// <param name="RetryAfter">How long it asks to be left alone.</param>
internal sealed record Sent(int? Status, string? Error, TimeSpan? RetryAfter, long Milliseconds);

/// <summary>
/// Sends messages to targets, signed after the Standard Webhooks specification. Targets are checked at each connect, as others named their
/// addresses; redirects are not followed. Safe for many threads.
/// </summary>
internal sealed class WebhookSender : IDisposable
{
    private readonly WebhookOptions _options;
    private readonly TimeProvider _clock;
    private readonly HttpClient _http;

    public WebhookSender(WebhookOptions options, TimeProvider clock)
    {
        (_options, _clock) = (options, clock);
        _http = new HttpClient(GuardedConnections.Handler(options.AllowPrivateTargets ? static _ => true : PublicAddresses.Allows))
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("ClaimGraph/0.1 (webhook)");
    }

    /// <summary>Sends a message once.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; the target may have got it.</exception>
    public async ValueTask<Sent> SendAsync(
        string url,
        IReadOnlyList<string> secrets,
        string id,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellation
    )
    {
        var started = _clock.GetTimestamp();
        using var timeout = new CancellationTokenSource(_options.Timeout, _clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        using var request = RequestOf(url, secrets, id, body);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return Of(response, Elapsed());
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new Sent(null, $"The target did not answer within {_options.Timeout.TotalSeconds:0.###} s.", null, Elapsed());
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            return new Sent(
                null,
                e.InnerException is NotPublicException refused ? refused.Message : e.GetBaseException().Message,
                null,
                Elapsed()
            );
        }

        long Elapsed() => (long)_clock.GetElapsedTime(started).TotalMilliseconds;
    }

    private HttpRequestMessage RequestOf(string url, IReadOnlyList<string> secrets, string id, ReadOnlyMemory<byte> body)
    {
        var now = _clock.GetUtcNow();
        var content = new ReadOnlyMemoryContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookSignature.Of(secrets, id, now, body.Span));
        return request;
    }

    private Sent Of(HttpResponseMessage response, long milliseconds)
    {
        var after = response.Headers.RetryAfter;
        return new Sent(
            (int)response.StatusCode,
            response.IsSuccessStatusCode ? null
                : response.StatusCode == HttpStatusCode.Gone ? "The target answered 410 (Gone): it wants no more."
                : $"The target answered {(int)response.StatusCode}.",
            after?.Delta ?? after?.Date - _clock.GetUtcNow(),
            milliseconds
        );
    }

    public void Dispose() => _http.Dispose();
}
