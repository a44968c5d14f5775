using System.Diagnostics;
using ClaimGraph.Changes;

namespace ClaimGraph.Benchmarks.Origins;

/// <summary>
/// <c>origins DB_FILE|neo4j [SOURCES]</c>: what it costs to enter a source with its text where there are many, and whether copies are
/// found, in a new store.
/// </summary>
internal static class OriginsCommand
{
    private const int Batch = 200;
    private const int Copies = 1_000;

    public static async Task<int> RunAsync(string place, int sources)
    {
        await using var store = await Place.OpenAsync(place);
        var library = new Library(store);
        var start = Stopwatch.GetTimestamp();
        var first = await library.FillAsync(sources);
        var wire = await library.EnterAsync(library.NewText());
        await library.EnterAllAsync(Enumerable.Range(0, Copies).Select(_ => library.Edited(wire.Text)));
        Console.WriteLine($"{sources + Copies + 1:N0} sources entered in {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s");
        Console.WriteLine($"{"one more source", -40}{"p50 ms", 10}{"max ms", 10}{"CPU ms", 10}{"origin found", 14}");
        await MeasureAsync("without a text", library, _ => (null, null));
        await MeasureAsync("with a new text", library, _ => (library.NewText(), null));
        await MeasureAsync("with an edited copy of a text", library, i => (library.Edited(first[i].Text), first[i].Id));
        await MeasureAsync($"with one more copy of {Copies:N0}", library, _ => (library.Edited(wire.Text), wire.Id));
        return 0;
    }

    private static async Task MeasureAsync(string name, Library library, Func<int, (string? Text, NodeId? Origin)> next)
    {
        var (times, found, used) = (new List<double>(), 0, TimeSpan.Zero);
        for (var i = 0; i < 60; i++)
        {
            if (i == 10) // the first ones warm up
                (used, found) = (Environment.CpuUsage.TotalTime, 0);
            var (text, origin) = next(i);
            var start = Stopwatch.GetTimestamp();
            var source = await library.EnterAsync(text);
            if (i >= 10)
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            found += source.Origin == (origin ?? source.Id) ? 1 : 0;
        }
        used = Environment.CpuUsage.TotalTime - used;
        times.Sort();
        Console.WriteLine(
            $"{name, -40}{times[times.Count / 2], 10:F1}{times[^1], 10:F1}{used.TotalMilliseconds / times.Count, 10:F1}"
                + $"{$"{found} of {times.Count}", 14}"
        );
    }

    private sealed record Entered(NodeId Id, NodeId Origin, string Text);

    /// <summary>Sources with texts of 300 words that follow no grammar, in which words are as frequent as in a language.</summary>
    private sealed class Library(IClaimStore store)
    {
        private const int WordsOfText = 300;
        private const int Vocabulary = 20_000;

        private readonly IdSource _ids = new(TimeProvider.System, new Random(1));
        private readonly Random _random = new(1);
        private int _made;

        public string NewText() => string.Join(' ', Enumerable.Range(0, WordsOfText).Select(_ => Word()));

        /// <summary>The text with three words of a hundred replaced.</summary>
        public string Edited(string text) => string.Join(' ', text.Split(' ').Select(w => _random.Next(100) < 3 ? Word() : w));

        /// <returns>The first hundred.</returns>
        public async Task<Entered[]> FillAsync(int sources)
        {
            var first = new List<Entered>();
            for (var left = sources; left > 0; left -= Batch)
            {
                string[] texts = [.. Enumerable.Range(0, Math.Min(left, Batch)).Select(_ => NewText())];
                var entered = await EnterAllAsync(texts);
                if (first.Count == 0)
                    first.AddRange(entered.Take(100));
            }
            return [.. first];
        }

        public async Task<Entered> EnterAsync(string? text) => (await CommitAsync([text]))[0];

        public async Task<IReadOnlyList<Entered>> EnterAllAsync(IEnumerable<string> texts)
        {
            var entered = new List<Entered>();
            foreach (var part in texts.Chunk(Batch))
                entered.AddRange(await CommitAsync(part));
            return entered;
        }

        private async Task<Entered[]> CommitAsync(string?[] texts)
        {
            Create[] creates = [.. texts.Select(New)];
            var done = await store.CommitAsync(new ChangeSet { Principal = "benchmark", Operations = creates });
            return [.. done.Results.Select((r, i) => new Entered(r.Node.Id, ((Source)r.Node).Derived.Origin, texts[i] ?? ""))];
        }

        private Create New(string? text)
        {
            var number = _made++;
            var content = new SourceContent
            {
                Url = $"https://site{number % 1_000}.example/story/{number}",
                Title = $"Story {number}",
                PublishedOn = DayOf(number),
                Snapshot = text is null ? null : new Snapshot { Text = text },
            };
            return new Create(_ids.Next(NodeKind.Source), content);
        }

        // The first of several copies is the one that was published first.
        private static PartialDate DayOf(int number)
        {
            var day = new DateOnly(2000, 1, 1).AddDays(number / 50);
            return new PartialDate(day.Year, day.Month, day.Day);
        }

        // The word of rank r comes about as often as 1 / r.
        private string Word() => $"w{(int)Math.Pow(Vocabulary, _random.NextDouble())}";
    }
}
