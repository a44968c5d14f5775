namespace ClaimGraph;

/// <summary>
/// Arguments whose strengths depend on each other, as a continuous system: each strength moves towards the value that its energy gives
/// it, ds/dt = f(s) − s, from its base score until nothing moves any more. Without cycles that is the value of
/// <see cref="EvidenceStrength"/>, found by going through the arguments in their order. Cycles are integrated with the classical
/// Runge–Kutta method. Not thread-safe.
/// </summary>
internal sealed partial class ArgumentSystem
{
    /// <summary>How little may still move at rest.</summary>
    private const double Rest = 1e-12;

    private readonly List<Argument> _arguments = [];
    private Component[]? _components;
    private double[]? _start;

    // About how many values of each argument a cycle takes to come to rest.
    private const int Turns = 250;

    public int Count => _arguments.Count;

    /// <summary>About how many values of arguments it takes to solve the system.</summary>
    public int Cost => Count + InOrder.Sum(c => c.IsCycle ? c.Members.Length * (Turns - 1) : 0);

    /// <summary>What something argues about, in an order in which it can be solved.</summary>
    public Component[] InOrder =>
        _components ??= [
            .. Components.Of(Count, Influenced()).Where(c => _arguments[c[0]].Groups.Count > 0).Select(c => new Component(c, IsCycle(c))),
        ];

    /// <summary>The strengths of arguments about which nothing argues, and the base scores of the others.</summary>
    public double[] Start => _start ??= [.. _arguments.Select(StartOf)];

    /// <summary>The groups that argue about an argument.</summary>
    public IReadOnlyList<Group> GroupsOf(int argument) => _arguments[argument].Groups;

    private static double StartOf(Argument argument) =>
        argument.Groups.Count == 0 ? EvidenceStrength.Of(argument.Base, argument.Energy) : argument.Base;

    /// <summary>Adds an argument, a statement or evidence.</summary>
    /// <param name="baseScore">0 to 1.</param>
    /// <param name="energy">What arguments outside the system add to it.</param>
    /// <returns>Its number: 0, 1, 2 …</returns>
    public int Add(double baseScore, double energy = 0)
    {
        _arguments.Add(new Argument(baseScore, energy));
        Forget();
        return _arguments.Count - 1;
    }

    /// <summary>Adds to what arguments outside the system add to an argument.</summary>
    public void AddEnergy(int argument, double energy)
    {
        var changed = _arguments[argument] with { Energy = _arguments[argument].Energy + energy };
        _arguments[argument] = changed;
        _start?[argument] = StartOf(changed);
    }

    /// <summary>Adds a group of evidence for or against a target, of which only the strongest counts.</summary>
    /// <param name="sign">+1 for support, −1 for rebuttal.</param>
    /// <param name="floor">The weight of the strongest that is not in the system; 0 when there is none.</param>
    public Group AddGroup(int target, int sign, double floor = 0)
    {
        var group = new Group(sign, floor, Forget);
        _arguments[target].Groups.Add(group);
        return group;
    }

    /// <summary>Finds the strengths of all arguments.</summary>
    /// <param name="strengths">Receives them, by number.</param>
    /// <param name="isOn">Which pieces of evidence count; null for all.</param>
    /// <returns>False when something still moved after the longest time; the strengths are then where it stood.</returns>
    public bool Solve(double[] strengths, bool[]? isOn = null)
    {
        Start.CopyTo(strengths, 0);
        var settled = true;
        foreach (var component in InOrder)
            if (component.IsCycle)
                settled &= Settle(component.Members, strengths, isOn);
            else
                strengths[component.Members[0]] = Value(component.Members[0], strengths, isOn);
        return settled;
    }

    private void Forget() => (_components, _start) = (null, null);

    /// <summary>For each argument those whose strength depends on it.</summary>
    private List<int>[] Influenced()
    {
        var influenced = new List<int>[Count];
        for (var i = 0; i < Count; i++)
            influenced[i] = [];
        for (var target = 0; target < Count; target++)
            foreach (var argument in _arguments[target].DependsOn())
                influenced[argument].Add(target);
        return influenced;
    }

    private bool IsCycle(int[] component) => component.Length > 1 || _arguments[component[0]].DependsOn().Contains(component[0]);

    /// <summary>Finds the strengths of a cycle from those that it depends on. Great steps settle all but the stiffest systems; where
    /// they do not, small ones start again from the base scores.</summary>
    public bool Settle(int[] component, double[] strengths, bool[]? isOn) =>
        Integrate(component, strengths, isOn, step: 0.5, steps: 400) || Integrate(component, strengths, isOn, step: 0.05, steps: 20_000);

    private bool Integrate(int[] component, double[] s, bool[]? isOn, double step, int steps)
    {
        var (start, sum, slope) = (new double[component.Length], new double[component.Length], new double[component.Length]);
        foreach (var i in component)
            s[i] = _arguments[i].Base;
        for (var done = 0; done < steps; done++)
        {
            for (var k = 0; k < component.Length; k++)
                (start[k], sum[k]) = (s[component[k]], 0);
            var greatest = Slopes(1, step / 2);
            if (greatest < Rest)
                return true;
            Slopes(2, step / 2);
            Slopes(2, step);
            Slopes(1, 0);
            for (var k = 0; k < component.Length; k++)
                s[component[k]] = Math.Clamp(start[k] + step / 6 * sum[k], 0, 1);
        }
        return false;

        // Adds the slopes where the system stands to the sum, and goes on from the start along them.
        double Slopes(int weight, double ahead)
        {
            var greatest = 0.0;
            for (var k = 0; k < component.Length; k++)
                slope[k] = Value(component[k], s, isOn) - s[component[k]];
            for (var k = 0; k < component.Length; k++)
            {
                sum[k] += weight * slope[k];
                s[component[k]] = start[k] + ahead * slope[k];
                greatest = Math.Max(greatest, Math.Abs(slope[k]));
            }
            return greatest;
        }
    }

    private double Value(int argument, double[] strengths, bool[]? isOn)
    {
        var (baseScore, energy, groups) = _arguments[argument];
        foreach (var group in groups)
            energy += group.Sign * group.Weight(strengths, isOn);
        return EvidenceStrength.Of(baseScore, energy);
    }

    /// <summary>The strength of an argument from the weights of its groups as they were refreshed last.</summary>
    public double ValueOfRefreshed(int argument)
    {
        var (baseScore, energy, groups) = _arguments[argument];
        foreach (var group in groups)
            energy += group.Sign * group.Refreshed;
        return EvidenceStrength.Of(baseScore, energy);
    }

    /// <summary>Arguments that all depend on each other, or one that does not depend on itself.</summary>
    internal sealed record Component(int[] Members, bool IsCycle);

    private sealed record Argument(double Base, double Energy, List<Group> Groups)
    {
        public Argument(double baseScore, double energy)
            : this(baseScore, energy, []) { }

        public IEnumerable<int> DependsOn() => Groups.SelectMany(g => g.DependsOn());
    }
}
