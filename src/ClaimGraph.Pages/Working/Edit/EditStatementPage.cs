using System.Text.Json.Nodes;
using ClaimGraph.Pages.Localization;
using ClaimGraph.Pages.Nouns;
using ClaimGraph.Pages.Requests;
using ClaimGraph.Pages.Working.Statement;

namespace ClaimGraph.Pages.Working.Edit;

/// <summary>Changes a claim.</summary>
internal sealed class EditStatementPage() : EditPage<EditedStatement>("/statements/{id}/edit", "updateStatement")
{
    protected override async ValueTask<EditedStatement?> FindAsync(Visit visit) =>
        (await visit.AskAsync<StatementToEditData>("StatementToEdit", visit.Route("id"), d => d.Statement is not null))?.Statement;

    protected override ValueTask<JsonObject> InputOfAsync(Visit visit, Entries entries, EditedStatement about)
    {
        if (entries.Text("text") is null)
            entries.Refuse("text", Texts.Claim_missing);
        var input = new JsonObject
        {
            ["checkable"] = entries["checkable"] == "true",
            ["topics"] = NewStatementPage.Topics(entries),
            ["language"] = entries.Text("language") ?? "und",
        };
        Replace(input, entries, "text", "kind", "note");
        return new(input);
    }

    protected override ValueTask<View> FormAsync(Visit visit, EditedStatement about, Entries entries) =>
        new(View.Of<EditStatementView>(new EditStatementShown(about, entries)));
}

/// <summary>What the page shows.</summary>
public sealed record EditStatementShown(EditedStatement Claim, Entries Entries);

/// <summary>What <c>StatementToEdit.graphql</c> selects.</summary>
public sealed record StatementToEditData(EditedStatement? Statement);

/// <summary>A claim as it is.</summary>
public sealed record EditedStatement(
    string Id,
    string? Key,
    int Version,
    string Status,
    string Text,
    string Language,
    string? Verdict,
    string Kind,
    bool Checkable,
    IReadOnlyList<string> Topics,
    string? Note
) : IEdited
{
    public IEnumerable<(string Name, string? Value)> Fields =>
        [
            ("text", Text),
            ("kind", Kind),
            ("language", Language == "und" ? null : Language),
            ("checkable", Checkable ? "true" : null),
            ("topics", Topics.Count == 0 ? null : string.Join(", ", Topics)),
            ("note", Note),
        ];

    public string Home => Address.Statement(Id, Key);

    public string? Place => null;

    /// <summary>The claim as it is named in a line.</summary>
    public AnyNode Node => new("Statement", Id, Key, Text: Text, Language: Language, Verdict: Verdict);
}
