using System.Text.Json.Nodes;
using ClaimGraph.Access;
using ClaimGraph.Pages.Documents;
using ClaimGraph.Pages.Forms;
using ClaimGraph.Pages.Localization;
using ClaimGraph.Pages.Nouns;
using ClaimGraph.Pages.Requests;
using ClaimGraph.Pages.Working.Saved;

namespace ClaimGraph.Pages.Working.Unmerge;

/// <summary>Takes back the merge of a record, after showing what that changes.</summary>
internal sealed class UnmergePage() : FormPage<MergeToTakeBack>("/records/{id}/unmerge", Role.Reviewer)
{
    protected override async ValueTask<MergeToTakeBack?> FindAsync(Visit visit)
    {
        if (!visit.May(Role.Reviewer))
            return MergeToTakeBack.Unknown; // the form is not shown
        try
        {
            var variables = new JsonObject { ["id"] = visit.Route("id") };
            return (await visit.AskAsync<UnmergePreviewData>("UnmergePreviewOf", variables)).UnmergePreview;
        }
        catch (UnansweredException e) when (e.IsWrongAddress)
        {
            return null;
        }
    }

    protected override async ValueTask<View?> CarryOutAsync(Visit visit, MergeToTakeBack about, Entries entries)
    {
        if (entries.Text("reason") is not { } reason)
        {
            entries.Refuse("reason", Texts.Reason_missing);
            return null;
        }
        var input = new JsonObject { ["id"] = about.Merged?.Id ?? visit.Route("id"), ["reason"] = reason };
        var deed = new Deed("unmerge", input, Role.Reviewer)
        {
            CanBeProposed = false,
            FieldOf = path => path is ["reason"] ? "reason" : null,
        };
        return await visit.CarryOutAsync(entries, deed) is { } done ? SavedView.Of(done, about.Merged?.Address ?? "/", "unmerge") : null;
    }

    protected override ValueTask<View> FormAsync(Visit visit, MergeToTakeBack about, Entries entries) =>
        new(about.Merged is null ? Reading.Errors.ErrorPage.Of(403) : View.Of<UnmergeView>(new UnmergeShown(about, entries)));
}

/// <summary>What the page shows.</summary>
public sealed record UnmergeShown(MergeToTakeBack Merge, Entries Entries);

/// <summary>What <c>UnmergePreviewOf.graphql</c> selects.</summary>
public sealed record UnmergePreviewData(MergeToTakeBack? UnmergePreview);

/// <summary>A merge, and what it would change to take it back.</summary>
/// <param name="Merged">The record that would stand for itself again.</param>
/// <param name="Into">The record that it is merged into.</param>
public sealed record MergeToTakeBack(
    int Repointed,
    int Restored,
    int Count,
    AnyNode? Merged,
    AnyNode? Into,
    IReadOnlyList<RecordEffect> Changes
)
{
    /// <summary>For who may not know it.</summary>
    internal static readonly MergeToTakeBack Unknown = new(0, 0, 0, null, null, []);
}
