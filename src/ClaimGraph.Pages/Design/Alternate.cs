namespace ClaimGraph.Pages.Design;

/// <summary>A page in another form.</summary>
public sealed record Alternate(string Type, string Href, string Title);
