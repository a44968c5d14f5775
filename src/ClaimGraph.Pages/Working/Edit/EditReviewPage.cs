using System.Text.Json.Nodes;
using ClaimGraph.Access;
using ClaimGraph.Pages.Localization;
using ClaimGraph.Pages.Nouns;
using ClaimGraph.Pages.Requests;

namespace ClaimGraph.Pages.Working.Edit;

/// <summary>Changes a verdict.</summary>
internal sealed class EditReviewPage() : EditPage<EditedReview>("/reviews/{id}/edit", "updateReview", Role.Reviewer)
{
    protected override async ValueTask<EditedReview?> FindAsync(Visit visit) =>
        (await visit.AskAsync<ReviewToEditData>("ReviewToEdit", visit.Route("id"), d => d.Review is not null))?.Review;

    protected override async ValueTask<JsonObject> InputOfAsync(Visit visit, Entries entries, EditedReview about)
    {
        if (entries.Text("verdict") is null && entries.Text("rating") is null)
            entries.Refuse("verdict", Texts.Verdict_missing);
        if (entries.Text("reviewer") is null)
            entries.Refuse("reviewer", Texts.Reviewer_missing);
        var input = new JsonObject
        {
            ["reviewedOn"] = entries.Date("reviewedOn", Texts.Date_wrong),
            ["basedOnIds"] = BasedOn(entries, about),
        };
        Replace(input, entries, "verdict", "explanation", "url");
        if (entries.Text("rating") != about.Rating?.Text)
            input["rating"] = RatingOf(entries.Text("rating"), about.Rating);
        if (entries.Text("reviewer") is { } name && name != about.Reviewer.Name)
            input["reviewerId"] = await KnownAsync(visit, entries, "reviewer");
        return input;
    }

    protected override string? FieldOf(IReadOnlyList<string> path) =>
        path switch
        {
            ["reviewerId", ..] => "reviewer",
            ["basedOnIds", ..] => "basedOn",
            _ => base.FieldOf(path),
        };

    protected override ValueTask<View> FormAsync(Visit visit, EditedReview about, Entries entries) =>
        new(View.Of<EditReviewView>(new EditReviewShown(about, entries)));

    /// <summary>What was chosen, and what the form does not show.</summary>
    private static JsonArray BasedOn(Entries entries, EditedReview about)
    {
        var shown = about.Statement.Evidence.Nodes.Select(e => e.Id).ToHashSet();
        return
        [
            .. entries.All("basedOn").Concat(about.BasedOn.Select(e => e.Id).Where(id => !shown.Contains(id))).Select(id => (JsonNode)id),
        ];
    }

    /// <summary>A rating with another wording; its numbers stay.</summary>
    private static JsonObject? RatingOf(string? text, Rating? rating) =>
        text is null && rating?.Value is null
            ? null
            : new JsonObject
            {
                ["text"] = text,
                ["value"] = rating?.Value,
                ["best"] = rating?.Best,
                ["worst"] = rating?.Worst,
            };
}

/// <summary>What the page shows.</summary>
public sealed record EditReviewShown(EditedReview Review, Entries Entries);

/// <summary>What <c>ReviewToEdit.graphql</c> selects.</summary>
public sealed record ReviewToEditData(EditedReview? Review);

/// <summary>A verdict as it is.</summary>
public sealed record EditedReview(
    string Id,
    string? Key,
    int Version,
    string Status,
    string? Verdict,
    string? Explanation,
    string? Url,
    string? ReviewedOn,
    Rating? Rating,
    ActorName Reviewer,
    IReadOnlyList<SourceId> BasedOn,
    ReviewedClaim Statement
) : IEdited
{
    public IEnumerable<(string Name, string? Value)> Fields =>
        [
            ("verdict", Verdict),
            ("explanation", Explanation),
            ("rating", Rating?.Text),
            ("reviewer", Reviewer.Name),
            ("reviewedOn", ReviewedOn),
            ("url", Url),
            .. BasedOn.Select(e => ("basedOn", (string?)e.Id)),
        ];

    public string Shown(string value) => Statement.Evidence.Nodes.FirstOrDefault(e => e.Id == value)?.Basis?.Label ?? value;

    public string Home => Address.Statement(Statement.Id, Statement.Key);

    public string? Place => "verdicts";
}

/// <summary>The claim that a verdict is on, with the evidence that it can rest on.</summary>
public sealed record ReviewedClaim(string Id, string? Key, string Text, string Language, string? Verdict, Connection<Argument> Evidence)
{
    /// <summary>The claim as it is named in a line.</summary>
    public AnyNode Node => new("Statement", Id, Key, Text: Text, Language: Language, Verdict: Verdict);
}
