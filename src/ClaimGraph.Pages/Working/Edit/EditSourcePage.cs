using System.Text.Json.Nodes;
using ClaimGraph.Pages.Localization;
using ClaimGraph.Pages.Nouns;
using ClaimGraph.Pages.Requests;

namespace ClaimGraph.Pages.Working.Edit;

/// <summary>Changes a source. A publisher that is new here has to be entered first, with another source or with a claim.</summary>
internal sealed class EditSourcePage() : EditPage<EditedSource>("/sources/{id}/edit", "updateSource")
{
    protected override async ValueTask<EditedSource?> FindAsync(Visit visit) =>
        (await visit.AskAsync<SourceToEditData>("SourceToEdit", visit.Route("id"), d => d.Source is not null))?.Source;

    protected override async ValueTask<JsonObject> InputOfAsync(Visit visit, Entries entries, EditedSource about)
    {
        if (entries.Text("url") is { } url && Address.Outside(url) is null)
            entries.Refuse("url", Texts.Url_wrong);
        if (entries.Text("archivedAt") is { } archive && Address.Outside(archive) is null)
            entries.Refuse("archivedAt", Texts.Url_wrong);
        var input = new JsonObject
        {
            ["language"] = entries.Text("language") ?? "und",
            ["kind"] = entries.Text("kind") ?? "OTHER",
            ["publishedOn"] = entries.Date("publishedOn", Texts.Date_wrong),
        };
        Replace(input, entries, "title", "url", "archivedAt", "reliability", "note");
        if (entries.Text("publisher") != about.Publisher?.Name)
            input["publisherId"] = await KnownAsync(visit, entries, "publisher");
        return input;
    }

    protected override string? FieldOf(IReadOnlyList<string> path) => path is ["publisherId", ..] ? "publisher" : base.FieldOf(path);

    protected override ValueTask<View> FormAsync(Visit visit, EditedSource about, Entries entries) =>
        new(View.Of<EditSourceView>(new EditSourceShown(about, entries)));
}

/// <summary>What the page shows.</summary>
public sealed record EditSourceShown(EditedSource Source, Entries Entries);

/// <summary>What <c>SourceToEdit.graphql</c> selects.</summary>
public sealed record SourceToEditData(EditedSource? Source);

/// <summary>A source as it is.</summary>
public sealed record EditedSource(
    string Id,
    string? Key,
    int Version,
    string Status,
    string? Title,
    string? Url,
    string Kind,
    string Language,
    string? PublishedOn,
    string? ArchivedAt,
    string? Reliability,
    string? Note,
    ActorName? Publisher
) : IEdited
{
    public IEnumerable<(string Name, string? Value)> Fields =>
        [
            ("title", Title),
            ("url", Url),
            ("publisher", Publisher?.Name),
            ("kind", Kind),
            ("publishedOn", PublishedOn),
            ("language", Language == "und" ? null : Language),
            ("archivedAt", ArchivedAt),
            ("reliability", Reliability),
            ("note", Note),
        ];

    public string Home => Address.Source(Id, Key);

    public string? Place => null;

    /// <summary>As it is cited.</summary>
    public SourceName Name => new(Id, Key, Title, Url, Kind, Language, PublishedOn, Reliability, Status, Publisher);
}
