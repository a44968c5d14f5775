using System.Text.Json;
using ClaimGraph.Access;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Transport.Authentication;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace ClaimGraph.Server.Access;

/// <summary>
/// Accepts the JSON Web Tokens (RFC 7519) of an issuer, following the best current practice of RFC 8725: asymmetric algorithms only;
/// issuer, audience and expiry are always checked. Whatever begins like a key is left to <paramref name="keys"/>.
/// </summary>
/// <param name="withoutRole">The role of a user whose token gives none: that of a user without credentials.</param>
internal sealed class JwtAuthentication(JwtOptions options, Role? withoutRole, KeyAuthentication keys) : IAuthentication
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

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly ConfigurationManager<OpenIdConnectConfiguration> _issuer = new(
        options.Authority!.TrimEnd('/') + "/.well-known/openid-configuration",
        new OpenIdConnectConfigurationRetriever(),
        new HttpDocumentRetriever { RequireHttps = options.Authority.StartsWith("https:", StringComparison.OrdinalIgnoreCase) }
    )
    {
        RefreshInterval = TimeSpan.FromMinutes(1),
    };

    public async ValueTask<Principal> AuthenticateAsync(string? authorization, CancellationToken cancellation)
    {
        var token = KeyAuthentication.BearerToken(authorization);
        if (token is null || token.StartsWith("cg_", StringComparison.Ordinal))
            return await keys.AuthenticateAsync(authorization, cancellation);
        if (!_handler.CanReadToken(token))
            throw Refused("is neither a key nor a JSON Web Token");
        var issuer = await IssuerAsync(cancellation);
        var result = await _handler.ValidateTokenAsync(token, ParametersFor(issuer));
        if (result.IsValid)
            return PrincipalOf((JsonWebToken)result.SecurityToken);
        // The issuer may have new keys; they are asked for once a minute at most.
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
            _issuer.RequestRefresh();
        throw Refused(Reason(result.Exception));
    }

    private async ValueTask<OpenIdConnectConfiguration> IssuerAsync(CancellationToken cancellation)
    {
        try
        {
            return await _issuer.GetConfigurationAsync(cancellation);
        }
        catch (InvalidOperationException)
        {
            throw new RequestException(
                ErrorCode.IssuerUnavailable,
                "The token cannot be checked, because its issuer cannot be reached now. Try again later."
            );
        }
    }

    private TokenValidationParameters ParametersFor(OpenIdConnectConfiguration issuer) =>
        new()
        {
            ValidIssuer = issuer.Issuer,
            ValidAudience = options.Audience,
            IssuerSigningKeys = issuer.SigningKeys,
            ValidAlgorithms = Algorithms,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ClockSkew = TimeSpan.FromSeconds(30),
            LogValidationExceptions = false,
        };

    private Principal PrincipalOf(JsonWebToken token)
    {
        using var claims = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(token.EncodedPayload));
        var (name, subject) = (Words(claims.RootElement, options.NameClaim).Whole, token.Subject);
        if (!IsName(subject))
            throw Refused("has no subject");
        var principal = IsName(name) ? $"user:{CodePoints.Slice(name!, 0, 100) ?? name} ({subject})" : $"user:{subject}";
        var role = options.RoleOf(Words(claims.RootElement, options.RoleClaim).Each) ?? withoutRole;
        return new Principal(CodePoints.Slice(principal, 0, Limits.Principal) ?? principal, role);
    }

    /// <summary>The texts of the claim with this name or, if there is none, of the one to which the dots in the name lead.</summary>
    private static (string? Whole, IReadOnlyCollection<string> Each) Words(JsonElement claims, string name)
    {
        if (!claims.TryGetProperty(name, out var claim))
        {
            claim = claims;
            foreach (var step in name.Split('.'))
                if (claim.ValueKind != JsonValueKind.Object || !claim.TryGetProperty(step, out claim))
                    return (null, []);
        }
        return claim.ValueKind switch
        {
            JsonValueKind.String => (claim.GetString(), claim.GetString()!.Split(' ')),
            JsonValueKind.Array => (
                null,
                [.. claim.EnumerateArray().Where(c => c.ValueKind == JsonValueKind.String).Select(c => c.GetString()!)]
            ),
            _ => (null, []),
        };
    }

    private static bool IsName(string? text) =>
        !string.IsNullOrWhiteSpace(text) && CodePoints.IsWellFormed(text) && !text.Any(char.IsControl);

    private static string Reason(Exception? failure) =>
        failure switch
        {
            SecurityTokenExpiredException => "has expired",
            SecurityTokenNotYetValidException => "is not valid yet",
            SecurityTokenInvalidAudienceException => "is for another audience",
            SecurityTokenInvalidIssuerException => "is from another issuer",
            _ => "is not signed as this server requires",
        };

    private static RequestException Refused(string reason) => new(ErrorCode.Unauthenticated, $"The token {reason}.");
}
