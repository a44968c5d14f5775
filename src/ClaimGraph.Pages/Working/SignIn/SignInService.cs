using ClaimGraph.Pages.Requests;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;

namespace ClaimGraph.Pages.Working.SignIn;

/// <summary>A service that signs people in: an authentication scheme with a name for people.</summary>
/// <param name="Scheme">The scheme.</param>
/// <param name="Name">What people call it.</param>
public sealed record SignInService(string Scheme, string Name)
{
    /// <summary>All that there are.</summary>
    public static async ValueTask<IReadOnlyList<SignInService>> AllAsync(Visit visit)
    {
        var schemes = visit.Http.RequestServices.GetRequiredService<IAuthenticationSchemeProvider>();
        return
        [
            .. from scheme in await schemes.GetAllSchemesAsync()
            where scheme.DisplayName is not null
            select new SignInService(scheme.Name, scheme.DisplayName!),
        ];
    }

    /// <summary>The address that leads there and then on to another of this site.</summary>
    public string Address(string? next) => Requests.Address.With("/sign-in/with/" + Uri.EscapeDataString(Scheme), ("next", next));
}

/// <summary>The way to a service that signs people in: sends the browser there.</summary>
internal sealed class SignInWithPage : IPage
{
    public string Pattern => "/sign-in/with/{scheme}";

    public async ValueTask<View?> ShowAsync(Visit visit)
    {
        var service = (await SignInService.AllAsync(visit)).FirstOrDefault(s => s.Scheme == visit.Route("scheme"));
        if (service is null)
            return null;
        var back = Address.With(SignedInPage.Path, ("next", Address.Within(visit.Value("next"))));
        try
        {
            await visit.Http.ChallengeAsync(service.Scheme, new AuthenticationProperties { RedirectUri = back });
        }
        catch (Exception e) when (e is InvalidOperationException or HttpRequestException or IOException)
        {
            return View.See(SignInPage.AddressOf(SignInFailure.Unavailable)); // what tells where the service is could not be read
        }
        return View.See(visit.Http.Response.Headers.Location.ToString());
    }
}

/// <summary>
/// Where a service sends people back who are signed in. The browser came from another site, so it does not send the cookie yet; it does
/// once this page has led it on.
/// </summary>
internal sealed class SignedInPage : IPage
{
    public const string Path = "/sign-in/done";

    public string Pattern => Path;

    public ValueTask<View?> ShowAsync(Visit visit) => new(View.Of<SignedInView>(Address.Within(visit.Value("next")) ?? "/"));
}
