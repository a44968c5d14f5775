using ClaimGraph.GraphQL;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace ClaimGraph.Pages.SignIn;

/// <summary>Lets people sign in on a page. Requests with an Authorization header go on as before.</summary>
internal static class SignInScheme
{
    public static void Add(IServiceCollection services, PagesOptions options)
    {
        const string name = ClaimGraphPages.SignInScheme;
        services.AddKeyedSingleton(name, (_, _) => SignInSecrets.In(options.SignInSecrets));
        services.AddSingleton(provider => new SignInCookie(
            options,
            provider.GetRequiredKeyedService<IDataProtectionProvider>(name),
            provider.GetRequiredService<TimeProvider>()
        ));
        new AuthenticationBuilder(services).AddScheme<AuthenticationSchemeOptions, SignInHandler>(name, configureOptions: null);
        services.Configure<ApiAuthenticationOptions>(api => api.SignInScheme = name);
        services.Configure<PolicySchemeOptions>(ApiAuthenticationOptions.Scheme, policy => policy.ForwardDefault = name);
    }
}
