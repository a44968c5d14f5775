using System.Text.Json.Nodes;
using ClaimGraph.Pages.Documents;
using ClaimGraph.Pages.Forms;
using ClaimGraph.Pages.Localization;
using ClaimGraph.Pages.Nouns;
using ClaimGraph.Pages.Requests;
using ClaimGraph.Pages.Working.Reason;
using ClaimGraph.Pages.Working.Saved;

namespace ClaimGraph.Pages.Working.Withdraw;

/// <summary>Retracts a record, restores it, or marks a source as corrected.</summary>
internal sealed class StatusPage(string path, string mutation) : FormPage<AnyNode>($"/records/{{id}}/{path}")
{
    public static readonly StatusPage Retract = new("retract", "retract");
    public static readonly StatusPage Restore = new("restore", "restore");
    public static readonly StatusPage Correct = new("correct", "correctSource");

    private bool NeedsReason => mutation != "restore";

    protected override async ValueTask<AnyNode?> FindAsync(Visit visit) =>
        await AskAsync(visit, visit.Route("id")) is { } node && (mutation != "correctSource" || node.Type == "Source") ? node : null;

    protected override async ValueTask<View?> CarryOutAsync(Visit visit, AnyNode about, Entries entries)
    {
        var input = new JsonObject { ["id"] = about.Id };
        if (NeedsReason && entries.Text("reason") is null)
            entries.Refuse("reason", Texts.Reason_missing);
        if (entries.Text("reason") is { } reason)
            input["reason"] = reason;
        return entries.Mistakes.Count == 0 && await visit.CarryOutAsync(entries, new Deed(mutation, input)) is { } done
            ? SavedView.Of(done, RecordHome.Of(about), path)
            : null;
    }

    protected override ValueTask<View> FormAsync(Visit visit, AnyNode about, Entries entries)
    {
        var (title, lead) = mutation switch
        {
            "retract" => (Texts.Retract, Texts.Retract_lead),
            "restore" => (Texts.Restore, Texts.Restore_lead),
            _ => (Texts.Mark_corrected, Texts.Mark_corrected_lead),
        };
        return new(
            View.Of<ReasonView>(
                new ReasonShown(entries, title, lead, title, RecordHome.Of(about))
                {
                    About = RecordLine.Of(about),
                    IsRequired = NeedsReason,
                }
            )
        );
    }

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
