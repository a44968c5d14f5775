namespace ClaimGraph.Pages;

/// <summary>Why another scheme could not sign somebody in.</summary>
public enum SignInFailure
{
    /// <summary>They did not agree, or the service that knows them refused.</summary>
    Declined,

    /// <summary>It took too long, was begun in another browser, or was tried twice.</summary>
    Stale,

    /// <summary>What the service says about them does not hold, or does not tell who they are.</summary>
    Untrusted,

    /// <summary>The service cannot be reached now.</summary>
    Unavailable,
}
