namespace ClaimGraph.Pages.Requests;

/// <summary>A page with a form. It is shown as any page and sent by POST to its own address.</summary>
public interface IForm : IPage
{
    /// <summary>Carries out what was entered.</summary>
    /// <returns>
    /// Where to go on (<see cref="View.See"/>), or the page again, with everything that was typed and what is wrong beside it. Null when
    /// there is nothing at the address.
    /// </returns>
    /// <exception cref="Documents.UnansweredException">The API did not answer.</exception>
    ValueTask<View?> SendAsync(Visit visit, Entries entries);
}
