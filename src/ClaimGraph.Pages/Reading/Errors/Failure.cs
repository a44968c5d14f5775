namespace ClaimGraph.Pages.Reading.Errors;

/// <summary>What a page could not show.</summary>
/// <param name="Status">The status of the response.</param>
/// <param name="Detail">What the API says about it, in English; null when that helps nobody.</param>
/// <param name="Help">What can be done about it; null: what is usual for the status.</param>
public sealed record Failure(int Status, string? Detail, string? Help = null);
