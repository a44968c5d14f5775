namespace ClaimGraph.Pages;

/// <summary>
/// Writes claims as search engines read them. The application that serves the pages adds it to its services; without it, pages have no
/// JSON-LD.
/// </summary>
public interface IClaimReviews
{
    /// <summary>An active claim and its verdicts as JSON-LD; null when it is not there any more.</summary>
    /// <param name="id">The id of the statement.</param>
    /// <param name="address">The address of its page, with the origin.</param>
    Task<string?> OfAsync(string id, string address, CancellationToken cancellation);
}
