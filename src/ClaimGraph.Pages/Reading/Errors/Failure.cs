namespace ClaimGraph.Pages.Reading.Errors;

/// <summary>What a page could not show.</summary>
/// <param name="Status">The status of the response.</param>
/// <param name="Detail">What the API says about it, in English; null when that helps nobody.</param>
/// <param name="Help">What can be done about it; null: what is usual for the status.</param>
/// <param name="Title">What it is; null: what is usual for the status.</param>
/// <param name="Instead">The address of what can be shown instead, as it is now.</param>
public sealed record Failure(int Status, string? Detail, string? Help = null, string? Title = null, string? Instead = null);
