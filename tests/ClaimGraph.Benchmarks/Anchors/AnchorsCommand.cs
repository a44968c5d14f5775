using System.Diagnostics;
using ClaimGraph.Testing;
using ClaimGraph.Testing.Quotes;

namespace ClaimGraph.Benchmarks.Anchors;

/// <summary>How often quotes are found in edited texts, and how long it takes to find one in 100 KB.</summary>
internal static class AnchorsCommand
{
    private const int LongText = 100_000;

    public static int Run(string file, uint edits)
    {
        var text = File.ReadAllText(file);
        Console.WriteLine($"{"edit", -34} {"found", 8} {"ambiguous or lost", 18} {"gone", 6} {"wrong", 6}");
        foreach (var (kind, edit) in EditedQuote.Kinds)
        {
            var placing = new Placing();
            for (var seed = 0u; seed < edits; seed++)
                placing.Try(text, edit, new Dice(seed, 0));
            Console.WriteLine($"{kind, -34} {placing.FoundFraction, 8:P1} {placing.Missed, 18} {placing.Gone, 6} {placing.Wrong.Count, 6}");
            placing.Wrong.Take(3).ToList().ForEach(Console.WriteLine);
        }
        Console.WriteLine($"{"ms in 100 KB (first / next quote)", -34} {"median", 14} {"p95", 14}");
        foreach (var (kind, edit) in EditedQuote.Kinds)
            Time(kind, Enough(text), edit);
        Worst();
        return 0;
    }

    /// <summary>The longest quote in the longest text, both as repetitive as they can be.</summary>
    private static void Worst()
    {
        foreach (var quote in new[] { new string('a', 9_999) + 'b', new string('a', 5_000) + 'b' + new string('a', 4_999), "aaaaaaaaaaab" })
        {
            var placer = new QuotePlacer(new string('a', 2_000_000));
            var start = Environment.CpuUsage.TotalTime;
            var found = placer.Place(new QuoteAnchor { Exact = quote, Prefix = new string('a', 64) });
            var time = Environment.CpuUsage.TotalTime - start;
            Console.WriteLine($"{quote.Length:N0} in 2,000,000 letters a: {found.Status}, {time.TotalMilliseconds:N0} ms of CPU");
        }
    }

    private static string Enough(string text) =>
        string.Join("\n\n", Enumerable.Range(0, 1 + LongText / text.Length).Select(i => Shuffled(text, i)))[..LongText];

    /// <summary>The same words in another order, so that the text goes on without repeating its passages.</summary>
    private static string Shuffled(string text, int seed)
    {
        var words = text.Split(' ');
        if (seed > 0)
            new Random(seed).Shuffle(words);
        return string.Join(' ', words);
    }

    private static void Time(string kind, string text, Func<EditedQuote, Dice, EditedQuote> edit)
    {
        var (first, next) = (new List<double>(), new List<double>());
        for (var seed = 0u; seed < 40; seed++)
        {
            var dice = new Dice(seed, 0);
            var quoted = EditedQuote.Of(text, dice);
            var anchor = new QuoteAnchor
            {
                Exact = quoted.Quote,
                Start = quoted.Start,
                End = quoted.End,
            };
            var last = new QuotePlacer(text).Place(anchor);
            var placer = new QuotePlacer(edit(quoted, dice).Text);
            foreach (var (times, quote) in new[] { (first, anchor), (next, anchor with { Language = "it" }) })
            {
                var start = Stopwatch.GetTimestamp();
                placer.Place(quote, last);
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }
        Console.WriteLine(
            $"{kind, -34} {Part(first, 0.5), 6:0.0} / {Part(next, 0.5), 5:0.0} {Part(first, 0.95), 6:0.0} / {Part(next, 0.95), 5:0.0}"
        );
    }

    private static double Part(List<double> times, double part) => times.Order().ElementAt((int)(times.Count * part));
}
