using ClaimGraph.Access;
using ClaimGraph.GraphQL;
using ClaimGraph.Pages.Localization;
using ClaimGraph.Pages.Requests;
using ClaimGraph.Pages.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ClaimGraph.Pages.Working.SignIn;

/// <summary>Where somebody signs in with a key or goes on to another service. With <c>?next=/queues</c>, they then go on there.</summary>
internal sealed class SignInPage : IForm
{
    private const string Path = "/sign-in";

    public string Pattern => Path;

    /// <summary>This page with the reason why the service could not sign somebody in.</summary>
    public static string AddressOf(SignInFailure failure) => $"{Path}?failed={failure}";

    public async ValueTask<View?> ShowAsync(Visit visit)
    {
        SignInFailure? failure = Enum.TryParse<SignInFailure>(visit.Value("failed"), out var named) && Enum.IsDefined(named) ? named : null;
        return await ViewAsync(visit, Entries.With(), failure);
    }

    public async ValueTask<View?> SendAsync(Visit visit, Entries entries)
    {
        if (await HolderAsync(visit, entries) is null)
            return await ViewAsync(visit, entries, null);
        visit.Http.RequestServices.GetRequiredService<SignInCookie>().Set(visit.Http, entries.Text("key")!);
        return View.See(Address.Within(visit.Value("next")) ?? "/");
    }

    private static async ValueTask<View> ViewAsync(Visit visit, Entries entries, SignInFailure? failure)
    {
        var status =
            entries.Mistakes.Count > 0 ? StatusCodes.Status422UnprocessableEntity
            : failure is null ? StatusCodes.Status200OK
            : failure is SignInFailure.Unavailable ? StatusCodes.Status503ServiceUnavailable
            : StatusCodes.Status403Forbidden;
        return View.Of<SignInView>(new SignInShown(entries, await SignInService.AllAsync(visit), failure), status);
    }

    private static async ValueTask<ApiKey?> HolderAsync(Visit visit, Entries entries)
    {
        if (entries.Text("key") is not { } text)
        {
            entries.Refuse("key", Texts.Key_missing);
            return null;
        }
        var keys = visit.Http.RequestServices.GetRequiredService<KeyRing>();
        var key = await keys.VerifyAsync(text, visit.Http.RequestAborted);
        if (key is null)
        {
            visit.Http.ChargeWrongCredentials();
            entries.Refuse("key", Texts.Key_wrong);
        }
        return key;
    }
}

/// <summary>The form, the services that sign people in as well, and why one of them could not.</summary>
public sealed record SignInShown(Entries Entries, IReadOnlyList<SignInService> Services, SignInFailure? Failure);

/// <summary>Where somebody signs out.</summary>
internal sealed class SignOutPage : IForm
{
    public string Pattern => "/sign-out";

    public ValueTask<View?> ShowAsync(Visit visit) => new(View.See("/sign-in"));

    public ValueTask<View?> SendAsync(Visit visit, Entries entries)
    {
        SignInCookie.Delete(visit.Http);
        return new(View.See("/"));
    }
}
