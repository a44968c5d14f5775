using System.ComponentModel.DataAnnotations;
using ClaimGraph.Settings;
using Microsoft.Extensions.Options;

namespace ClaimGraph.GraphQL;

/// <summary>Documents that requests name by an identifier instead of sending them.</summary>
public sealed class PersistedOptions : IValidatableObject
{
    /// <summary>
    /// The trusted documents, read at the start: a manifest (a JSON object of identifiers and documents, as graphql-codegen and the Relay
    /// compiler write it), or a folder of manifests and of files <c>*.graphql</c> with one document each.
    /// </summary>
    /// <value>A path; none when not set. Every document is found by <c>sha256:</c> and the SHA-256 of its text in UTF-8, and by its
    /// identifier in the manifest.</value>
    public string? Path { get; set; }

    /// <summary>Whether clients may run trusted documents only. Others are refused with the code DOCUMENT_NOT_TRUSTED. Documents that the
    /// application itself runs (<see cref="IGraphQLExecutor"/>) are always trusted.</summary>
    /// <value>False when not set. True needs <see cref="Path"/>.</value>
    public bool Only { get; set; }

    /// <summary>How many documents are kept for automatic persisted queries (Apollo), least used ones going first.</summary>
    /// <value>0 (none: PERSISTED_QUERY_NOT_SUPPORTED) to 100,000; 500 when not set.</value>
    [Between(0, 100_000)]
    public int Automatic { get; set; } = 500;

    /// <inheritdoc/>
    IEnumerable<ValidationResult> IValidatableObject.Validate(ValidationContext validationContext)
    {
        if (Only && string.IsNullOrEmpty(Path))
            yield return validationContext.Problem(nameof(Only), "it is true without trusted documents; set Path, too.");
    }
}

/// <summary>Checks the values of <see cref="PersistedOptions"/>.</summary>
[OptionsValidator]
public sealed partial class PersistedOptionsValidator : IValidateOptions<PersistedOptions>;
