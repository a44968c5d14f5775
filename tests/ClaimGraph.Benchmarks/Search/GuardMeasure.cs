namespace ClaimGraph.Benchmarks.Search;

/// <summary>How often the guard of a similar statement notices that a claim says the opposite or gives another number, and how often it
/// finds a difference where there is none.</summary>
internal sealed class GuardMeasure(IClaimStore store, IReadOnlyList<(string Text, NodeId Id)> claims)
{
    private const int Tried = 1_000;
    private const int First = 10;

    private readonly Random _random = new(5);
    private readonly bool _shows = Environment.GetEnvironmentVariable("SHOW") is { Length: > 0 };

    public async Task RunAsync(Action<string, IReadOnlyList<bool>> print)
    {
        (string Text, NodeId Id)[] tried = [.. claims.Where(c => c.Text.Length <= 900)];
        _random.Shuffle(tried);
        print("guard: negated copies labelled", await LabelledAsync(tried, Negated, shown: false));
        print("guard: copies with another number labelled", await LabelledAsync(tried, t => Altered.Renumbered(t, _random), shown: false));
        print("guard: harmless reframings labelled", await LabelledAsync(tried, Reframed, shown: true));
    }

    private string? Negated(string text) => OneOf(Altered.Negations, text);

    private string? Reframed(string text) => OneOf(Altered.Reframings, text);

    private string? OneOf(Func<string, string?>[] ways, string text) => ways[_random.Next(ways.Length)](text);

    /// <param name="shown">Which results are printed as examples.</param>
    private async Task<List<bool>> LabelledAsync(IEnumerable<(string Text, NodeId Id)> claims, Func<string, string?> change, bool shown)
    {
        var labelled = new List<bool>();
        foreach (var (text, id) in claims)
        {
            if (labelled.Count == Tried)
                break;
            if (change(text) is not { } copy)
                continue;
            var same = (await store.SimilarAsync(new SimilarQuery(copy, First))).FirstOrDefault(s => s.Id == id);
            labelled.Add(same is { Guard: not SimilarityGuard.None });
            if (_shows && labelled[^1] == shown)
                Console.WriteLine($"  {same?.Guard} {string.Join('|', same?.Differences ?? [])}\n    {text}\n    {copy}");
        }
        return labelled;
    }
}
