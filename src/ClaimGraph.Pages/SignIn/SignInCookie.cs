using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace ClaimGraph.Pages.SignIn;

/// <summary>
/// The cookie of somebody who signed in with a key: the key and until when they are signed in, encrypted and authenticated with secrets
/// of the server. Scripts cannot read it, and browsers send it with requests of this site alone. Safe for many threads.
/// </summary>
internal sealed class SignInCookie
{
    private const string Name = "claimgraph";

    // Browsers accept this name only for the whole host, over TLS.
    private const string SecureName = "__Host-" + Name;

    private readonly IDataProtector _protector;
    private readonly TimeSpan _lifetime;
    private readonly TimeProvider _clock;

    public SignInCookie(PagesOptions options, TimeProvider clock)
    {
        (_lifetime, _clock) = (options.SignedInFor, clock);
        var secrets = options.SignInSecrets is { } folder
            ? SecretFolder.Open(folder, "Pages:SignInSecrets")
            : new EphemeralDataProtectionProvider();
        _protector = secrets.CreateProtector("ClaimGraph.Pages.SignIn");
    }

    /// <summary>Signs the holder of a key in.</summary>
    public void Set(HttpContext http, string key)
    {
        var until = _clock.GetUtcNow() + _lifetime;
        var value = _protector.Protect(until.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) + " " + key);
        http.Response.Cookies.Append(NameFor(http.Request), value, Rules(http.Request, until));
    }

    /// <summary>Signs them out.</summary>
    public static void Delete(HttpContext http) => http.Response.Cookies.Delete(NameFor(http.Request), Rules(http.Request, null));

    /// <summary>The key that a request carries, and until when; null for none, or one of another server or too old.</summary>
    public (string Key, DateTimeOffset Until)? Read(HttpRequest request)
    {
        if (request.Cookies[NameFor(request)] is not { Length: > 0 and < 2_000 } value)
            return null;
        try
        {
            var parts = _protector.Unprotect(value).Split(' ', 2);
            var until = DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts[0], CultureInfo.InvariantCulture));
            return until > _clock.GetUtcNow() ? (parts[1], until) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

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
