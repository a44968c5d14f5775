using ClaimGraph.Pages.Forms;
using ClaimGraph.Pages.Requests;
using ClaimGraph.Pages.Working.Saved;
using Microsoft.AspNetCore.Http;

namespace ClaimGraph.Pages.Working.Argue;

/// <summary>
/// Adds a source link: first the address of the source (<c>?url=…&amp;stance=REBUTS</c>), then what it shows. A source that is known is
/// taken as it is; another is entered together with the evidence, in one commit.
/// </summary>
internal sealed class ArguePage(string pattern, Func<Visit, ValueTask<ArgueTarget?>> find) : IForm
{
    /// <summary>Evidence on a claim.</summary>
    public static readonly ArguePage OnStatement = new("/statements/{id}/argue", ArgueTarget.StatementAsync);

    /// <summary>Evidence on evidence: it backs or undercuts it.</summary>
    public static readonly ArguePage OnEvidence = new("/evidence/{id}/argue", ArgueTarget.EvidenceAsync);

    public string Pattern => pattern;

    public async ValueTask<View?> ShowAsync(Visit visit)
    {
        if (await find(visit) is not { } target)
            return null;
        if (!visit.MayPropose)
            return View.See(Address.SignIn(visit));
        var url = visit.Value("url");
        var known = url is null ? null : await Known.AskAsync(visit, url, target.Node.Id);
        var fetched = url is null || known is not null ? new Fetched() : await Fetched.AskAsync(visit, url);
        var entries = Entries.With([("url", url), ("stance", visit.Value("stance")), .. fetched.Fields]);
        return View.Of<ArgueView>(new ArgueShown(target, known, entries, url is not null, fetched));
    }

    public async ValueTask<View?> SendAsync(Visit visit, Entries entries)
    {
        if (await find(visit) is not { } target)
            return null;
        var known = await Known.AskAsync(visit, entries["url"], target.Node.Id);
        var publisher = known is null ? await NamedActor.AskAsync(visit, entries.Text("publisher")) : null;
        var deed = SourceLink.Read(entries, target.Node.Id, known, publisher);
        if (entries.Mistakes.Count == 0 && await visit.CarryOutAsync(entries, deed) is { } done)
            return SavedView.Of(done, target.Address, "evidence", done.Entered("Evidence")?.Id);
        return View.Of<ArgueView>(new ArgueShown(target, known, entries, true), StatusCodes.Status422UnprocessableEntity);
    }
}

/// <summary>What the page shows.</summary>
/// <param name="HasAddress">False while it asks for the address of the source.</param>
/// <param name="Fetched">What was read at the address.</param>
public sealed record ArgueShown(ArgueTarget Target, KnownBasis? Basis, Entries Entries, bool HasAddress, Fetched? Fetched = null);
