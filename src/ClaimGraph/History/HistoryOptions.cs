using ClaimGraph.Settings;

namespace ClaimGraph.History;

/// <summary>How much of the past can be read (<c>asOf</c>).</summary>
public sealed class HistoryOptions
{
    /// <summary>How many changes of the ledger are replayed at most to restore a past state. Later states cannot be read.</summary>
    /// <value>Default: 200,000. Range: 0 (none) to 100,000,000.</value>
    [Between(0, 100_000_000)]
    public int MaxChanges { get; set; } = 200_000;

    /// <summary>How many past states are kept for the next who asks, each in a temporary file, and how many may be waited for.</summary>
    /// <value>Default: 4. Range: 1 to 100.</value>
    [Between(1, 100)]
    public int KeptGraphs { get; set; } = 4;
}
