using System.Collections.Concurrent;

namespace ClaimGraph.GraphQL.Engine.Telemetry;

/// <summary>Who chose the name of an operation.</summary>
internal enum NamedBy
{
    /// <summary>The operator, in a trusted document.</summary>
    Operator,

    /// <summary>A caller with credentials.</summary>
    Principal,

    /// <summary>A caller without credentials.</summary>
    Stranger,
}

/// <summary>
/// The names of operations in metrics. Callers choose names freely, and each name makes time series that a collector keeps for good. So
/// only some names are shown: all in trusted documents, a number of those that callers with credentials use, and fewer of those that
/// strangers use, who cannot take the places of the others. Safe for many threads.
/// </summary>
internal sealed class OperationNames
{
    /// <summary>Stands for all names that are not shown.</summary>
    public const string Other = "other";

    /// <summary>The longest name of a caller that is shown, in characters.</summary>
    public const int MaxLength = 100;

    private readonly ConcurrentDictionary<string, bool> _shown = new();
    private readonly Places _principals = new(max: 200, perHour: 100);
    private readonly Places _strangers = new(max: 50, perHour: 10);

    /// <summary>The name as metrics show it; empty for an operation without one.</summary>
    public string Of(string? name, NamedBy by, TimeProvider clock)
    {
        if (string.IsNullOrEmpty(name))
            return "";
        if (_shown.ContainsKey(name))
            return name;
        if (by != NamedBy.Operator && (name.Length > MaxLength || !PlacesOf(by).TryTake(clock.GetUtcNow())))
            return Other;
        _shown.TryAdd(name, true);
        return name;
    }

    private Places PlacesOf(NamedBy by) => by == NamedBy.Stranger ? _strangers : _principals;

    /// <summary>Places for new names: so many in all, and so many in an hour.</summary>
    private sealed class Places(int max, int perHour)
    {
        private readonly Lock _lock = new();
        private int _taken;
        private int _takenThisHour;
        private long _hour;

        public bool TryTake(DateTimeOffset now)
        {
            lock (_lock)
            {
                var hour = now.UtcTicks / TimeSpan.TicksPerHour;
                if (hour != _hour)
                    (_hour, _takenThisHour) = (hour, 0);
                if (_taken == max || _takenThisHour == perHour)
                    return false;
                _taken++;
                _takenThisHour++;
                return true;
            }
        }
    }
}
