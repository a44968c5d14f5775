using System.Text.Encodings.Web;
using ClaimGraph.Pages;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace ClaimGraph.Server.Access;

/// <summary>
/// Adds the scheme by which people sign in on the pages with the issuer: authorization code (OpenID Connect Core 1.0, section 3.1) with
/// PKCE (RFC 7636). The code comes back in the address, so that cookies which are Lax are enough to tell whether this browser asked for it.
/// </summary>
/// <remarks>As for tokens, no section Authentication of the configuration is read.</remarks>
internal static class IssuerSignIn
{
    private const string Scheme = "OpenIdConnect";

    public static void Add(
        IServiceCollection services,
        JwtOptions options,
        ConfigurationManager<OpenIdConnectConfiguration> issuer,
        TokenValidationParameters rules
    )
    {
        services.TryAddSingleton(HtmlEncoder.Default);
        services.AddSingleton<IPostConfigureOptions<OpenIdConnectOptions>>(provider => new OpenIdConnectPostConfigureOptions(
            provider.GetRequiredKeyedService<IDataProtectionProvider>(ClaimGraphPages.SignInScheme)
        ));
        new AuthenticationBuilder(services).AddRemoteScheme<OpenIdConnectOptions, OpenIdConnectHandler>(
            Scheme,
            options.SignIn.Name ?? new Uri(options.Authority!).Host,
            connect =>
            {
                connect.ConfigurationManager = issuer;
                connect.TokenValidationParameters = rules;
                Ask(connect, options.SignIn);
                Keep(connect);
                connect.Events = new IssuerSignInEvents(options);
            }
        );
    }

    private static void Ask(OpenIdConnectOptions connect, IssuerSignInOptions options)
    {
        (connect.ClientId, connect.ClientSecret) = (options.ClientId, options.ClientSecret);
        connect.ResponseType = OpenIdConnectResponseType.Code;
        connect.ResponseMode = OpenIdConnectResponseMode.Query;
        connect.PushedAuthorizationBehavior = PushedAuthorizationBehavior.UseIfAvailable;
        connect.CallbackPath = "/sign-in/callback";
        connect.BackchannelTimeout = TimeSpan.FromSeconds(30);
        connect.Scope.Clear();
        foreach (var scope in options.Scopes.Prepend("openid").Distinct(StringComparer.Ordinal))
            connect.Scope.Add(scope);
    }

    private static void Keep(OpenIdConnectOptions connect)
    {
        connect.SignInScheme = ClaimGraphPages.SignInScheme;
        connect.MapInboundClaims = false;
        connect.SaveTokens = false;
        connect.RemoteAuthenticationTimeout = TimeSpan.FromMinutes(15);
        foreach (var cookie in new[] { connect.CorrelationCookie, connect.NonceCookie })
            (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
    }
}
