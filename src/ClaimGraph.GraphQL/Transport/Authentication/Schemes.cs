using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ClaimGraph.GraphQL.Transport.Authentication;

/// <summary>The authentication schemes of the API, and which of them a request needs.</summary>
internal sealed class Schemes(IOptions<ApiAuthenticationOptions> options)
{
    private const string KeyPrefix = "cg_";

    /// <summary>The scheme that checks the Authorization header of a request; null when it has none.</summary>
    public string? Of(HttpRequest request)
    {
        string? authorization = request.Headers.Authorization;
        if (string.IsNullOrEmpty(authorization))
            return null;
        return BearerToken.Of(authorization) is { } token && !token.StartsWith(KeyPrefix, StringComparison.Ordinal)
            ? options.Value.TokenScheme ?? ApiAuthenticationOptions.KeyScheme
            : ApiAuthenticationOptions.KeyScheme;
    }

    /// <summary>The scheme that can check the sender of an open request again; null when there is none.</summary>
    public string? OfOpen(HttpContext context) =>
        Of(context.Request) is { } scheme ? scheme
        : options.Value.SignInScheme is { } signIn && signIn == context.User.Identity?.AuthenticationType ? signIn
        : null;

    /// <summary>Adds the schemes.</summary>
    /// <remarks>
    /// Unlike <c>AddAuthentication()</c>, this does not start data protection, which keys and tokens do not need and which would write key
    /// files into the home folder. Adding cookies adds it.
    /// </remarks>
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<Schemes>().AddOptions<ApiAuthenticationOptions>();
        services.TryAddSingleton(UrlEncoder.Default);
        services
            .AddAuthenticationCore(authentication => authentication.DefaultScheme ??= ApiAuthenticationOptions.Scheme)
            .AddOptions<PolicySchemeOptions>(ApiAuthenticationOptions.Scheme)
            .Configure<Schemes>(
                (policy, schemes) =>
                {
                    policy.ForwardDefaultSelector = context => schemes.Of(context.Request);
                    policy.ForwardDefault = ApiAuthenticationOptions.KeyScheme;
                }
            );
        new AuthenticationBuilder(services)
            .AddPolicyScheme(ApiAuthenticationOptions.Scheme, displayName: null, configureOptions: _ => { })
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiAuthenticationOptions.KeyScheme, configureOptions: null);
    }
}
