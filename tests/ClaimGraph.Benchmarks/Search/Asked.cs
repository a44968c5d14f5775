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

    /// <summary>What is asked, and the text that should be among the answers; null if any will do.</summary>
    public readonly record struct Question(string Asked, string? Wanted);

    /// <summary>Two words of a text.</summary>
    public Question TwoWords(Random random) => new(string.Join(' ', Some(random, Text(random), 2)), null);

    /// <summary>The first four letters of each of two words.</summary>
    public Question TwoBeginnings(Random random) =>
        new(string.Join(' ', Some(random, Text(random), 2).Select(w => w[..Math.Min(4, w.Length)])), null);

    /// <summary>Three words that stand in a large part of all texts.</summary>
    public Question CommonWords(Random random) => new(string.Join(' ', random.GetItems(_common, 3)), null);

    /// <summary>Eight words of a text, in which one letter in twenty is wrong.</summary>
    public Question Headline(Random random)
    {
        var text = Text(random);
        return new(Misspelt(random, string.Join(' ', Some(random, text, 8))), text);
    }

    /// <summary>A text in a post that tells more.</summary>
    public Question Post(Random random)
    {
        var text = Text(random);
        var more = string.Join(' ', Some(random, Text(random), 6));
        return new($"BREAKING: @someone says {Misspelt(random, text)}!! {more} 😱 https://t.co/Ab3dE — News (@news)", text);
    }

    /// <summary>Half of a text.</summary>
    public Question Half(Random random)
    {
        var text = Text(random);
        var words = Split(text);
        return new(string.Join(' ', words.Take((words.Length + 1) / 2)), text);
    }

    private string Text(Random random) => texts[random.Next(texts.Count)];

    private static string[] Some(Random random, string text, int count)
    {
        var words = Split(text);
        random.Shuffle(words);
        return [.. words.Take(count)];
    }

    private static string Misspelt(Random random, string text) =>
        string.Concat(text.Select(c => char.IsAsciiLetter(c) && random.Next(20) == 0 ? (char)('a' + random.Next(26)) : c));

    private static string[] Split(string text) => text.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
