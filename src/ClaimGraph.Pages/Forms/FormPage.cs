using ClaimGraph.Access;
using ClaimGraph.Pages.Requests;
using Microsoft.AspNetCore.Http;

namespace ClaimGraph.Pages.Forms;

/// <summary>A page with a form about something that its address names.</summary>
/// <typeparam name="T">What the address names, as the API gives it.</typeparam>
/// <param name="pattern">The pattern of the address.</param>
/// <param name="needs">Whom the form is for; others are asked to sign in. Null: those who can at least propose.</param>
public abstract class FormPage<T>(string pattern, Role? needs = null) : IForm
    where T : class
{
    public string Pattern => pattern;

    public async ValueTask<View?> ShowAsync(Visit visit)
    {
        if (await FindAsync(visit) is not { } about)
            return null;
        return needs is { } role && visit.May(role) || needs is null && visit.MayPropose
            ? await FormAsync(visit, about, Begin(visit, about))
            : Reading.Errors.ErrorPage.NotAllowed(visit);
    }

    public async ValueTask<View?> SendAsync(Visit visit, Entries entries)
    {
        if (await FindAsync(visit) is not { } about)
            return null;
        return await CarryOutAsync(visit, about, entries)
            ?? await FormAsync(visit, about, entries) with
            {
                Status = entries.Mistakes.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK,
            };
    }

    /// <summary>What the address names; null when there is nothing.</summary>
    protected abstract ValueTask<T?> FindAsync(Visit visit);

    /// <summary>What the form begins with.</summary>
    protected virtual Entries Begin(Visit visit, T about) => Entries.With();

    /// <summary>Carries out what was entered.</summary>
    /// <returns>Where to go on; null: the form is shown again, with what is wrong.</returns>
    protected abstract ValueTask<View?> CarryOutAsync(Visit visit, T about, Entries entries);

    /// <summary>The form with what was entered.</summary>
    protected abstract ValueTask<View> FormAsync(Visit visit, T about, Entries entries);
}
