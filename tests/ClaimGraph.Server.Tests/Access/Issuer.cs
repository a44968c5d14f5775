using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ClaimGraph.Server.Tests.Access;

/// <summary>An OpenID Connect issuer: a server with a discovery document and the keys with which it signs.</summary>
internal sealed class Issuer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    private Issuer(WebApplication app) => _app = app;

    public string Address { get; private set; } = "";
    public RsaSecurityKey Rsa { get; } = new(RSA.Create(2048)) { KeyId = "rsa" };
    public ECDsaSecurityKey Ecdsa { get; } = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "ec" };

    /// <summary>How it signs people in.</summary>
    public SignIns SignIns { get; private set; } = null!;

    /// <summary>The keys that it publishes.</summary>
    public List<AsymmetricSecurityKey> Published { get; } = [];

    public static async Task<Issuer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        var issuer = new Issuer(app);
        issuer.Published.AddRange([issuer.Rsa, issuer.Ecdsa]);
        app.MapGet(
            "/realm/.well-known/openid-configuration",
            context =>
                context.Response.WriteAsJsonAsync(
                    new
                    {
                        issuer = issuer.Address,
                        jwks_uri = issuer.Address + "/keys",
                        authorization_endpoint = issuer.Address + "/authorize",
                        token_endpoint = issuer.Address + "/token",
                    }
                )
        );
        issuer.SignIns = new SignIns(issuer);
        issuer.SignIns.Map(app);
        app.MapGet("/realm/keys", context => context.Response.WriteAsJsonAsync(new { keys = issuer.Published.Select(PublicPart) }));
        await app.StartAsync();
        issuer.Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/realm";
        return issuer;
    }

    /// <summary>A good token for the desk, unless it is changed.</summary>
    public string Token(Action<SecurityTokenDescriptor>? change = null)
    {
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = Address,
            Audience = "claimgraph",
            NotBefore = DateTime.UtcNow.AddHours(-2),
            Expires = DateTime.UtcNow.AddHours(1),
            SigningCredentials = new SigningCredentials(Rsa, SecurityAlgorithms.RsaSha256),
            Claims = new Dictionary<string, object>
            {
                ["sub"] = "u-17",
                ["name"] = "The desk",
                ["roles"] = new[] { "contributor" },
            },
        };
        change?.Invoke(descriptor);
        return _handler.CreateToken(descriptor);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static Dictionary<string, string?> PublicPart(AsymmetricSecurityKey key)
    {
        var web = key is RsaSecurityKey rsa
            ? JsonWebKeyConverter.ConvertFromRSASecurityKey(rsa)
            : JsonWebKeyConverter.ConvertFromECDsaSecurityKey((ECDsaSecurityKey)key);
        return key is RsaSecurityKey
            ? new()
            {
                ["kty"] = "RSA",
                ["use"] = "sig",
                ["kid"] = key.KeyId,
                ["n"] = web.N,
                ["e"] = web.E,
            }
            : new()
            {
                ["kty"] = "EC",
                ["use"] = "sig",
                ["kid"] = key.KeyId,
                ["crv"] = web.Crv,
                ["x"] = web.X,
                ["y"] = web.Y,
            };
    }
}
