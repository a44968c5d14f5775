using System.Text.Json.Nodes;
using ClaimGraph.Pages.Forms;
using ClaimGraph.Pages.Localization;
using ClaimGraph.Pages.Nouns;
using ClaimGraph.Pages.Requests;

namespace ClaimGraph.Pages.Working.Argue;

/// <summary>Makes a commit of what was entered: the evidence, with its source and who published it where these are new.</summary>
internal static class SourceLink
{
    private static readonly string[] Stances = ["SUPPORTS", "REBUTS", "CONTEXT"];

    /// <param name="target">The id of what the evidence is about.</param>
    /// <param name="basis">What it rests on, if that is known.</param>
    /// <param name="publisher">Who published a source that is not known.</param>
    public static Deed Read(Entries entries, string target, KnownBasis? basis, NamedActor? publisher)
    {
        var evidence = EvidenceOf(entries, target, basis);
        JsonArray records = [];
        if (basis is null)
        {
            publisher?.AddTo(records, "ORGANISATION");
            records.Add(new JsonObject { ["source"] = SourceOf(entries, publisher, "title", "kind", "language") });
        }
        else if (basis.Source is { } source && entries.Text("text") is { } text)
            records.Add(new JsonObject { ["source"] = NewerText(source.Id, text) });
        records.Add(new JsonObject { ["evidence"] = evidence });
        return new Deed("commit", new JsonObject { ["records"] = records }) { FieldOf = FieldOf };
    }

    private static JsonObject EvidenceOf(Entries entries, string target, KnownBasis? basis)
    {
        var url = entries.Text("url");
        if (basis is null && Address.Outside(url) is null)
            entries.Refuse("url", Texts.Url_wrong);
        var stance = entries.Text("stance");
        if (Array.IndexOf(Stances, stance) < 0)
            entries.Refuse("stance", Texts.Stance_missing);
        var quote = entries.Text("quote");
        var evidence = new JsonObject
        {
            ["basis"] = basis?.Id ?? $"url:{url}",
            ["target"] = target,
            ["stance"] = stance,
        };
        // What is left out stays as it is; null would clear it.
        var (strength, confidence) = (FractionOf("strength"), FractionOf("confidence"));
        if (entries.Text("note") is { } note)
            evidence["note"] = note;
        if (Quoting.AnchorOf(entries, basis?.Source?.Language ?? entries.Text("language") ?? "und") is { } anchor)
            evidence["anchor"] = anchor;
        if (basis?.Same(stance, quote) is { } same && IsOther(same))
            entries.Refuse("stance", Texts.Cited_already);
        return evidence;

        double? FractionOf(string name)
        {
            var fraction = entries.Number(name, 0, 1, Texts.Fraction_wrong);
            if (fraction is not null)
                evidence[name] = fraction;
            return fraction;
        }

        // The commit would give it these values, although somebody else may have entered others.
        bool IsOther(Argument known) =>
            known.Note != entries.Text("note")
            || strength is not null && strength != known.Strength
            || confidence is not null && confidence != known.Confidence;
    }

    /// <summary>A source that is new here.</summary>
    /// <param name="fields">The fields of the form that are its own, beside its address.</param>
    public static JsonObject SourceOf(Entries entries, NamedActor? publisher, params IEnumerable<string> fields)
    {
        var source = new JsonObject { ["url"] = entries.Text("url") };
        foreach (var name in fields)
            if (entries.Text(name) is { } value)
                source[name] = value;
        if (entries.Date("publishedOn", Texts.Date_wrong) is { } date)
            source["publishedOn"] = date;
        if (publisher is not null)
            source["publisher"] = publisher.Reference;
        if (entries.Text("text") is { } text)
            source["snapshot"] = Snapshot(text);
        return source;
    }

    /// <summary>A source that is known, with a text that is newer than what is kept of it.</summary>
    public static JsonObject NewerText(string id, string text) => new() { ["id"] = id, ["snapshot"] = Snapshot(text) };

    private static JsonObject Snapshot(string text) => new() { ["text"] = text };

    private static string? FieldOf(IReadOnlyList<string> path) =>
        Deed.Named(path) is ["records", var noun, var field, ..]
            ? (noun, field) switch
            {
                ("actor", _) or ("source", "publisher") => "publisher",
                ("source", "snapshot") => "text",
                ("source", var name) => name,
                ("evidence", "basis") => "url",
                ("evidence", "anchor") => "quote",
                ("evidence", "target") => null,
                (_, var name) => name,
            }
            : null;
}
