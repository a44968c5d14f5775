using System.Text.Json.Nodes;
using ClaimGraph.Access;
using ClaimGraph.Pages.Forms;
using ClaimGraph.Pages.Localization;
using ClaimGraph.Pages.Requests;
using ClaimGraph.Pages.Working.Argue;
using ClaimGraph.Pages.Working.Reason;
using ClaimGraph.Pages.Working.Saved;

namespace ClaimGraph.Pages.Working.Request;

/// <summary>Asks that a claim be checked.</summary>
internal sealed class RequestPage() : FormPage<ArgueTarget>("/statements/{id}/request")
{
    protected override ValueTask<ArgueTarget?> FindAsync(Visit visit) => ArgueTarget.StatementAsync(visit);

    protected override async ValueTask<View?> CarryOutAsync(Visit visit, ArgueTarget about, Entries entries)
    {
        var input = new JsonObject { ["statementId"] = about.Node.Id, ["note"] = entries.Text("note") };
        var deed = new Deed("requestReview", input, Role.Reader) { CanBeProposed = false };
        return await visit.CarryOutAsync(entries, deed) is { } done ? SavedView.Of(done, about.Address, "request") : null;
    }

    protected override ValueTask<View> FormAsync(Visit visit, ArgueTarget about, Entries entries) =>
        new(
            View.Of<ReasonView>(
                new ReasonShown(entries, Texts.Request_check, Texts.Request_check_lead, Texts.Request_check, about.Address)
                {
                    About = RecordLine.Of(about.Node),
                    Field = "note",
                    Label = Texts.Why_it_matters,
                    IsRequired = false,
                    CanBeProposed = false,
                }
            )
        );
}
