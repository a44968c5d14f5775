using System.Text.Json.Nodes;
using ClaimGraph.Pages.Forms;
using ClaimGraph.Pages.Localization;
using ClaimGraph.Pages.Nouns;
using ClaimGraph.Pages.Requests;
using ClaimGraph.Pages.Working.Argue;

namespace ClaimGraph.Pages.Working.Statement;

/// <summary>What was entered about who said a claim, where, when and in which words.</summary>
internal static class Saying
{
    /// <summary>True when anything was entered.</summary>
    public static bool IsIn(Entries entries) => new[] { "actor", "url", "saidOn", "quote" }.Any(name => entries.Text(name) is not null);

    /// <summary>Adds the appearance to the records of a commit, with its actor and source where these are new.</summary>
    /// <param name="statement">How a record names the claim.</param>
    public static async ValueTask AddAsync(Visit visit, Entries entries, JsonArray records, string statement)
    {
        var appearance = new JsonObject { ["statement"] = statement };
        if (await NamedActor.AskAsync(visit, entries.Text("actor")) is { } actor)
        {
            actor.AddTo(records, "PERSON");
            appearance["actor"] = actor.Reference;
        }
        if (entries.Date("saidOn", Texts.Date_wrong) is { } date)
            appearance["saidOn"] = date;
        if (entries.Text("quote") is { } quote)
            appearance["anchor"] = new JsonObject { ["exact"] = quote };
        if (entries.Text("url") is { } url)
            appearance["source"] = await SourceAsync(visit, entries, records, url);
        else if (appearance.ContainsKey("anchor"))
            entries.Refuse("url", Texts.Url_for_quote);
        records.Add(new JsonObject { ["appearance"] = appearance });
    }

    /// <summary>The field that a path in the commit belongs to.</summary>
    public static string? FieldOf(IReadOnlyList<string> path) =>
        Deed.Named(path) is ["records", var noun, var field, ..]
            ? (noun, field) switch
            {
                ("actor", _) => "actor",
                ("appearance", "anchor") => "quote",
                ("appearance", "source") => "url",
                ("appearance", "statement") => null,
                (_, var name) => name,
            }
            : null;

    private static async ValueTask<string> SourceAsync(Visit visit, Entries entries, JsonArray records, string url)
    {
        if (Address.Outside(url) is null)
        {
            entries.Refuse("url", Texts.Url_wrong);
            return url;
        }
        if ((await visit.AskAsync<SourceAtData>("SourceAt", new JsonObject { ["url"] = url })).Source is { } known)
            return known.Id;
        records.Add(new JsonObject { ["source"] = SourceLink.SourceOf(entries, null, "title") });
        return $"url:{url}";
    }
}

/// <summary>What <c>SourceAt.graphql</c> selects.</summary>
public sealed record SourceAtData(SourceId? Source);
