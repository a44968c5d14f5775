using ClaimGraph.Pages.Requests;
using Microsoft.AspNetCore.Components;

namespace ClaimGraph.Pages.Working.Reason;

/// <summary>What a form with a reason alone says.</summary>
/// <param name="Lead">What will happen.</param>
/// <param name="Submit">What the button says.</param>
/// <param name="Back">Where it is left without doing anything.</param>
public sealed record ReasonShown(Entries Entries, string Title, string Lead, string Submit, string Back)
{
    /// <summary>To what it happens.</summary>
    public RenderFragment? About { get; init; }

    /// <summary>What would change.</summary>
    public RenderFragment? More { get; init; }

    /// <summary>The name of the field.</summary>
    public string Field { get; init; } = "reason";

    /// <summary>What the field is called.</summary>
    public string Label { get; init; } = Localization.Texts.Reason;

    public bool IsRequired { get; init; } = true;

    public bool CanBeProposed { get; init; } = true;
}
