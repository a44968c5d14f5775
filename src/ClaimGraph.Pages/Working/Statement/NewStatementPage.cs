using System.Text.Json.Nodes;
using ClaimGraph.Pages.Forms;
using ClaimGraph.Pages.Localization;
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
        var claim = await EnteredClaim.AskAsync(visit, text);
        about.Similar = claim.Similar;
        if (entries["seen"] != text && about.Similar.Count > 0)
            return null;
        JsonArray records = [];
        if (claim.Same is null)
            records.Add(new JsonObject { ["statement"] = StatementOf(entries, text, claim.Key) });
        if (Saying.IsIn(entries))
            await Saying.AddAsync(visit, entries, records, claim.Same?.Id ?? claim.Key);
        var address = claim.Same?.Address ?? Address.Statement(claim.Key, claim.Key);
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
