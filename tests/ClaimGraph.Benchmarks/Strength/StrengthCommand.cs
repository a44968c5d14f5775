using System.Diagnostics;
using ClaimGraph.Changes;

namespace ClaimGraph.Benchmarks.Strength;

/// <summary>
/// <c>strength DB_FILE|neo4j</c>: how long the commit of one more link takes where much argues about much, in a new store.
/// </summary>
internal static class StrengthCommand
{
    private const int Component = 10_000;
    private const int Hub = 100_000;
    private const int Batch = 1_000;

    public static async Task<int> RunAsync(string place)
    {
        await using var store = await Place.OpenAsync(place);
        var graph = new Graph(store);
        var component = await graph.ComponentAsync();
        var hub = await graph.HubAsync(Hub);
        var small = await graph.HubAsync(10);
        Console.WriteLine($"{"one more link", -46}{"p50 ms", 10}{"max ms", 10}{"CPU ms", 10}");
        await MeasureAsync(
            $"between two of {Component:N0} that argue",
            random => graph.LinkAsync(Any(random, component), Any(random, component))
        );
        await MeasureAsync($"to a statement with {Hub:N0}", _ => graph.CiteAsync(hub));
        await MeasureAsync("to a statement with 10", _ => graph.CiteAsync(small));
        return 0;
    }

    private static NodeId Any(Random random, NodeId[] nodes) => nodes[random.Next(nodes.Length)];

    private static async Task MeasureAsync(string name, Func<Random, Task> commit)
    {
        var (random, times) = (new Random(1), new List<double>());
        var used = TimeSpan.Zero;
        for (var i = 0; i < 50; i++)
        {
            if (i == 10) // the first ones warm up
                used = Environment.CpuUsage.TotalTime;
            var start = Stopwatch.GetTimestamp();
            await commit(random);
            if (i >= 10)
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        used = Environment.CpuUsage.TotalTime - used;
        times.Sort();
        Console.WriteLine($"{name, -46}{times[times.Count / 2], 10:F1}{times[^1], 10:F1}{used.TotalMilliseconds / times.Count, 10:F1}");
    }

    private sealed class Graph(IClaimStore store)
    {
        private readonly IdSource _ids = new(TimeProvider.System, new Random(1));
        private readonly Random _random = new(1);
        private int _made;

        /// <summary>Statements, one third, and evidence between them, two thirds: every second relation may close a cycle.</summary>
        public async Task<NodeId[]> ComponentAsync()
        {
            var statements = Enumerable.Range(0, Component / 3).Select(_ => _ids.Next(NodeKind.Statement)).ToArray();
            await EnterAsync(statements.Select(id => new Create(id, new StatementContent { Text = $"Statement {_made++}" })));
            await EnterAsync(Enumerable.Range(0, Component * 2 / 3).Select(i => Relation(statements, i)));
            return statements;
        }

        public async Task<NodeId> HubAsync(int links)
        {
            var hub = _ids.Next(NodeKind.Statement);
            await EnterAsync([new Create(hub, new StatementContent { Text = $"Hub of {links}" })]);
            await EnterAsync(Enumerable.Range(0, links).SelectMany(_ => Citation(hub)));
            return hub;
        }

        public Task CiteAsync(NodeId statement) => EnterAsync(Citation(statement));

        public Task LinkAsync(NodeId basis, NodeId target) => basis == target ? Task.CompletedTask : EnterAsync([Link(basis, target)]);

        private Create Relation(NodeId[] statements, int i)
        {
            var (a, b) = (_random.Next(statements.Length), _random.Next(statements.Length - 1));
            b += b >= a ? 1 : 0;
            // The first relations hold the component together.
            if (i < statements.Length - 1)
                (a, b) = (i + 1, _random.Next(i + 1));
            else if (i % 2 == 0)
                (a, b) = (Math.Max(a, b), Math.Min(a, b));
            return Link(statements[a], statements[b]);
        }

        private Create Link(NodeId basis, NodeId target) =>
            new(
                _ids.Next(NodeKind.Evidence),
                new EvidenceContent
                {
                    Basis = basis,
                    Target = target,
                    Stance = _random.Next(2) == 0 ? Stance.Supports : Stance.Rebuts,
                    Strength = _random.NextDouble(),
                    Anchor = new QuoteAnchor { Exact = $"{_made++}" },
                }
            );

        private Create[] Citation(NodeId statement)
        {
            var source = _ids.Next(NodeKind.Source);
            return [new Create(source, new SourceContent { Title = $"Source {_made++}" }), Link(source, statement)];
        }

        private async Task EnterAsync(IEnumerable<Create> creates)
        {
            foreach (var part in creates.Chunk(Batch))
                await store.CommitAsync(new ChangeSet { Principal = "benchmark", Operations = part });
        }
    }
}
