using ClaimGraph.Pages.Assets;
using ClaimGraph.Pages.Documents;
using ClaimGraph.Pages.Fetching;
using ClaimGraph.Pages.Reading;
using ClaimGraph.Pages.Requests;
using ClaimGraph.Pages.Serving;
using ClaimGraph.Pages.SignIn;
using ClaimGraph.Pages.Working;
using ClaimGraph.Pages.Working.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ClaimGraph.Pages;

/// <summary>Puts the pages for people into a web application that serves the API.</summary>
public static class ClaimGraphPages
{
    /// <summary>
    /// The scheme of those who signed in on a page. Another scheme, such as OpenID Connect, that names it as its <c>SignInScheme</c> and
    /// makes its user by <see cref="GraphQL.ApiClaims.User"/> signs people in here, too: with a display name, it has a button on
    /// <c>/sign-in</c>. The secrets that protect the cookies are an <c>IDataProtectionProvider</c> of the services under this key.
    /// </summary>
    public const string SignInScheme = "SignIn";

    private static readonly string[] Methods = ["GET", "HEAD"];

    /// <summary>Adds what the pages need beside the API.</summary>
    /// <remarks>Call it after <c>AddClaimGraphApi</c>: those who sign in on a page are known to the API as well.</remarks>
    public static IServiceCollection AddClaimGraphPages(this IServiceCollection services, PagesOptions? options = null)
    {
        options ??= new PagesOptions();
        SignIn.SignInScheme.Add(services, options);
        if (options.FetchSources)
            services.AddSingleton(provider => new WebPageReader(provider.GetRequiredService<TimeProvider>()));
        return services.AddSingleton(options).AddSingleton<PageEndpoint>().AddSingleton<KeptAnswers>().AddScoped<Visit>();
    }

    /// <summary>The page that says why somebody could not be signed in.</summary>
    public static string AddressOf(SignInFailure failure) => SignInPage.AddressOf(failure);

    /// <summary>
    /// Serves the pages at the root. They ask the API of this process with the user of the request (<c>HttpContext.User</c>), and link
    /// to it at <c>/graphql</c>. What has no address gets a page that says so.
    /// </summary>
    public static void MapClaimGraphPages(this IEndpointRouteBuilder endpoints)
    {
        endpoints.ServiceProvider.GetRequiredService<SignInCookie>(); // fails now if its secrets cannot be kept
        var serving = endpoints.ServiceProvider.GetRequiredService<PageEndpoint>();
        foreach (var page in ReadingPages.All.Concat(WorkingPages.All))
            endpoints.MapMethods(page.Pattern, Methods, http => serving.HandleAsync(http, page));
        foreach (var form in WorkingPages.All.OfType<IForm>())
            endpoints.MapPost(form.Pattern, http => serving.SubmitAsync(http, form));
        foreach (var download in ReadingPages.Downloads)
            endpoints.MapMethods(download.Pattern, Methods, http => serving.HandleAsync(http, download));
        endpoints.MapMethods(AssetEndpoint.Pattern, Methods, AssetEndpoint.HandleAsync);
        endpoints.MapMethods(
            "/favicon.ico",
            Methods,
            http =>
            {
                http.Response.Redirect(AssetFiles.Link("icon.svg"));
                return Task.CompletedTask;
            }
        );
        endpoints.MapFallback("{*path}", http => serving.NotFoundAsync(http));
    }
}
