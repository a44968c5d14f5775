using Microsoft.AspNetCore.Http;

namespace ClaimGraph.GraphQL.Transport.Http;

/// <summary>Which web pages may use the API from a browser.</summary>
internal sealed class Origins(GraphQLOptions options)
{
    private readonly HashSet<string> _allowed = [.. options.AllowedOrigins.Select(entry => entry.ToLowerInvariant())];

    public IReadOnlyCollection<string> Allowed => _allowed;

    /// <summary>Whether an entry of the option is an origin, or <c>*</c>, which stands for all.</summary>
    public static bool IsOrigin(string entry) =>
        entry == "*"
        || Uri.TryCreate(entry, UriKind.Absolute, out var uri)
            && uri.GetLeftPart(UriPartial.Authority).Equals(entry, StringComparison.OrdinalIgnoreCase);

    /// <summary>False if a browser sends the request for a page of another site that is not allowed.</summary>
    public bool Allow(HttpRequest request)
    {
        if (_allowed.Contains("*"))
            return true;
        if (request.Headers.Origin is [{ Length: > 0 } origin])
            return _allowed.Contains(origin) || IsOwn(origin, request.Host);
        // Fetch metadata (https://www.w3.org/TR/fetch-metadata/): what is sent without an Origin, by an image or a form for example.
        // Following a link does no harm.
        return request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none"
            || request.Headers["Sec-Fetch-Dest"] == "document";
    }

    /// <summary>
    /// Lets a page that is not allowed read that it is not, in the words of the refusal, which come before anything else is looked at. Its
    /// preflight is answered, or the browser would not even send the request.
    /// </summary>
    /// <returns>True for a preflight, which is answered.</returns>
    public bool LetReadRefusal(HttpContext context)
    {
        if (context.Request.Headers.Origin is not [{ Length: > 0 } origin] || Allow(context.Request))
            return false;
        var (asked, answer) = (context.Request.Headers, context.Response.Headers);
        answer.AccessControlAllowOrigin = origin;
        answer.Append("Vary", "Origin");
        if (!HttpMethods.IsOptions(context.Request.Method) || asked.AccessControlRequestMethod.Count == 0)
            return false;
        answer.AccessControlAllowMethods = "GET, POST";
        answer.AccessControlAllowHeaders = asked.AccessControlRequestHeaders;
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return true;
    }

    // A proxy in front may speak TLS where this server does not, so the scheme does not count.
    private static bool IsOwn(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var page) && page.Authority.Equals(host.Value, StringComparison.OrdinalIgnoreCase);
}
