using ClaimGraph.GraphQL.Engine.Errors;
using Microsoft.Extensions.Primitives;

namespace ClaimGraph.Server.Serving;

/// <summary>
/// Refuses requests for names that are not the server's. By DNS rebinding, a web page can make a browser send requests to this server
/// under the page's own name, and the browser takes the page and the server for one site. Only the Host header tells.
/// </summary>
internal static class AcceptedHosts
{
    private const string Any = "*";
    private const string Subdomains = "*.";
    private static readonly string[] Loopback = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>Checks all requests except those for the health checks, which probes send to bare addresses.</summary>
    public static void UseAcceptedHosts(this WebApplication app, ServerOptions options)
    {
        StringSegment[] accepted = [.. Of(options).Select(Bracketed)];
        if (accepted.Contains(Any))
            return;
        app.UseWhen(
            context => !context.Request.Path.StartsWithSegments(Health.Path, StringComparison.OrdinalIgnoreCase),
            checkedApp =>
                checkedApp.Use((context, next) => IsAccepted(context.Request.Host, accepted) ? next(context) : RefuseAsync(context))
        );
    }

    /// <summary>True for a name, an address, <c>*.</c> and a name, and <c>*</c>.</summary>
    public static bool IsHost(string entry) =>
        entry == Any
        || Uri.CheckHostName(entry.StartsWith(Subdomains, StringComparison.Ordinal) ? entry[Subdomains.Length..] : entry)
            != UriHostNameType.Unknown;

    /// <summary>The hosts in the options; if there are none, those by which a server is reached that only this machine can reach.</summary>
    private static IEnumerable<string> Of(ServerOptions options)
    {
        if (options.AllowedHosts.Count > 0)
            return options.AllowedHosts;
        var url = new Uri(options.Url);
        return url.IsLoopback ? [.. Loopback, url.Host] : [Any];
    }

    private static StringSegment Bracketed(string host) =>
        Uri.CheckHostName(host) == UriHostNameType.IPv6 ? $"[{host.Trim('[', ']')}]" : host;

    // No browser sends a request without a host.
    private static bool IsAccepted(HostString host, StringSegment[] accepted) =>
        !host.HasValue || HostString.MatchesAny(host.Host, accepted);

    private static Task RefuseAsync(HttpContext context) =>
        ErrorCode.UnknownHost.WriteAsync(
            context.Response,
            $"This server does not answer for the host '{context.Request.Host.Host}'; its option AllowedHosts lists those it answers for."
        );
}
