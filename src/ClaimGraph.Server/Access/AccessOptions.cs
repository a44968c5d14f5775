using System.ComponentModel.DataAnnotations;
using ClaimGraph.Access;
using ClaimGraph.Settings;
using Microsoft.Extensions.Options;

namespace ClaimGraph.Server.Access;

/// <summary>Whether something is open to everyone.</summary>
public enum Gate
{
    /// <summary>Open to everyone, without credentials.</summary>
    Open,

    /// <summary>Open only to holders of a key or token with the role for it.</summary>
    Closed,
}

/// <summary>What users may do. Keys are kept in the store.</summary>
public sealed class AccessOptions : IValidatableObject
{
    /// <summary>Whether everyone may read.</summary>
    /// <value>Default: <see cref="Gate.Open"/>.</value>
    [Defined]
    public Gate Reading { get; set; } = Gate.Open;

    /// <summary>
    /// Whether everyone may do what a contributor may. Open it only where nobody else can reach the server: on your own machine, or behind
    /// a proxy that signs people in.
    /// </summary>
    /// <value>Default: <see cref="Gate.Closed"/>.</value>
    [Defined]
    public Gate Writing { get; set; } = Gate.Closed;

    /// <summary>A file to which the first start writes the first key, for its owner alone to read, instead of printing it.</summary>
    /// <value>Default: none.</value>
    public string? FirstKeyFile { get; set; }

    /// <summary>The tokens of an OpenID Connect issuer, accepted beside the keys.</summary>
    [ValidateObjectMembers(typeof(JwtOptionsValidator))]
    public JwtOptions Jwt { get; set; } = new();

    /// <summary>What users without credentials may do; null: nothing.</summary>
    internal Role? WithoutKey =>
        Writing == Gate.Open ? Role.Contributor
        : Reading == Gate.Open ? Role.Reader
        : null;

    /// <inheritdoc/>
    IEnumerable<ValidationResult> IValidatableObject.Validate(ValidationContext validationContext)
    {
        if (Writing == Gate.Open && Reading == Gate.Closed)
            yield return validationContext.Problem(nameof(Writing), "it cannot be Open while Access:Reading is Closed.");
    }
}

/// <summary>Checks the values of <see cref="AccessOptions"/>.</summary>
[OptionsValidator]
internal sealed partial class AccessOptionsValidator : IValidateOptions<AccessOptions>;
