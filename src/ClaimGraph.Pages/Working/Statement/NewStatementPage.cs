using System.Text.Json.Nodes;
using ClaimGraph.Pages.Forms;
using ClaimGraph.Pages.Localization;
using ClaimGraph.Pages.Nouns;
using ClaimGraph.Pages.Reading.Statement;
using ClaimGraph.Pages.Requests;
using ClaimGraph.Pages.Working.Saved;

namespace ClaimGraph.Pages.Working.Statement;

/// <summary>
/// Enters a claim. What says nearly the same is shown before it is saved, so that a claim stays one entry however often it is said.
/// </summary>
internal sealed class NewStatementPage() : FormPage<NewStatement>("/statements/new")
{
    protected override ValueTask<NewStatement?> FindAsync(Visit visit) => new(new NewStatement());

    protected override Entries Begin(Visit visit, NewStatement about) =>
        Entries.With(("text", visit.Value("text")), ("language", visit.Value("language")), ("kind", "FACT"), ("checkable", "true"));

    protected override async ValueTask<View?> CarryOutAsync(Visit visit, NewStatement about, Entries entries)
    {
        if (entries.Text("text") is not { } text)
        {
            entries.Refuse("text", Texts.Claim_missing);
            return null;
        }
        var wording = await WordingAsync(visit, text);
        var same = wording.SimilarStatements.FirstOrDefault(s => s.Statement.Text == text);
        about.Similar = wording.SimilarStatements;
        if (entries["seen"] != text && about.Similar.Count > 0)
            return null;
        var key = KeyOf(text, wording);
        JsonArray records = [];
        if (same is null)
            records.Add(new JsonObject { ["statement"] = StatementOf(entries, text, key) });
        if (Saying.IsIn(entries))
            await Saying.AddAsync(visit, entries, records, same?.Statement.Id ?? key);
        var address = same?.Statement.Address ?? Address.Statement(key, key);
        if (entries.Mistakes.Count > 0)
            return null;
        if (records.Count == 0)
            return View.See(Address.With(address, ("done", "statement")));
        var deed = new Deed("commit", new JsonObject { ["records"] = records }) { FieldOf = Saying.FieldOf };
        return await visit.CarryOutAsync(entries, deed) is { } done
            ? SavedView.Of(done, done.Proposal is null ? address : "/statements", "statement")
            : null;
    }

    protected override ValueTask<View> FormAsync(Visit visit, NewStatement about, Entries entries) =>
        new(View.Of<NewStatementView>(new NewStatementShown(entries, about.Similar)));

    private static async ValueTask<WordingData> WordingAsync(Visit visit, string text)
    {
        var asked = text.Length > 900 ? text[..900] : text;
        return await visit.AskAsync<WordingData>("WordingOf", new JsonObject { ["text"] = asked, ["key"] = BaseKey(text) });
    }

    private static string BaseKey(string text) => Slug.Of(text) ?? $"claim-{Slug.HashOf(text)}";

    private static string KeyOf(string text, WordingData wording) =>
        wording.Statement is null ? BaseKey(text) : $"{BaseKey(text)}-{Slug.HashOf(text)}";

    private static JsonObject StatementOf(Entries entries, string text, string key)
    {
        var statement = new JsonObject
        {
            ["key"] = key,
            ["text"] = text,
            ["checkable"] = entries["checkable"] == "true",
        };
        foreach (var name in new[] { "language", "kind", "note" })
            if (entries.Text(name) is { } value)
                statement[name] = value;
        if (Topics(entries) is { Count: > 0 } topics)
            statement["topics"] = topics;
        return statement;
    }

    /// <summary>The topics, which are typed with commas between them.</summary>
    internal static JsonArray Topics(Entries entries) =>
        [
            .. (entries.Text("topics") ?? "")
                .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(t => (JsonNode)t),
        ];
}

/// <summary>A claim that is being entered, and what says nearly the same.</summary>
internal sealed class NewStatement
{
    public IReadOnlyList<SimilarClaim> Similar { get; set; } = [];
}

/// <summary>What the page shows.</summary>
public sealed record NewStatementShown(Entries Entries, IReadOnlyList<SimilarClaim> Similar);

/// <summary>What <c>WordingOf.graphql</c> selects.</summary>
public sealed record WordingData(IReadOnlyList<SimilarClaim> SimilarStatements, SourceId? Statement);
