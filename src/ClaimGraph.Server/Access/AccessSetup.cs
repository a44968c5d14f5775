using ClaimGraph.GraphQL;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace ClaimGraph.Server.Access;

/// <summary>Sets authentication up as the options say: keys always, and the tokens of an issuer if there is one.</summary>
internal static class AccessSetup
{
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256,
        SecurityAlgorithms.RsaSha384,
        SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256,
        SecurityAlgorithms.RsaSsaPssSha384,
        SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256,
        SecurityAlgorithms.EcdsaSha384,
        SecurityAlgorithms.EcdsaSha512,
    ];

    public static IServiceCollection AddAccess(this IServiceCollection services, AccessOptions access)
    {
        services.Configure<ApiAuthenticationOptions>(api => api.Anonymous = access.WithoutKey);
        if (access.Jwt.Authority is null)
            return services;
        var issuer = IssuerOf(access.Jwt.Authority);
        if (access.Jwt.Audience is { } audience)
            services.AddJwt(access.Jwt, issuer, Rules(audience));
        if (access.Jwt.SignIn.ClientId is { } client)
            IssuerSignIn.Add(services, access.Jwt, issuer, Rules(client));
        return services;
    }

    /// <summary>
    /// Adds the scheme for JSON Web Tokens (RFC 7519), following the best current practice of RFC 8725: asymmetric algorithms only; issuer,
    /// audience and expiry are always checked.
    /// </summary>
    /// <remarks>
    /// Unlike <c>AddJwtBearer</c>, this reads no section Authentication of the configuration: Access:Jwt is the one place.
    /// </remarks>
    private static void AddJwt(
        this IServiceCollection services,
        JwtOptions options,
        ConfigurationManager<OpenIdConnectConfiguration> issuer,
        TokenValidationParameters rules
    )
    {
        services.Configure<ApiAuthenticationOptions>(api => api.TokenScheme = JwtBearerDefaults.AuthenticationScheme);
        new AuthenticationBuilder(services).AddScheme<JwtBearerOptions, JwtBearerHandler>(
            JwtBearerDefaults.AuthenticationScheme,
            bearer =>
            {
                bearer.MapInboundClaims = false;
                bearer.SaveToken = false;
                bearer.ConfigurationManager = issuer;
                bearer.TokenValidationParameters = rules;
                bearer.Events = new JwtEvents(options);
            }
        );
    }

    private static ConfigurationManager<OpenIdConnectConfiguration> IssuerOf(string authority) =>
        new(
            authority.TrimEnd('/') + "/.well-known/openid-configuration",
            new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever { RequireHttps = authority.StartsWith("https:", StringComparison.OrdinalIgnoreCase) }
        )
        {
            // The issuer may have new keys; they are asked for once a minute at most.
            RefreshInterval = TimeSpan.FromMinutes(1),
            UseLastKnownGoodConfiguration = false, // a key that the issuer withdrew opens nothing
        };

    private static TokenValidationParameters Rules(string audience) =>
        new()
        {
            ValidAudience = audience,
            ValidAlgorithms = Algorithms,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ClockSkew = TimeSpan.FromSeconds(30),
            LogValidationExceptions = false,
        };
}
