using System.ComponentModel.DataAnnotations;

namespace ClaimGraph.Settings;

/// <summary>An option needs a text.</summary>
/// <param name="with">What to give: "the name of a file".</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FilledAttribute(string with) : ValidationAttribute
{
    /// <summary>What to give.</summary>
    public string With => with;

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        string.IsNullOrWhiteSpace((string?)value) ? new($"it is empty; give {with}.", [validationContext.DisplayName]) : null;
}
