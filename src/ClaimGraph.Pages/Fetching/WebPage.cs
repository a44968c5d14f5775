namespace ClaimGraph.Pages.Fetching;

/// <summary>What a web page says about itself, and its text. Null is what it does not say.</summary>
/// <param name="Site">The name of the site.</param>
/// <param name="Language">A BCP 47 tag.</param>
/// <param name="PublishedOn">The day: <c>2025-02-11</c>.</param>
public sealed record WebPage(string? Title, string? Site, string? Language, string? PublishedOn, string? Text);

/// <summary>Why a page was not read.</summary>
public enum FetchProblem
{
    /// <summary>The address, or one that it redirects to, does not lead to the public internet.</summary>
    NotPublic,

    /// <summary>Nothing answers there.</summary>
    Unreachable,

    /// <summary>The server answers with an error.</summary>
    Refused,

    /// <summary>It took too long.</summary>
    TooSlow,

    /// <summary>There is more than is read.</summary>
    TooLarge,

    /// <summary>It is no HTML: a PDF, a picture.</summary>
    NoPage,
}

/// <summary>A page was not read.</summary>
internal sealed class UnreadPageException(FetchProblem problem, Exception? inner = null) : Exception(problem.ToString(), inner)
{
    /// <summary>Why.</summary>
    public FetchProblem Problem => problem;
}
