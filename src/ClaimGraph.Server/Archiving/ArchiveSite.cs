using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace ClaimGraph.Server.Archiving;

/// <summary>An archive that is asked over HTTP, as the Wayback Machine is by "Save Page Now".</summary>
internal sealed partial class ArchiveSite : IArchive, IDisposable
{
    private readonly string _endpoint;
    private readonly TimeProvider _clock;
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public ArchiveSite(string endpoint, TimeProvider clock)
    {
        (_endpoint, _clock) = (endpoint, clock);
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("ClaimGraph/0.1 (archives sources)");
    }

    public async Task<Archived> SaveAsync(string url, CancellationToken cancellation)
    {
        try
        {
            using var response = await _http.GetAsync(_endpoint + url, HttpCompletionOption.ResponseHeadersRead, cancellation);
            var after = response.Headers.RetryAfter;
            return (int)response.StatusCode < 400
                ? Archived.At(CopyOf(response))
                : new Archived(null, $"The archive answered {(int)response.StatusCode}.", after?.Delta ?? after?.Date - _clock.GetUtcNow());
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            return new Archived(null, e.GetBaseException().Message);
        }
    }

    private static string? CopyOf(HttpResponseMessage response)
    {
        var asked = response.RequestMessage!.RequestUri!;
        var named = response.Content.Headers.ContentLocation ?? response.Headers.Location;
        if (named is not null)
            return new Uri(asked, named).AbsoluteUri;
        return response.Headers.TryGetValues("Link", out var links)
            ? links.Select(link => Memento().Match(link)).FirstOrDefault(m => m.Success)?.Groups["url"].Value
            : null;
    }

    [GeneratedRegex(@"<(?<url>[^>]+)>;[^,]*rel=""?memento\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Memento();

    public void Dispose() => _http.Dispose();
}
