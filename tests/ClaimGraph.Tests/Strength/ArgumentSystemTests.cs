namespace ClaimGraph.Tests.Strength;

public sealed class ArgumentSystemTests
{
    /// <summary>Two published graphs with their values under quadratic energy, computed by an independent program.</summary>
    [Fact]
    public void Graph_of_Rago_et_al_has_its_published_values()
    {
        var graph = new Graph();
        foreach (var (name, value) in new[] { ("A1", 0.5), ("A2", 0.5), ("P1", 0.7), ("P2", 0.5), ("P3", 0.9) })
            graph.Add(name, value);
        foreach (var (name, value) in new[] { ("C1", 0.2), ("C2", 0.2), ("C3", 0.6), ("C4", 0.5) })
            graph.Add(name, value);
        graph.Support("P1", "A1", "P2", "A1", "P3", "A2");
        graph.Attack("C1", "A2", "C2", "P2", "C3", "P2", "C4", "P2");
        graph.ShouldHave(("A1", 0.719852), ("A2", 0.664430), ("P2", 0.185874));
    }

    [Fact]
    public void Graph_of_Potyka_with_cycles_has_its_published_values()
    {
        var graph = new Graph();
        foreach (var (name, value) in new[] { ("Buy", 0.5), ("Sell", 0.5), ("1", 0.8), ("2", 0.7), ("3", 0.3), ("4", 0.9), ("5", 0.9) })
            graph.Add(name, value);
        graph.Attack("Buy", "Sell", "Sell", "Buy", "2", "1", "3", "2", "4", "3", "5", "1");
        graph.Support("1", "Sell", "2", "Buy", "4", "2", "5", "Buy");
        graph.ShouldHave(("Buy", 0.821646), ("Sell", 0.362170), ("1", 0.204744), ("2", 0.805085), ("3", 0.165746));
    }

    [Fact]
    public void A_thousand_random_graphs_have_the_values_of_small_steps()
    {
        for (var seed = 1; seed <= 1000; seed++)
        {
            var graph = Graph.Random(new Random(seed), cyclic: seed % 2 == 0);
            var (strengths, converged) = graph.Solve();
            converged.ShouldBeTrue($"graph {seed}");
            var slow = graph.BySmallSteps();
            for (var i = 0; i < slow.Length; i++)
                strengths[i].ShouldBe(slow[i], 1e-6, $"argument {i} of graph {seed}");
        }
    }

    [Fact]
    public void Support_of_support_never_lowers_and_rebuttal_of_support_never_raises()
    {
        for (var seed = 1; seed <= 300; seed++)
        {
            var random = new Random(seed);
            var (parity, chain) = (1, new Graph());
            chain.Add("0", random.NextDouble());
            for (var i = 1; i < 6; i++)
            {
                chain.Add($"{i}", random.NextDouble());
                var supports = random.Next(2) == 0;
                parity *= supports ? 1 : -1;
                var before = chain.Solve().Strengths[0];
                chain.Relate($"{i}", $"{i - 1}", supports);
                ((chain.Solve().Strengths[0] - before) * parity).ShouldBeGreaterThanOrEqualTo(-1e-12, $"chain {seed}, link {i}");
            }
        }
    }

    [Fact]
    public void Equal_sides_leave_a_half()
    {
        var graph = new Graph();
        graph.Add("claim", 0.5);
        for (var i = 0; i < 20; i++)
        {
            graph.Add($"{i}", 0.3);
            graph.Relate($"{i}", "claim", i % 2 == 0);
        }
        graph.ShouldHave(("claim", 0.5));
    }

    [Fact]
    public void Twenty_for_and_eight_against_are_told_from_a_hundred_for_and_twenty_against()
    {
        Of(20, 8).ShouldBeInRange(0.9, 0.98);
        Of(100, 20).ShouldBeGreaterThan(Of(20, 8));
        Of(8, 20).ShouldBe(1 - Of(20, 8), 1e-12);

        static double Of(int supports, int rebuts) => EvidenceStrength.Of(0.5, (supports - rebuts) * 0.375);
    }

    [Fact]
    public void Of_a_group_only_the_strongest_counts()
    {
        var (system, claim) = (new ArgumentSystem(), 0);
        system.Add(0.5);
        var group = system.AddGroup(claim, +1, floor: 0.2);
        foreach (var strength in new[] { 0.1, 0.6, 0.4 })
            group.Add(new ArgumentSystem.Premise(system.Add(strength)));
        var strengths = new double[system.Count];
        system.Solve(strengths).ShouldBeTrue();
        strengths[claim].ShouldBe(EvidenceStrength.Of(0.5, 0.6), 1e-12);
        system.Solve(strengths, [true, true, false, false]).ShouldBeTrue();
        strengths[claim].ShouldBe(EvidenceStrength.Of(0.5, 0.2), 1e-12);
    }

