using System.Net;
using System.Net.Sockets;
using ClaimGraph.Pages.Outbound;

namespace ClaimGraph.Pages.Fetching;

/// <summary>
/// Reads web pages for those who add a source link. It connects to public addresses only: every name, that of each redirect too, is looked
/// up, all addresses are checked, and the connection goes to an address that was checked. Safe for many threads.
/// </summary>
internal sealed class WebPageReader : IDisposable
{
    private const int MostBytes = 5 * 1024 * 1024;
    private const int MostRedirects = 5;
    private const int AtOnce = 4;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _clock;
    private readonly HttpClient _http;
    private readonly SemaphoreSlim _room = new(AtOnce);

    public WebPageReader(TimeProvider clock)
        : this(clock, PublicAddresses.Allows) { }

    /// <param name="allows">Where it may connect to.</param>
    internal WebPageReader(TimeProvider clock, Func<IPEndPoint, bool> allows)
    {
        _clock = clock;
        _http = new HttpClient(GuardedConnections.Handler(allows)) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("ClaimGraph/0.1 (reads a page once, for a person)");
        _http.DefaultRequestHeaders.Accept.ParseAdd("text/html, application/xhtml+xml");
    }

    /// <summary>Reads a page.</summary>
    /// <exception cref="UnreadPageException">It was not read.</exception>
    public async ValueTask<WebPage> ReadAsync(Uri address, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(Limit, _clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            await _room.WaitAsync(limit.Token);
            try
            {
                return await FollowAsync(address, limit.Token);
            }
            finally
            {
                _room.Release();
            }
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new UnreadPageException(FetchProblem.TooSlow, e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException or InvalidDataException)
        {
            throw new UnreadPageException(e.InnerException is NotPublicException ? FetchProblem.NotPublic : FetchProblem.Unreachable, e);
        }
    }

    private async ValueTask<WebPage> FollowAsync(Uri address, CancellationToken cancellation)
    {
        for (var redirects = 0; redirects <= MostRedirects; redirects++)
        {
            if (address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0)
                throw new UnreadPageException(FetchProblem.NotPublic);
            using var response = await _http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if ((int)response.StatusCode is 301 or 302 or 303 or 307 or 308 && response.Headers.Location is { } next)
            {
                address = new Uri(address, next);
                continue;
            }
            if (!response.IsSuccessStatusCode)
                throw new UnreadPageException(FetchProblem.Refused);
            if (response.Content.Headers.ContentType is not { MediaType: "text/html" or "application/xhtml+xml" } type)
                throw new UnreadPageException(FetchProblem.NoPage);
            return WebPageText.Of(address, await BytesAsync(response.Content, cancellation), type.CharSet);
        }
        throw new UnreadPageException(FetchProblem.Refused);
    }

    /// <summary>The content after decompression, which must not be larger than is read.</summary>
    private static async ValueTask<byte[]> BytesAsync(HttpContent content, CancellationToken cancellation)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        using var bytes = new MemoryStream();
        var part = new byte[32 * 1024];
        while (await stream.ReadAsync(part, cancellation) is > 0 and var count)
        {
            if (bytes.Length + count > MostBytes)
                throw new UnreadPageException(FetchProblem.TooLarge);
            bytes.Write(part, 0, count);
        }
        return bytes.ToArray();
    }

    public void Dispose()
    {
        _http.Dispose();
        _room.Dispose();
    }
}
