using System.Globalization;
using System.Text.Json.Nodes;
using ClaimGraph.Pages.Forms;
using ClaimGraph.Pages.Requests;
using ClaimGraph.Pages.Working.Argue;
using ClaimGraph.Pages.Working.Quote;

namespace ClaimGraph.Pages.Working.Article;

/// <summary>An article as one commit: the source, the claims that are new, who made them, and the words in which they stand.</summary>
internal sealed class ArticleCommit(Visit visit, Entries entries, ReadSource? known)
{
    private readonly JsonArray _records = [];
    private readonly List<Assertion?> _assertions = []; // that the records are for
    private readonly Dictionary<string, NamedActor?> _actors = [];
    private readonly Dictionary<string, string> _claims = []; // what records name them by, by their wording

    /// <summary>What is sent.</summary>
    public async ValueTask<Deed> OfAsync(IEnumerable<Assertion> assertions)
    {
        var source = known is null ? await AddSourceAsync() : AddText(known);
        foreach (var assertion in assertions)
            await AddAsync(assertion, source);
        return new Deed("commit", new JsonObject { ["records"] = _records }) { FieldOf = FieldOf };
    }

    private async ValueTask<string> AddSourceAsync()
    {
        var publisher = await NamedActor.AskAsync(visit, entries.Text("publisher"));
        if (publisher is not null)
            Add(null, () => publisher.AddTo(_records, "ORGANISATION"));
        var source = SourceLink.SourceOf(entries, publisher, "title", "kind", "language");
        var url = entries.Text("url");
        if (url is null)
        {
            source.Remove("url");
            source["key"] = $"{Slug.Of(entries["title"]) ?? "text"}-{Slug.HashOf(entries["text"])}";
        }
        Add(null, () => _records.Add(new JsonObject { ["source"] = source }));
        return url is null ? (string)source["key"]! : $"url:{url}";
    }

    /// <summary>A text that was pasted becomes the newest of a source that is known.</summary>
    private string AddText(ReadSource source)
    {
        if (entries.Text("text") is { } text)
            Add(null, () => _records.Add(new JsonObject { ["source"] = SourceLink.NewerText(source.Id, text) }));
        return source.Id;
    }

    private async ValueTask AddAsync(Assertion assertion, string source)
    {
        var wording = assertion.Wording!;
        if (!_claims.TryGetValue(wording, out var claim))
        {
            _claims[wording] = claim = assertion.Reference;
            if (assertion.IsNew)
                Add(assertion, () => _records.Add(new JsonObject { ["statement"] = StatementOf(assertion) }));
        }
        var appearance = new JsonObject
        {
            ["statement"] = claim,
            ["source"] = source,
            ["anchor"] = Quoting.AnchorOf(entries, Language, assertion.Row),
        };
        if (await ActorAsync(assertion) is { } actor)
            appearance["actor"] = actor.Reference;
        Add(assertion, () => _records.Add(new JsonObject { ["appearance"] = appearance }));
    }

    private JsonObject StatementOf(Assertion assertion) =>
        new()
        {
            ["key"] = assertion.Claim!.Key,
            ["text"] = assertion.Wording,
            ["language"] = Language,
            ["kind"] = assertion.Text("kind") ?? "FACT",
        };

    /// <summary>Who said it: the name beside the words, or else the one for the whole article.</summary>
    private async ValueTask<NamedActor?> ActorAsync(Assertion assertion)
    {
        if ((assertion.Text("actor") ?? entries.Text("speaker")) is not { } name)
            return null;
        if (!_actors.TryGetValue(name, out var actor))
        {
            _actors[name] = actor = await NamedActor.AskAsync(visit, name);
            Add(assertion.Text("actor") is null ? null : assertion, () => actor!.AddTo(_records, "PERSON"));
        }
        return actor;
    }

    private string Language => known?.Language ?? entries.Text("language") ?? "und";

    private void Add(Assertion? assertion, Action add)
    {
        add();
        while (_assertions.Count < _records.Count)
            _assertions.Add(assertion);
    }

    private string? FieldOf(IReadOnlyList<string> path)
    {
        if (path is not ["records", var index, var noun, ..])
            return null;
        var row = _assertions.ElementAtOrDefault(int.Parse(index, CultureInfo.InvariantCulture))?.Row;
        var field = path.Count > 3 ? path[3] : "";
        return (noun, field) switch
        {
            ("actor", _) => row is null ? "speaker" : "actor" + row,
            ("source", "snapshot") => "text",
            ("source", _) => field.Length == 0 ? null : field,
            ("statement", "kind") => "kind" + row,
            ("statement", "language") => "language",
            ("statement", _) => "claim" + row,
            ("appearance", "anchor") => "quote" + row,
            ("appearance", "statement") => "claim" + row,
            _ => null,
        };
    }
}
