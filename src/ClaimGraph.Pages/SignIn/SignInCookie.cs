using System.Security.Cryptography;
using System.Text.Json;
using ClaimGraph.Access;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace ClaimGraph.Pages.SignIn;

/// <summary>
/// The cookie of somebody who is signed in (<see cref="SignedIn"/>), encrypted and authenticated with secrets of the server. Scripts
/// cannot read it, and browsers send it with requests of this site alone. Safe for many threads.
/// </summary>
internal sealed class SignInCookie
{
    private const string Name = "claimgraph";

    // Browsers accept this name only for the whole host, over TLS.
    private const string SecureName = "__Host-" + Name;

    private readonly IDataProtector _protector;
    private readonly TimeSpan _lifetime;
    private readonly TimeProvider _clock;

    public SignInCookie(PagesOptions options, IDataProtectionProvider secrets, TimeProvider clock)
    {
        (_lifetime, _clock) = (options.SignedInFor, clock);
        _protector = secrets.CreateProtector("ClaimGraph.Pages.SignIn");
    }

    /// <summary>Signs the holder of a key in.</summary>
    public void Set(HttpContext http, string key) => Set(http, new SignedIn(_clock.GetUtcNow() + _lifetime, Key: key));

    /// <summary>Signs a user in whom another scheme knows.</summary>
    public void Set(HttpContext http, string user, Role? role) =>
        Set(http, new SignedIn(_clock.GetUtcNow() + _lifetime, User: user, Role: role));

    /// <summary>Signs them out.</summary>
    public static void Delete(HttpContext http) => http.Response.Cookies.Delete(NameFor(http.Request), Rules(http.Request, null));

    /// <summary>Who a request says is signed in; null: nobody, or a cookie of another server or one that is too old.</summary>
    public SignedIn? Read(HttpRequest request)
    {
        if (request.Cookies[NameFor(request)] is not { Length: > 0 and < 4_000 } value)
            return null;
        try
        {
            var signedIn = JsonSerializer.Deserialize<SignedIn>(_protector.Unprotect(value));
            return signedIn?.Until > _clock.GetUtcNow() ? signedIn : null;
        }
        catch (Exception e) when (e is CryptographicException or JsonException)
        {
            return null;
        }
    }

    private void Set(HttpContext http, SignedIn signedIn) =>
        http.Response.Cookies.Append(
            NameFor(http.Request),
            _protector.Protect(JsonSerializer.Serialize(signedIn)),
            Rules(http.Request, signedIn.Until)
        );

    private static string NameFor(HttpRequest request) => request.IsHttps ? SecureName : Name;

    private static CookieOptions Rules(HttpRequest request, DateTimeOffset? until) =>
        new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = request.IsHttps,
            Path = "/",
            Expires = until,
            IsEssential = true,
        };
}
