using System.Text.Json.Nodes;
using ClaimGraph.Access;
using ClaimGraph.Pages.Documents;
using ClaimGraph.Pages.Forms;
using ClaimGraph.Pages.Localization;
using ClaimGraph.Pages.Nouns;
using ClaimGraph.Pages.Reading.Statement;
using ClaimGraph.Pages.Requests;
using ClaimGraph.Pages.Working.Saved;

namespace ClaimGraph.Pages.Working.Merge;

/// <summary>
/// Merges a claim into another that says the same (<c>?into=…</c>: its id, its key or the address of its page), after showing what that
/// changes.
/// </summary>
internal sealed class MergePage() : FormPage<MergedClaim>("/statements/{id}/merge", Role.Reviewer)
{
    protected override async ValueTask<MergedClaim?> FindAsync(Visit visit)
    {
        var found = await visit.AskAsync<ClaimsToMergeData>("ClaimsToMerge", visit.Route("id"), d => d.Statement is not null);
        if (found?.Statement is not { } claim)
            return null;
        if (visit.Value("into") is not { } typed)
            return claim;
        try
        {
            var variables = new JsonObject { ["from"] = claim.Id, ["into"] = NameOf(typed) };
            return claim with { Into = typed, Preview = await PreviewAsync(visit, variables) };
        }
        catch (UnansweredException e) when (e.IsWrongAddress || e.Error.Code is "FORBIDDEN" or "UNAUTHENTICATED")
        {
            return claim with { Into = typed, Problem = e.Error.Message };
        }
    }

    protected override Entries Begin(Visit visit, MergedClaim about)
    {
        var entries = Entries.With(("into", about.Into));
        if (about.Problem is not null)
            entries.Refuse("into", Texts.Into_wrong, about.Problem);
        return entries;
    }

    protected override async ValueTask<View?> CarryOutAsync(Visit visit, MergedClaim about, Entries entries)
    {
        if (about.Preview?.Node is not { } into)
        {
            entries.Refuse("into", Texts.Into_wrong, about.Problem);
            return null;
        }
        if (entries.Text("reason") is null)
            entries.Refuse("reason", Texts.Reason_missing);
        var input = new JsonObject
        {
            ["from"] = about.Id,
            ["into"] = into.Id,
            ["reason"] = entries.Text("reason"),
            ["force"] = entries["force"] == "true",
        };
        var deed = new Deed("merge", input, Role.Reviewer) { FieldOf = path => path is ["reason"] ? "reason" : null };
        return entries.Mistakes.Count == 0 && await visit.CarryOutAsync(entries, deed) is { } done
            ? SavedView.Of(done, into.Address!, "merge")
            : null;
    }

    protected override ValueTask<View> FormAsync(Visit visit, MergedClaim about, Entries entries) =>
        new(View.Of<MergeView>(new MergeShown(about, entries)));

    private static async ValueTask<MergePreviewData> PreviewAsync(Visit visit, JsonObject variables)
    {
        var preview = await visit.AskAsync<MergePreviewData>("MergePreviewOf", variables);
        var values = preview.MergePreview.Differences.SelectMany(d => new[] { d.Merged, d.Kept });
        return preview with { Records = await visit.RecordsAsync(values) };
    }

    /// <summary>What was typed as the API names a record: an id, or a key. Of the address of a page, the last part counts.</summary>
    private static string NameOf(string typed)
    {
        var name = Address.LastSegment(typed);
        return Address.IsId(name) || name.Contains(':', StringComparison.Ordinal) ? name : $"key:{name}";
    }
}

/// <summary>What the page shows.</summary>
public sealed record MergeShown(MergedClaim Claim, Entries Entries);

/// <summary>What <c>ClaimsToMerge.graphql</c> selects.</summary>
public sealed record ClaimsToMergeData(MergedClaim? Statement);

/// <summary>A claim that is to be merged.</summary>
/// <param name="Into">What was typed for the one that remains.</param>
/// <param name="Problem">Why it cannot be, in English.</param>
public sealed record MergedClaim(
    string Id,
    string? Key,
    string Text,
    string Language,
    string? Verdict,
    IReadOnlyList<SimilarClaim> Similar,
    string? Into = null,
    MergePreviewData? Preview = null,
    string? Problem = null
)
{
    /// <summary>The page of the claim.</summary>
    public string Address => Requests.Address.Statement(Id, Key);

    /// <summary>The claim as it is named in a line.</summary>
    public AnyNode Node => new("Statement", Id, Key, Text: Text, Language: Language, Verdict: Verdict);
}

/// <summary>What <c>MergePreviewOf.graphql</c> selects.</summary>
public sealed record MergePreviewData(AnyNode? Node, MergeEffect MergePreview)
{
    /// <summary>The records that differing values name, by id.</summary>
    public IReadOnlyDictionary<string, AnyNode> Records { get; init; } = new Dictionary<string, AnyNode>();
}

/// <summary>What a merge would change.</summary>
public sealed record MergeEffect(
    int Repointed,
    int Duplicates,
    int Retracted,
    int Count,
    IReadOnlyList<MergeDifference> Differences,
    IReadOnlyList<RecordEffect> Changes
);

/// <summary>A field in which two records differ.</summary>
public sealed record MergeDifference(string Name, string? Merged, string? Kept);
