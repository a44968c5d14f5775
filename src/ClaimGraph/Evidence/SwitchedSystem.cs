namespace ClaimGraph;

/// <summary>
/// A system of arguments in which evidence is switched on and off thousands of times: each time only what depends on it is solved again.
/// The strengths are those that solving the whole system gives, to the last bit. Nothing may be added to the system any more. Not
/// thread-safe.
/// </summary>
internal sealed class SwitchedSystem
{
    private readonly ArgumentSystem _system;
    private readonly double[] _strengths;
    private readonly bool[] _isOn;
    private readonly bool[] _isStale;
    private readonly List<(ArgumentSystem.Group Group, int Target)>[] _groups; // those that an argument is in

    /// <summary>All evidence is on.</summary>
    public SwitchedSystem(ArgumentSystem system)
    {
        _system = system;
        _strengths = [.. system.Start];
        (_isOn, _isStale) = (new bool[system.Count], new bool[system.Count]);
        Array.Fill(_isOn, true);
        Array.Fill(_isStale, true);
        _groups = [.. _isOn.Select(_ => new List<(ArgumentSystem.Group, int)>())];
        for (var target = 0; target < system.Count; target++)
            foreach (var group in system.GroupsOf(target))
                Enter(group, target);
    }

    /// <summary>The strength of an argument.</summary>
    public double Solve(int argument)
    {
        foreach (var (members, isCycle) in _system.InOrder)
            if (IsStale(members))
                Solve(members, isCycle);
        return _strengths[argument];
    }

    public void Switch(int evidence, bool isOn)
    {
        if (_isOn[evidence] == isOn)
            return;
        _isOn[evidence] = isOn;
        Follow(evidence);
    }

    /// <summary>Adds to what arguments outside the system add to an argument about which something argues.</summary>
    public void AddEnergy(int argument, double energy)
    {
        _system.AddEnergy(argument, energy);
        _isStale[argument] = true;
    }

    private void Enter(ArgumentSystem.Group group, int target)
    {
        foreach (var argument in group.DependsOn().Distinct())
            _groups[argument].Add((group, target));
        group.Refresh(_strengths, _isOn);
    }

    private bool IsStale(int[] members)
    {
        foreach (var member in members)
            if (_isStale[member])
                return true;
        return false;
    }

    private void Solve(int[] members, bool isCycle)
    {
        if (isCycle)
            _system.Settle(members, _strengths, _isOn);
        else
            _strengths[members[0]] = _system.ValueOfRefreshed(members[0]);
        foreach (var member in members)
            Follow(member);
        foreach (var member in members)
            _isStale[member] = false;
    }

    /// <summary>What depends on an argument has to be solved again.</summary>
    private void Follow(int argument)
    {
        foreach (var (group, target) in _groups[argument])
            if (group.Refresh(_strengths, _isOn))
                _isStale[target] = true;
    }
}
