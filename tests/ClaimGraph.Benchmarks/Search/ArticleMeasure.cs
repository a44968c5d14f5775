using System.Text.Json;
using ClaimGraph.Changes;

namespace ClaimGraph.Benchmarks.Search;

/// <summary>
/// How often the Italian words of an article find the English statement that says the same: first among statements that know names alone,
/// then with the quotes stored as appearances.
/// </summary>
internal sealed class ArticleMeasure(IClaimStore store, IdSource ids, string file)
{
    private const int First = 5;

    private readonly Dictionary<string, NodeId> _actors = [];
    private readonly List<(string Quote, NodeId Statement, NodeId? Actor)> _quotes = [];

    public async Task RunAsync(Action<string, IReadOnlyList<bool>> print)
    {
        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(file));
        await EnterAsync(json.RootElement);
        await MeasureAsync("without the quotes", print);
        var source = (await CommitAsync([New(new SourceContent { Title = "Dal sostegno di OpenAI a DeepSeek" })]))[0];
        await CommitAsync(
            _quotes.Select(q =>
                New(
                    new AppearanceContent
                    {
                        Statement = q.Statement,
                        Source = source,
                        Actor = q.Actor,
                        Anchor = new QuoteAnchor { Exact = q.Quote },
                    }
                )
            )
        );
        await MeasureAsync("with the quotes stored", print);
        var beginnings = _quotes.ConvertAll(q => (string.Join(' ', Half(q.Quote.Split(' '))), q.Statement));
        await MeasureAsync("with the quotes stored, half of the words", print, beginnings);
    }

    private Task MeasureAsync(string how, Action<string, IReadOnlyList<bool>> print) =>
        MeasureAsync(how, print, _quotes.ConvertAll(q => (q.Quote, q.Statement)));

    private async Task MeasureAsync(string how, Action<string, IReadOnlyList<bool>> print, List<(string Text, NodeId Id)> asked)
    {
        var (found, similar) = (new List<bool>(), new List<bool>());
        foreach (var (text, id) in asked)
        {
            found.Add((await store.SearchAsync(new SearchQuery(text, [NodeKind.Statement], First))).Hits.Any(h => h.Id == id));
            similar.Add((await store.SimilarAsync(new SimilarQuery(text, First))).Any(s => s.Id == id));
        }
        print($"Italian quotes, search, {how}", found);
        print($"Italian quotes, similar, {how}", similar);
    }

    private async Task EnterAsync(JsonElement article)
    {
        foreach (var actor in article.GetProperty("actors").EnumerateArray())
        {
            var content = new ActorContent
            {
                Name = Text(actor, "name")!,
                Aliases = [.. Texts(actor, "aliases")],
                ActorKind = Text(actor, "kind") == "person" ? ActorKind.Person : ActorKind.Organisation,
            };
            _actors.Add(Text(actor, "id")!, (await CommitAsync([New(content)]))[0]);
        }
        foreach (var statement in article.GetProperty("statements").EnumerateArray())
        {
            var content = new StatementContent
            {
                Text = Text(statement, "claim")!,
                Topics = [.. Texts(statement, "topics")],
                About = [.. Texts(statement, "about").Select(a => _actors[a])],
            };
            var id = (await CommitAsync([New(content)]))[0];
            if (Text(statement, "quote") is { } quote)
                _quotes.Add((quote, id, Text(statement, "attributedTo") is { } by ? _actors.GetValueOrDefault(by) : null));
        }
    }

    private Create New(Content content) => new(ids.Next(content.Kind), content);

    private async Task<IReadOnlyList<NodeId>> CommitAsync(IEnumerable<Create> creates)
    {
        var result = await store.CommitAsync(new ChangeSet { Principal = "benchmark", Operations = [.. creates] });
        return [.. result.Results.Select(r => r.Node.Id)];
    }

    private static IEnumerable<string> Half(string[] words) => words.Take(Math.Max(3, (words.Length + 1) / 2));

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static IEnumerable<string> Texts(JsonElement element, string name) =>
        element.GetProperty(name).EnumerateArray().Select(t => t.GetString()!);
}
