using System.Text.Json.Nodes;
using ClaimGraph.Pages.Forms;
using ClaimGraph.Pages.Localization;
using ClaimGraph.Pages.Requests;
using ClaimGraph.Pages.Working.Argue;
using ClaimGraph.Pages.Working.Saved;

namespace ClaimGraph.Pages.Working.Statement;

/// <summary>Enters who said a claim, where, when and in which words.</summary>
internal sealed class AppearancePage() : FormPage<ArgueTarget>("/statements/{id}/appearance")
{
    protected override ValueTask<ArgueTarget?> FindAsync(Visit visit) => ArgueTarget.StatementAsync(visit);

    protected override async ValueTask<View?> CarryOutAsync(Visit visit, ArgueTarget about, Entries entries)
    {
        if (!Saying.IsIn(entries))
            entries.Refuse("actor", Texts.Appearance_missing);
        JsonArray records = [];
        await Saying.AddAsync(visit, entries, records, about.Node.Id);
        if (entries.Mistakes.Count > 0)
            return null;
        var deed = new Deed("commit", new JsonObject { ["records"] = records }) { FieldOf = Saying.FieldOf };
        return await visit.CarryOutAsync(entries, deed) is { } done ? SavedView.Of(done, about.Address, "appearance", "words") : null;
    }

    protected override ValueTask<View> FormAsync(Visit visit, ArgueTarget about, Entries entries) =>
        new(View.Of<AppearanceView>(new AppearanceShown(about, entries)));
}

/// <summary>What the page shows.</summary>
public sealed record AppearanceShown(ArgueTarget Target, Entries Entries);
