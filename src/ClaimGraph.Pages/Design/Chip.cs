namespace ClaimGraph.Pages.Design;

/// <summary>A filter that can be turned on and off.</summary>
/// <param name="Href">The address with the filter turned the other way.</param>
/// <param name="Count">How many records it would leave; null when that is not known.</param>
public sealed record Chip(string Text, string Href, bool IsOn, int? Count = null, string? Icon = null);

/// <summary>A part of a whole in a chart.</summary>
/// <param name="Style">The class that gives its colour.</param>
/// <param name="Icon">The sign that says the same without colour.</param>
public sealed record Portion(string Label, int Count, string Style, string? Icon = null, string? Href = null);

/// <summary>A column of a chart over time.</summary>
public sealed record Column(string Label, int Count);
