using System.Globalization;
using System.Text.Json.Nodes;
using ClaimGraph.Pages.Localization;
using ClaimGraph.Pages.Nouns;
using ClaimGraph.Pages.Requests;
using ClaimGraph.Pages.Working.Reason;

namespace ClaimGraph.Pages.Working.Edit;

/// <summary>Changes a piece of evidence.</summary>
internal sealed class EditEvidencePage() : EditPage<EditedEvidence>("/evidence/{id}/edit", "updateEvidence")
{
    protected override async ValueTask<EditedEvidence?> FindAsync(Visit visit) =>
        (await visit.AskAsync<EvidenceToEditData>("EvidenceToEdit", visit.Route("id"), d => d.Evidence is not null))?.Evidence;

    protected override ValueTask<JsonObject> InputOfAsync(Visit visit, Entries entries, EditedEvidence about)
    {
        var input = new JsonObject
        {
            ["strength"] = entries.Number("strength", 0, 1, Texts.Fraction_wrong),
            ["confidence"] = entries.Number("confidence", 0, 1, Texts.Fraction_wrong),
        };
        if (entries.Text("quote") != about.Anchor?.Exact)
            input["anchor"] = entries.Text("quote") is { } quote
                ? new JsonObject { ["exact"] = quote, ["language"] = about.Anchor?.Language ?? "und" }
                : null;
        Replace(input, entries, "stance", "note");
        return new(input);
    }

    protected override string? FieldOf(IReadOnlyList<string> path) => path is ["anchor", ..] ? "quote" : base.FieldOf(path);

    protected override ValueTask<View> FormAsync(Visit visit, EditedEvidence about, Entries entries) =>
        new(View.Of<EditEvidenceView>(new EditEvidenceShown(about, entries)));
}

/// <summary>What the page shows.</summary>
public sealed record EditEvidenceShown(EditedEvidence Evidence, Entries Entries);

/// <summary>What <c>EvidenceToEdit.graphql</c> selects.</summary>
public sealed record EvidenceToEditData(EditedEvidence? Evidence);

/// <summary>Evidence as it is.</summary>
public sealed record EditedEvidence(
    string Id,
    string? Key,
    int Version,
    string Status,
    string Stance,
    double? Strength,
    double? Confidence,
    string? Note,
    QuotedWords? Anchor,
    AnyNode Basis,
    AnyNode Target
) : IEdited
{
    public IEnumerable<(string Name, string? Value)> Fields =>
        [
            ("stance", Stance),
            ("note", Note),
            ("quote", Anchor?.Exact),
            ("strength", Strength?.ToString(CultureInfo.InvariantCulture)),
            ("confidence", Confidence?.ToString(CultureInfo.InvariantCulture)),
        ];

    public string Home => RecordHome.ClaimOf(Target)?.Address ?? "/";

    public string? Place => Id;
}

/// <summary>Words that are quoted.</summary>
public sealed record QuotedWords(string Exact, string Language);
