namespace ClaimGraph;

/// <summary>Times as the claim graph keeps them.</summary>
public static class Times
{
    /// <summary>The whole millisecond, in UTC, in which a time falls.</summary>
    public static DateTimeOffset ToMillisecond(this DateTimeOffset time) =>
        DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
}
