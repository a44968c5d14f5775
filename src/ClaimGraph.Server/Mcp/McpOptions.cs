using System.ComponentModel.DataAnnotations;
using ClaimGraph.Settings;
using Microsoft.Extensions.Options;

namespace ClaimGraph.Server.Mcp;

/// <summary>The Model Context Protocol, by which programs with a language model use the API as tools.</summary>
public sealed class McpOptions : IValidatableObject
{
    /// <summary>Whether <c>/mcp</c> answers.</summary>
    /// <value>Default: true.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>
    /// A folder of GraphQL documents (<c>*.graphql</c>) that become tools, too: each has one operation, whose name is that of the tool. One
    /// with the name of a built-in tool takes its place. They are read and checked once, at the start.
    /// </summary>
    /// <value>Default: none.</value>
    public string? Path { get; set; }

    /// <inheritdoc/>
    IEnumerable<ValidationResult> IValidatableObject.Validate(ValidationContext validationContext)
    {
        if (!string.IsNullOrEmpty(Path) && !Directory.Exists(Path))
            yield return validationContext.Problem(nameof(Path), $"'{Path}' is not a folder; name one with files *.graphql.");
    }
}

/// <summary>Checks the values of <see cref="McpOptions"/>.</summary>
[OptionsValidator]
internal sealed partial class McpOptionsValidator : IValidateOptions<McpOptions>;
