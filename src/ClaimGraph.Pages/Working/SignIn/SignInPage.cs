using ClaimGraph.Access;
using ClaimGraph.Pages.Localization;
using ClaimGraph.Pages.Requests;
using ClaimGraph.Pages.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ClaimGraph.Pages.Working.SignIn;

/// <summary>Where somebody signs in with a key. With <c>?next=/queues</c>, they go on there.</summary>
internal sealed class SignInPage : IForm
{
    public string Pattern => "/sign-in";

    public ValueTask<View?> ShowAsync(Visit visit) => new(View.Of<SignInView>(Entries.With()));

    public async ValueTask<View?> SendAsync(Visit visit, Entries entries)
    {
        if (await HolderAsync(visit, entries) is null)
            return View.Of<SignInView>(entries, StatusCodes.Status422UnprocessableEntity);
        visit.Http.RequestServices.GetRequiredService<SignInCookie>().Set(visit.Http, entries.Text("key")!);
        return View.See(Address.Within(visit.Value("next")) ?? "/");
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
            entries.Refuse("key", Texts.Key_wrong);
        return key;
    }
}

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
