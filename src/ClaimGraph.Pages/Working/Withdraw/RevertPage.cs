using System.Globalization;
using System.Text.Json.Nodes;
using ClaimGraph.Pages.Forms;
using ClaimGraph.Pages.Localization;
using ClaimGraph.Pages.Nouns;
using ClaimGraph.Pages.Requests;
using ClaimGraph.Pages.Working.Reason;
using ClaimGraph.Pages.Working.Saved;
using Microsoft.AspNetCore.Components;

namespace ClaimGraph.Pages.Working.Withdraw;

/// <summary>Takes back a revision. With <c>?next=/statements/…</c>, the reader goes on there.</summary>
internal sealed class RevertPage() : FormPage<Entry>("/revisions/{revision:int}/revert")
{
    protected override async ValueTask<Entry?> FindAsync(Visit visit)
    {
        var revision = int.Parse(visit.Route("revision"), CultureInfo.InvariantCulture);
        var variables = new JsonObject { ["before"] = revision - 1 };
        if (revision < 1)
            return null;
        var entries = (await visit.AskAsync<RevisionToRevertData>("RevisionToRevert", variables)).Ledger.Entries;
        return entries is [var entry, ..] ? entry : null;
    }

    protected override async ValueTask<View?> CarryOutAsync(Visit visit, Entry about, Entries entries)
    {
        if (entries.Text("reason") is not { } reason)
        {
            entries.Refuse("reason", Texts.Reason_missing);
            return null;
        }
        var input = new JsonObject { ["revision"] = about.Revision, ["reason"] = reason };
        var deed = new Deed("revert", input) { FieldOf = path => path is ["reason"] ? "reason" : null };
        return await visit.CarryOutAsync(entries, deed) is { } done ? SavedView.Of(done, Next(visit), "revert") : null;
    }

    protected override ValueTask<View> FormAsync(Visit visit, Entry about, Entries entries) =>
        new(
            View.Of<ReasonView>(
                new ReasonShown(entries, Texts.Revert, Texts.Revert_lead, Texts.Revert, Next(visit)) { About = HistoryOf(about) }
            )
        );

    private static string Next(Visit visit) => Address.Within(visit.Value("next")) ?? "/";

    private static RenderFragment HistoryOf(Entry entry) =>
        builder =>
        {
            // A revision can be long.
            builder.OpenElement(0, "div");
            builder.AddAttribute(1, "class", "scroll");
            builder.AddAttribute(2, "tabindex", "0");
            builder.AddAttribute(3, "role", "group");
            builder.AddAttribute(4, "aria-label", Texts.History);
            builder.OpenComponent<Nouns.History>(5);
            builder.AddComponentParameter(6, nameof(Nouns.History.Entries), new[] { entry });
            builder.CloseComponent();
            builder.CloseElement();
        };
}

/// <summary>What <c>RevisionToRevert.graphql</c> selects.</summary>
public sealed record RevisionToRevertData(LedgerToRevert Ledger);

/// <summary>The ledger with the one entry.</summary>
public sealed record LedgerToRevert(IReadOnlyList<Entry> Entries);