    [Fact]
    public void Premises_that_only_hold_together_weigh_as_the_weakest()
    {
        var system = new ArgumentSystem();
        var claim = system.Add(0.5);
        system.AddGroup(claim, +1).Add([.. new[] { 0.9, 0.2, 0.6 }.Select(s => new ArgumentSystem.Premise(system.Add(s)))]);
        var strengths = new double[system.Count];
        system.Solve(strengths).ShouldBeTrue();
        strengths[claim].ShouldBe(EvidenceStrength.Of(0.5, 0.2), 1e-12);
        system.Solve(strengths, [true, false, true, true]).ShouldBeTrue();
        strengths[claim].ShouldBe(0.5);
    }

    [Fact]
    public void Switching_evidence_gives_what_solving_anew_gives_to_the_last_bit()
    {
        for (var seed = 1; seed <= 300; seed++)
        {
            var random = new Random(seed);
            var system = Graph.Random(random, cyclic: seed % 3 == 0).System();
            var switched = new SwitchedSystem(system);
            var (isOn, anew) = (new bool[system.Count], new double[system.Count]);
            Array.Fill(isOn, true);
            for (var round = 0; round < 20; round++)
            {
                var argument = random.Next(system.Count);
                isOn[argument] = !isOn[argument];
                switched.Switch(argument, isOn[argument]);
                if (system.GroupsOf(0).Count > 0)
                    switched.AddEnergy(0, random.NextDouble() - 0.5);
                system.Solve(anew, isOn);
                for (var i = 0; i < anew.Length; i++)
                    switched.Solve(i).ShouldBe(anew[i], $"argument {i} of graph {seed} in round {round}");
            }
        }
    }

    [Fact]
    public void A_cycle_of_ten_thousand_comes_to_rest()
    {
        var system = new ArgumentSystem();
        const int count = 10_000;
        for (var i = 0; i < count; i++)
            system.Add(0.5);
        for (var i = 0; i < count; i++)
            system.AddGroup((i + 1) % count, i % 3 == 0 ? 1 : -1).Add(new ArgumentSystem.Premise(i));
        system.Solve(new double[count]).ShouldBeTrue();
    }

    /// <summary>Arguments that argue about each other without evidence between them.</summary>
    private sealed class Graph
    {
        private readonly Dictionary<string, int> _names = [];
        private readonly List<double> _bases = [];
        private readonly List<(int From, int To, int Sign)> _relations = [];

        public static Graph Random(Random random, bool cyclic)
        {
            var graph = new Graph();
            var count = random.Next(1, 40);
            for (var i = 0; i < count; i++)
                graph.Add($"{i}", random.NextDouble());
            for (var k = random.Next(3 * count); k > 0; k--)
            {
                var (a, b) = (random.Next(count), random.Next(count));
                if (a != b)
                    graph.Relate($"{(cyclic ? a : Math.Max(a, b))}", $"{(cyclic ? b : Math.Min(a, b))}", random.Next(2) == 0);
            }
            return graph;
        }

        public void Add(string name, double value)
        {
            _names.Add(name, _bases.Count);
            _bases.Add(value);
        }

        public void Support(params string[] pairs) => Relate(pairs, true);

        public void Attack(params string[] pairs) => Relate(pairs, false);

        public void Relate(string from, string to, bool supports) => _relations.Add((_names[from], _names[to], supports ? 1 : -1));

        public void ShouldHave(params (string Name, double Strength)[] expected)
        {
            var (strengths, converged) = Solve();
            converged.ShouldBeTrue();
            foreach (var (name, strength) in expected)
                strengths[_names[name]].ShouldBe(strength, 1e-6, name);
        }

        public (double[] Strengths, bool Converged) Solve()
        {
            var system = System();
            var strengths = new double[system.Count];
            return (strengths, system.Solve(strengths));
        }

        public ArgumentSystem System()
        {
            var system = new ArgumentSystem();
            foreach (var start in _bases)
                system.Add(start);
            foreach (var (from, to, sign) in _relations)
                system.AddGroup(to, sign).Add(new ArgumentSystem.Premise(from));
            return system;
        }

        public double[] BySmallSteps()
        {
            double[] s = [.. _bases];
            for (var moved = 1.0; moved > 1e-12; )
            {
                double[] next = [.. s.Select((now, i) => now + 0.02 * (Value(s, i) - now))];
                moved = s.Zip(next).Max(p => Math.Abs(p.First - p.Second));
                s = next;
            }
            return s;
        }

        private double Value(double[] s, int i)
        {
            var energy = _relations.Where(r => r.To == i).Sum(r => r.Sign * s[r.From]);
            var pull = energy * energy / (1 + energy * energy);
            return energy >= 0 ? _bases[i] + (1 - _bases[i]) * pull : _bases[i] * (1 - pull);
        }

        private void Relate(string[] pairs, bool supports)
        {
            for (var i = 0; i < pairs.Length; i += 2)
                Relate(pairs[i], pairs[i + 1], supports);
        }
    }
}
