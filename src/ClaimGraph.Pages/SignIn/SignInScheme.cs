using ClaimGraph.GraphQL;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;

namespace ClaimGraph.Pages.SignIn;

/// <summary>Lets people sign in on a page. Requests with an Authorization header go on as before.</summary>
internal static class SignInScheme
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<SignInCookie>();
        new AuthenticationBuilder(services).AddScheme<AuthenticationSchemeOptions, SignInHandler>(
            SignInHandler.SchemeName,
            configureOptions: null
        );
        services.Configure<PolicySchemeOptions>(
            ApiAuthenticationOptions.Scheme,
            policy => policy.ForwardDefault = SignInHandler.SchemeName
        );
    }
}
