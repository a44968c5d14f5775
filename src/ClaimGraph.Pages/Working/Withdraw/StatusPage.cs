using System.Text.Json.Nodes;
using ClaimGraph.Pages.Documents;
using ClaimGraph.Pages.Forms;
using ClaimGraph.Pages.Localization;
using ClaimGraph.Pages.Nouns;
using ClaimGraph.Pages.Requests;
using ClaimGraph.Pages.Working.Reason;
using ClaimGraph.Pages.Working.Saved;

namespace ClaimGraph.Pages.Working.Withdraw;

/// <summary>Retracts a record, or restores it.</summary>
internal sealed class StatusPage(string mutation) : FormPage<AnyNode>($"/records/{{id}}/{mutation}")
{
    public static readonly StatusPage Retract = new("retract");
    public static readonly StatusPage Restore = new("restore");

    private bool Retracts => mutation == "retract";

    protected override async ValueTask<AnyNode?> FindAsync(Visit visit) => await AskAsync(visit, visit.Route("id"));

    protected override async ValueTask<View?> CarryOutAsync(Visit visit, AnyNode about, Entries entries)
    {
        var input = new JsonObject { ["id"] = about.Id };
        if (Retracts && entries.Text("reason") is null)
            entries.Refuse("reason", Texts.Reason_missing);
        if (entries.Text("reason") is { } reason)
            input["reason"] = reason;
        return entries.Mistakes.Count == 0 && await visit.CarryOutAsync(entries, new Deed(mutation, input)) is { } done
            ? SavedView.Of(done, RecordHome.Of(about), mutation)
            : null;
    }

    protected override ValueTask<View> FormAsync(Visit visit, AnyNode about, Entries entries) =>
        new(
            View.Of<ReasonView>(
                Retracts
                    ? new ReasonShown(entries, Texts.Retract, Texts.Retract_lead, Texts.Retract, RecordHome.Of(about))
                    {
                        About = RecordLine.Of(about),
                    }
                    : new ReasonShown(entries, Texts.Restore, Texts.Restore_lead, Texts.Restore, RecordHome.Of(about))
                    {
                        About = RecordLine.Of(about),
                        IsRequired = false,
                    }
            )
        );

    /// <summary>The record with an id; null when there is none.</summary>
    internal static async ValueTask<AnyNode?> AskAsync(Visit visit, string id)
    {
        try
        {
            return (await visit.AskAsync<RecordToChangeData>("RecordToChange", new JsonObject { ["id"] = id })).Node;
        }
        catch (UnansweredException e) when (e.IsWrongAddress)
        {
            return null;
        }
    }
}

/// <summary>What <c>RecordToChange.graphql</c> selects.</summary>
public sealed record RecordToChangeData(AnyNode? Node);
