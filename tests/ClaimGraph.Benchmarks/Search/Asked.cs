namespace ClaimGraph.Benchmarks.Search;

/// <summary>What people type, made of the texts of statements.</summary>
internal sealed class Asked(IReadOnlyList<string> texts)
{
    private const int MostCommon = 20;

    private readonly string[] _common =
    [
        .. texts.SelectMany(Split).CountBy(w => w).OrderByDescending(w => w.Value).Take(MostCommon).Select(w => w.Key),
    ];

    /// <summary>The texts of some statements of a store.</summary>
    public static async Task<Asked> OfAsync(IClaimStore store)
    {
        var texts = new List<string>();
        await foreach (var page in store.NodePagesAsync(NodeKind.Statement, null, 1_000).Take(10))
            texts.AddRange(page.OfType<Statement>().Select(s => s.Content.Text));
        return new Asked(texts);
    }

    /// <summary>Two words of a text.</summary>
    public string TwoWords(Random random) => string.Join(' ', Some(random, 2));

    /// <summary>The first four letters of each of two words.</summary>
    public string TwoBeginnings(Random random) => string.Join(' ', Some(random, 2).Select(w => w[..Math.Min(4, w.Length)]));

    /// <summary>Three words that stand in a large part of all texts.</summary>
    public string CommonWords(Random random) => string.Join(' ', random.GetItems(_common, 3));

    /// <summary>Eight words of a text, in which one letter in twenty is wrong.</summary>
    public string Headline(Random random) => Misspelt(random, string.Join(' ', Some(random, 8)));

    /// <summary>A text in a post that tells more.</summary>
    public string Post(Random random) =>
        $"BREAKING: @someone says {Misspelt(random, Text(random))}!! {string.Join(' ', Some(random, 6))} "
        + "😱 https://t.co/Ab3dE — News (@news)";

    /// <summary>Half of a text.</summary>
    public string Half(Random random)
    {
        var words = Split(Text(random));
        return string.Join(' ', words.Take((words.Length + 1) / 2));
    }

    private string Text(Random random) => texts[random.Next(texts.Count)];

    private string[] Some(Random random, int count)
    {
        var words = Split(Text(random));
        random.Shuffle(words);
        return [.. words.Take(count)];
    }

    private static string Misspelt(Random random, string text) =>
        string.Concat(text.Select(c => char.IsAsciiLetter(c) && random.Next(20) == 0 ? (char)('a' + random.Next(26)) : c));

    private static string[] Split(string text) => text.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
