using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.Tokens;

namespace ClaimGraph.Server.Tests.Access;

/// <summary>
/// The part of an issuer that signs people in: the authorization endpoint with a page that asks them, and the token endpoint. It holds
/// clients to the authorization code flow with PKCE (RFC 7636, S256) and takes each code once.
/// </summary>
internal sealed class SignIns(Issuer issuer)
{
    public const string ClientId = "pages";
    public const string ClientSecret = "the secret of the pages";

    private readonly ConcurrentDictionary<string, IQueryCollection> _codes = new();

    /// <summary>Makes something else of the identity token.</summary>
    public Action<SecurityTokenDescriptor>? Change { get; set; }

    /// <summary>What the token endpoint answers instead; null: tokens.</summary>
    public int? Status { get; set; }

    public void Map(WebApplication app)
    {
        app.MapGet("/realm/authorize", (HttpContext http) => Ask(http));
        app.MapGet("/realm/yes", (HttpContext http) => Agree(http));
        app.MapPost("/realm/token", (Delegate)GiveAsync); // as a request delegate, its result would be lost
    }

    /// <summary>The page that asks: a link for yes and one for no.</summary>
    private static IResult Ask(HttpContext http)
    {
        var query = http.Request.Query;
        if (
            query["client_id"] != ClientId
            || query["response_type"] != "code"
            || query["code_challenge_method"] != "S256"
            || query["code_challenge"].ToString().Length != 43
            || !query["scope"].ToString().Split(' ').Contains("openid")
        )
            return Results.BadRequest(http.Request.QueryString.Value);
        var no = QueryHelpers.AddQueryString(
            query["redirect_uri"]!,
            new Dictionary<string, string?> { ["error"] = "access_denied", ["state"] = query["state"] }
        );
        return Results.Content(
            $"<title>Issuer</title><a href=\"yes{WebUtility.HtmlEncode(http.Request.QueryString.Value)}\">Yes</a> "
                + $"<a href=\"{WebUtility.HtmlEncode(no)}\">No</a>",
            "text/html"
        );
    }

    private IResult Agree(HttpContext http)
    {
        var query = http.Request.Query;
        var code = RandomNumberGenerator.GetHexString(32);
        _codes[code] = query;
        return Results.Redirect(
            QueryHelpers.AddQueryString(
                query["redirect_uri"]!,
                new Dictionary<string, string?> { ["code"] = code, ["state"] = query["state"] }
            )
        );
    }

    private async Task<IResult> GiveAsync(HttpContext http)
    {
        if (Status is { } status)
            return Results.Text("nothing", statusCode: status);
        var form = await http.Request.ReadFormAsync();
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        if (
            form["grant_type"] != "authorization_code"
            || form["client_id"] != ClientId
            || form["client_secret"] != ClientSecret
            || !_codes.TryRemove(form["code"].ToString(), out var asked)
            || asked["redirect_uri"] != form["redirect_uri"]
            || asked["code_challenge"] != challenge
        )
            return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
        var token = issuer.Token(t =>
        {
            t.Audience = ClientId;
            t.IssuedAt = DateTime.UtcNow;
            t.Claims["nonce"] = asked["nonce"].ToString();
            Change?.Invoke(t);
        });
        return Results.Json(
            new
            {
                access_token = "opaque",
                token_type = "Bearer",
                id_token = token,
            }
        );
    }
}
