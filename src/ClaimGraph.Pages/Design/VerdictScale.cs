namespace ClaimGraph.Pages.Design;

/// <summary>The order in which verdicts are listed: from supported to unsupported, then what decides nothing, then none.</summary>
public static class VerdictScale
{
    private static readonly string[] Order = ["SUPPORTED", "MOSTLY_SUPPORTED", "MIXED", "MOSTLY_UNSUPPORTED", "UNSUPPORTED", "UNVERIFIED"];

    /// <summary>The place of a verdict; null: no verdict.</summary>
    public static int Place(string? verdict) => Array.IndexOf(Order, verdict) is >= 0 and var place ? place : Order.Length;
}
