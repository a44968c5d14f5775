using ClaimGraph.Pages.Forms;
using ClaimGraph.Pages.Localization;
using ClaimGraph.Pages.Nouns;
using ClaimGraph.Pages.Reading.Statement;
using ClaimGraph.Pages.Requests;
using ClaimGraph.Pages.Working.Argue;
using ClaimGraph.Pages.Working.Saved;
using ClaimGraph.Pages.Working.Statement;

namespace ClaimGraph.Pages.Working.Quote;

/// <summary>
/// Makes words of a source evidence: they are chosen in its text, then the claim that they are about, of which those that say nearly the
/// same are shown.
/// </summary>
internal sealed class QuotePage() : FormPage<Quoted>("/sources/{id}/quote")
{
    protected override async ValueTask<Quoted?> FindAsync(Visit visit) =>
        await ReadSource.NamedAsync(visit, visit.Route("id")) is { } source ? new Quoted(source) : null;

    protected override async ValueTask<View?> CarryOutAsync(Visit visit, Quoted about, Entries entries)
    {
        if (entries.Text("quote") is not { } quote)
        {
            entries.Refuse("quote", Texts.Quote_missing);
            return null;
        }
        about.Similar = (await EnteredClaim.AskAsync(visit, quote)).Similar;
        if ((entries.Text("other") ?? entries.Text("claim")) is not { } typed)
        {
            if (about.Similar.Count == 0 || entries["seen"] == quote)
                entries.Refuse("other", Texts.Claim_to_choose);
            return null;
        }
        if (await ClaimAsync(visit, typed) is not { } claim)
        {
            entries.Refuse("other", Texts.No_such_claim);
            return null;
        }
        var basis = await Known.OfSourceAsync(visit, about.Source.Id, claim.Id);
        var deed = SourceLink.Read(entries, claim.Id, basis, null);
        return entries.Mistakes.Count == 0 && await visit.CarryOutAsync(entries, deed) is { } done
            ? SavedView.Of(done, claim.Address!, "evidence", done.Entered("Evidence")?.Id)
            : null;
    }

    protected override ValueTask<View> FormAsync(Visit visit, Quoted about, Entries entries) =>
        new(View.Of<QuoteView>(new QuoteShown(about.Source, entries, about.Similar)));

    private static async ValueTask<AnyNode?> ClaimAsync(Visit visit, string typed) =>
        (await visit.AskAsync<ClaimToArgueData>("ClaimToArgue", Address.LastSegment(typed), d => d.Statement is not null))?.Statement;
}

/// <summary>A source from which words are quoted, and the claims that say nearly the same as they do.</summary>
internal sealed class Quoted(ReadSource source)
{
    public ReadSource Source => source;

    public IReadOnlyList<SimilarClaim> Similar { get; set; } = [];
}

/// <summary>What the page shows.</summary>
public sealed record QuoteShown(ReadSource Source, Entries Entries, IReadOnlyList<SimilarClaim> Similar);
