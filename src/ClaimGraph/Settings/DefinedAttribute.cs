using System.ComponentModel.DataAnnotations;

namespace ClaimGraph.Settings;

/// <summary>An option takes one of the names of its enum, and no number beside them.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DefinedAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is Enum && Enum.IsDefined(value.GetType(), value)
            ? null
            : new($"'{value}' is not valid; use {OneOf(value!.GetType())}.", [validationContext.DisplayName]);

    /// <summary>The names of an enum, for people: <c>Basic, Bearer or None</c>.</summary>
    public static string OneOf(Type type)
    {
        var names = Enum.GetNames(type);
        return $"{string.Join(", ", names[..^1])} or {names[^1]}";
    }
}
