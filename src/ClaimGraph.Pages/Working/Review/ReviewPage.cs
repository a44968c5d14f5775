using System.Text.Json.Nodes;
using ClaimGraph.Access;
using ClaimGraph.Pages.Forms;
using ClaimGraph.Pages.Localization;
using ClaimGraph.Pages.Nouns;
using ClaimGraph.Pages.Requests;
using ClaimGraph.Pages.Working.Saved;

namespace ClaimGraph.Pages.Working.Review;

/// <summary>Enters the verdict of somebody on a claim.</summary>
internal sealed class ReviewPage() : FormPage<ClaimToReview>("/statements/{id}/review")
{
    protected override async ValueTask<ClaimToReview?> FindAsync(Visit visit) =>
        (await visit.AskAsync<ClaimToReviewData>("ClaimToReview", visit.Route("id"), d => d.Statement is not null))?.Statement;

    protected override Entries Begin(Visit visit, ClaimToReview about) =>
        Entries.With(("reviewer", visit.Viewer?.Name), ("reviewedOn", visit.Today));

    protected override async ValueTask<View?> CarryOutAsync(Visit visit, ClaimToReview about, Entries entries)
    {
        if (about.Has(entries))
            return View.See(Address.With(about.Address, ("done", "review")) + "#verdicts");
        var reviewer = await NamedActor.AskAsync(visit, entries.Text("reviewer"));
        var review = ReviewOf(entries, about.Id, reviewer);
        if (entries.Mistakes.Count > 0)
            return null;
        JsonArray records = [];
        reviewer!.AddTo(records, "ORGANISATION");
        records.Add(new JsonObject { ["review"] = review });
        var deed = new Deed("commit", new JsonObject { ["records"] = records }, Role.Reviewer) { FieldOf = FieldOf };
        return await visit.CarryOutAsync(entries, deed) is { } done ? SavedView.Of(done, about.Address, "review", "verdicts") : null;
    }

    protected override ValueTask<View> FormAsync(Visit visit, ClaimToReview about, Entries entries) =>
        new(View.Of<ReviewView>(new ReviewShown(about, entries)));

    private static JsonObject ReviewOf(Entries entries, string statement, NamedActor? reviewer)
    {
        if (reviewer is null)
            entries.Refuse("reviewer", Texts.Reviewer_missing);
        if (entries.Text("verdict") is null && entries.Text("rating") is null)
            entries.Refuse("verdict", Texts.Verdict_missing);
        var review = new JsonObject { ["statement"] = statement, ["reviewer"] = reviewer?.Reference };
        foreach (var name in new[] { "verdict", "explanation", "url" })
            if (entries.Text(name) is { } value)
                review[name] = value;
        if (entries.Text("rating") is { } rating)
            review["rating"] = new JsonObject { ["text"] = rating };
        if (entries.Date("reviewedOn", Texts.Date_wrong) is { } date)
            review["reviewedOn"] = date;
        if (entries.All("basedOn") is { Count: > 0 } basedOn)
            review["basedOn"] = new JsonArray([.. basedOn.Select(id => (JsonNode)id)]);
        return review;
    }

    private static string? FieldOf(IReadOnlyList<string> path) =>
        Deed.Named(path) is ["records", var noun, var field, ..]
            ? noun == "actor"
                ? "reviewer"
                : field
            : null;
}

/// <summary>What the page shows.</summary>
public sealed record ReviewShown(ClaimToReview Claim, Entries Entries);

/// <summary>What <c>ClaimToReview.graphql</c> selects.</summary>
public sealed record ClaimToReviewData(ClaimToReview? Statement);

/// <summary>A claim with what a verdict on it can rest on.</summary>
public sealed record ClaimToReview(
    string Id,
    string? Key,
    string Text,
    string Language,
    string? Verdict,
    string? Status,
    StrengthValue Strength,
    int ReviewRequestCount,
    Connection<RequestItem> ReviewRequests,
    Connection<Argument> Evidence,
    Connection<ReviewItem> Reviews
)
{
    /// <summary>The page of the claim.</summary>
    public string Address => Requests.Address.Statement(Id, Key);

    /// <summary>The newest requests that no review has answered, oldest first.</summary>
    public IEnumerable<RequestItem> Waiting => ReviewRequests.Nodes.TakeLast(ReviewRequestCount);

    /// <summary>The claim as it is named in a line.</summary>
    public AnyNode Node => new("Statement", Id, Key, Text: Text, Language: Language, Verdict: Verdict);

    /// <summary>True when the same review was entered before: a form can be sent twice.</summary>
    public bool Has(Entries entries) =>
        Reviews.Nodes.Any(r =>
            r.Reviewer.Name == entries.Text("reviewer")
            && r.Verdict == entries.Text("verdict")
            && r.Explanation is not null
            && r.Explanation == entries.Text("explanation")
        );
}

/// <summary>Somebody who waits for a review.</summary>
public sealed record RequestItem(string By, DateTime CreatedAt, string? Note);
