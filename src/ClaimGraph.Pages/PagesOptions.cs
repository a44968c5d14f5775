using System.ComponentModel.DataAnnotations;
using ClaimGraph.Settings;
using Microsoft.Extensions.Options;

namespace ClaimGraph.Pages;

/// <summary>The pages for people.</summary>
public sealed class PagesOptions : IValidatableObject
{
    /// <summary>How long somebody who signed in with a key stays signed in. When the key is revoked or expires, they are signed out at
    /// once.</summary>
    /// <value>1 minute to 365 days; 12 hours when not set.</value>
    [Between("00:01:00", "365.00:00:00")]
    public TimeSpan SignedInFor { get; set; } = TimeSpan.FromHours(12);

    /// <summary>
    /// The folder with the secrets that protect the cookies of those who signed in. It is created for the user of the program alone.
    /// Servers behind one address share one folder.
    /// </summary>
    /// <value>None when not set: the secrets are kept in memory, and a restart signs everybody out.</value>
    public string? SignInSecrets { get; set; }

    /// <summary>Whether search engines may list the pages.</summary>
    /// <value>true when not set.</value>
    public bool Indexed { get; set; } = true;

    /// <summary>The sites that may show cards (<c>/embed/…</c>) in a frame. No other page can be framed.</summary>
    /// <value>Origins like <c>https://example.org</c>, or <c>*</c> for all; <c>*</c> when not set.</value>
    public IReadOnlyList<string> EmbeddedBy { get; set; } = ["*"];

    /// <summary>
    /// Whether the server reads the page of a source that somebody adds, for its title, publisher, date, language and text. It connects to
    /// public addresses alone, on ports 80 and 443, and reads at most 5 MiB in 10 seconds.
    /// </summary>
    /// <value>false when not set: what is known of a source is typed.</value>
    public bool FetchSources { get; set; }

    /// <inheritdoc/>
    IEnumerable<ValidationResult> IValidatableObject.Validate(ValidationContext validationContext)
    {
        foreach (var entry in EmbeddedBy.Where(entry => !IsOrigin(entry)))
            yield return validationContext.Problem(
                nameof(EmbeddedBy),
                $"'{entry}' is not an origin; use origins like https://example.org, or * for all."
            );
    }

    private static bool IsOrigin(string entry) =>
        entry == "*"
        || Uri.TryCreate(entry, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https"
            && uri.GetLeftPart(UriPartial.Authority).Equals(entry, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Checks the values of <see cref="PagesOptions"/>.</summary>
[OptionsValidator]
public sealed partial class PagesOptionsValidator : IValidateOptions<PagesOptions>;
