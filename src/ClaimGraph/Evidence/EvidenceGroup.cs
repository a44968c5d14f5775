namespace ClaimGraph;

internal sealed partial class ArgumentSystem
{
    /// <summary>A premise of an argument: evidence, and what it rests on.</summary>
    /// <param name="Evidence">The number of the evidence; none when its strength is constant.</param>
    /// <param name="Basis">The number of the statement that it rests on; none for a source.</param>
    /// <param name="Factor">What is constant of its weight.</param>
    internal readonly record struct Premise(int? Evidence, int? Basis = null, double Factor = 1)
    {
        public double Weight(double[] strengths, bool[]? isOn) =>
            Evidence is { } evidence && isOn is not null && !isOn[evidence]
                ? 0
                : Factor * (Evidence is { } own ? strengths[own] : 1) * (Basis is { } basis ? strengths[basis] : 1);
    }

    /// <summary>Evidence of one stance and origin on one target.</summary>
    internal sealed class Group(int sign, double floor, Action changed)
    {
        private readonly List<Premise[]> _members = [];

        public int Sign => sign;

        /// <summary>Adds premises that only hold together: they weigh as the weakest.</summary>
        public void Add(params Premise[] premises)
        {
            _members.Add(premises);
            changed();
        }

        /// <summary>Its weight when it was refreshed last.</summary>
        public double Refreshed { get; private set; }

        /// <returns>Whether the weight is another now.</returns>
        public bool Refresh(double[] strengths, bool[] isOn)
        {
            var before = Refreshed;
            Refreshed = Weight(strengths, isOn);
            return Refreshed != before;
        }

        public IEnumerable<int> DependsOn() => _members.SelectMany(m => m).SelectMany(p => new[] { p.Evidence, p.Basis }).OfType<int>();

        public double Weight(double[] strengths, bool[]? isOn)
        {
            var strongest = floor;
            foreach (var premises in _members)
            {
                var weakest = 1.0;
                foreach (var premise in premises)
                    weakest = Math.Min(weakest, premise.Weight(strengths, isOn));
                strongest = Math.Max(strongest, weakest);
            }
            return strongest;
        }
    }
}
