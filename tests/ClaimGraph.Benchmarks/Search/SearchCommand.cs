using System.Diagnostics;
using System.Text.Json;
using ClaimGraph.Changes;
using nietras.SeparatedValues;

namespace ClaimGraph.Benchmarks.Search;

/// <summary>
/// <c>search DATA_DIR PLACE [EVERY]</c>: how often a search finds what it should, on real texts: arguments and their key points
/// (<c>argkp</c>), claims (<c>averitec-source-claims</c>) that are shortened, shuffled, misspelt and put into a sentence, and the Italian
/// quotes of an article and their English statements (<c>article</c>). Of the claims each is tried, or every so many. It also says how
/// often the guard of similar statements labels what was negated, or was not.
/// </summary>
internal sealed class SearchCommand(string data, IClaimStore store)
{
    private const int First = 5;

    private readonly IdSource _ids = new(TimeProvider.System, new Random());
    private readonly Random _random = new(7);

    public static async Task<int> RunAsync(string data, string place, int part)
    {
        await using (var store = await Place.OpenAsync(place))
            await new SearchCommand(data, store).MeasureAsync(part);
        return 0;
    }

    private async Task MeasureAsync(int part)
    {
        var points = await KeyPointsAsync();
        Print("key points, 3 stems shared", points.Where(p => p.Stems >= 3), p => p.IsFound);
        Print("key points, all pairs", points, p => p.IsFound);
        var claims = await EnterClaimsAsync();
        foreach (var (name, change) in Changes())
        {
            var (found, began) = (new List<bool>(), Process.GetCurrentProcess().TotalProcessorTime);
            foreach (var (text, id) in claims.Where((_, i) => i % part == 0))
                found.Add((await FindAsync(change(text))).Contains(id));
            Print(
                $"claims, {name} ({(Process.GetCurrentProcess().TotalProcessorTime - began).TotalMilliseconds / found.Count:N2} ms CPU)",
                found,
                f => f
            );
        }
        static void PrintAll(string what, IReadOnlyList<bool> found) => Print(what, found, f => f);
        await new GuardMeasure(store, claims).RunAsync(PrintAll);
        await new ArticleMeasure(store, _ids, Path.Combine(data, "article", "article-claims.json")).RunAsync(PrintAll);
    }

    private (string Name, Func<string, string> Change)[] Changes() =>
        [
            ("as they are", text => text),
            ("half of their words", text => string.Join(' ', Half(text.Split(' ')))),
            ("shuffled", text => string.Join(' ', Shuffled(text.Split(' ')))),
            ("one letter in ten wrong", Misspelt),
            ("in a sentence", InSentence),
            ("all of it", text => InSentence(Misspelt(string.Join(' ', Half(Shuffled(text.Split(' '))))))),
        ];

    private static string InSentence(string text) =>
        $"I saw a post that says: {text} Does anybody know whether this is really true? Thanks!";

    private static IEnumerable<string> Half(string[] words) => words.Take(Math.Max(3, (words.Length + 1) / 2));

    private string[] Shuffled(string[] words)
    {
        _random.Shuffle(words);
        return words;
    }

    private string Misspelt(string text) =>
        string.Concat(text.Select(c => char.IsAsciiLetter(c) && _random.Next(10) == 0 ? (char)('a' + _random.Next(26)) : c));

    private async Task<IReadOnlyList<(string Text, NodeId Id)>> EnterClaimsAsync()
    {
        using var file = File.OpenRead(Path.Combine(data, "averitec-source-claims", "all.json"));
        using var claims = await JsonDocument.ParseAsync(file);
        var texts = claims.RootElement.EnumerateArray().Select(c => c.GetProperty("claim_text").GetString()!.Trim());
        return await EnterAsync([.. texts.Where(t => t.Length is > 0 and <= Limits.StatementText).Distinct()]);
    }

    private async Task<IReadOnlyList<(string Text, NodeId Id)>> EnterAsync(IReadOnlyList<string> texts)
    {
        var entered = new List<(string, NodeId)>();
        foreach (var some in texts.Chunk(1_000))
        {
            var creates = some.Select(t => new Create(_ids.Next(NodeKind.Statement), new StatementContent { Text = t }));
            var result = await store.CommitAsync(new ChangeSet { Principal = "benchmark", Operations = [.. creates] });
            entered.AddRange(some.Zip(result.Results, (text, made) => (text, made.Node.Id)));
        }
        return entered;
    }

    private async Task<List<(bool IsFound, int Stems)>> KeyPointsAsync()
    {
        var found = new List<(bool, int)>();
        foreach (var part in new[] { "train", "dev", "test" })
        {
            var arguments = Rows("arguments", part).ToDictionary(r => r["arg_id"], r => r["argument"]);
            var points = Rows("key_points", part).ToDictionary(r => r["key_point_id"], r => r["key_point"]);
            var ids = (await EnterAsync([.. points.Values.Distinct()])).ToDictionary(e => e.Text, e => e.Id);
            foreach (var pair in Rows("labels", part).Where(r => r["label"] == "1"))
            {
                var (argument, point) = (arguments[pair["arg_id"]], points[pair["key_point_id"]]);
                found.Add(((await FindAsync(argument)).Contains(ids[point]), Stems(argument).Intersect(Stems(point)).Count()));
            }
        }
        return found;
    }

    // As good as any for telling which words are alike: five letters.
    private static IEnumerable<string> Stems(string text) =>
        Words.Of(text).Where(w => w.Text.Length > 3).Select(w => w.Text[..Math.Min(5, w.Text.Length)]).Distinct();

    private List<Dictionary<string, string>> Rows(string name, string part)
    {
        using var csv = Sep.New(',').Reader(o => o with { Unescape = true }).FromFile(Path.Combine(data, "argkp", $"{name}_{part}.csv"));
        var rows = new List<Dictionary<string, string>>();
        foreach (var row in csv)
        {
            var values = new Dictionary<string, string>();
            foreach (var column in csv.Header.ColNames)
                values.Add(column, row[column].ToString());
            rows.Add(values);
        }
        return rows;
    }

    private async Task<IEnumerable<NodeId>> FindAsync(string text) =>
        (await store.SearchAsync(new SearchQuery(text, [NodeKind.Statement], First))).Hits.Select(h => h.Id);

    private static void Print<T>(string what, IEnumerable<T> tried, Func<T, bool> isFound)
    {
        var results = tried.Select(isFound).ToArray();
        Console.WriteLine($"{what, -60} {results.Count(r => r), 6} of {results.Length, 6}  {results.Average(r => r ? 1.0 : 0), 6:P1}");
    }
}
