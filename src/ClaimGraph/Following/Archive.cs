namespace ClaimGraph.Following;

/// <summary>The follower that has new sources archived. Its letters are the sources that wait for it: their keys are ids.</summary>
public static class Archive
{
    /// <summary>Its id.</summary>
    public const string Id = "archive";
}
