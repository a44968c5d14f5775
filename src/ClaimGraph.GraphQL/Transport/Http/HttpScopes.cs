using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Execution;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.GraphQL.Transport.Authentication;
using Microsoft.AspNetCore.Http;

namespace ClaimGraph.GraphQL.Transport.Http;

/// <summary>Opens the scopes of HTTP requests, whatever form their responses have.</summary>
internal sealed class HttpScopes(Origins origins, Authenticator authenticator, Scopes scopes)
{
    /// <summary>The scope of a request, once it is known to come from an allowed page and from whom.</summary>
    /// <exception cref="RequestException">The origin is not allowed, or the credentials are refused.</exception>
    public async ValueTask<RequestScope> OpenAsync(HttpContext context, CancellationToken cancellation)
    {
        if (!origins.Allow(context.Request))
            throw new RequestException(
                ErrorCode.CrossSite,
                $"Pages of {SiteOf(context.Request)} may not use this API. The option GraphQL:AllowedOrigins names the sites that may."
            );
        return scopes.For(await authenticator.AuthenticateAsync(context), context.Connection.RemoteIpAddress, cancellation);
    }

    private static string SiteOf(HttpRequest request) =>
        request.Headers.Origin is [{ Length: > 0 and < 200 } origin] && origin != "null" ? origin : "other sites";
}
