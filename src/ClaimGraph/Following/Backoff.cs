namespace ClaimGraph.Following;

/// <summary>How long to wait before something that failed is tried again: each time six times as long.</summary>
public static class Backoff
{
    private const double Growth = 6;

    /// <summary>The wait after so many failures.</summary>
    /// <param name="asked">How long the other side asks to be left alone; a shorter wait than that only where it asks for more than
    /// <paramref name="longest"/>.</param>
    /// <param name="move">A factor that moves the wait, so that not all who wait come back at once; what was asked for is kept.</param>
    public static TimeSpan After(int failures, TimeSpan first, TimeSpan longest, TimeSpan? asked, double move = 1)
    {
        var wait = Math.Min(first.TotalSeconds * Math.Pow(Growth, failures - 1), longest.TotalSeconds);
        return TimeSpan.FromSeconds(Math.Max(wait * move, Math.Min(asked?.TotalSeconds ?? 0, longest.TotalSeconds)));
    }
}
