using ClaimGraph.Pages.Localization;
using ClaimGraph.Pages.Requests;
using Microsoft.AspNetCore.Components;

namespace ClaimGraph.Pages.Design;

/// <summary>What every component is made from.</summary>
public abstract class Part : ComponentBase
{
    /// <summary>The request that the component is rendered for.</summary>
    [Inject]
    public Visit Visit { get; set; } = null!;

    /// <summary>For whom the component is rendered.</summary>
    protected Reader Reader => Visit.Reader;

    /// <summary>A number in an attribute of SVG, which is the same for all readers.</summary>
    protected static string N(double value) => Svg.Number(value);

    /// <summary>A text that is markup already: JSON-LD, or SVG that was drawn here.</summary>
    protected static MarkupString Raw(string markup) => new(markup);
}
