using ClaimGraph.Settings;
using Microsoft.Extensions.Options;

namespace ClaimGraph.Pages;

/// <summary>The pages for people.</summary>
public sealed class PagesOptions
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
}

/// <summary>Checks the values of <see cref="PagesOptions"/>.</summary>
[OptionsValidator]
public sealed partial class PagesOptionsValidator : IValidateOptions<PagesOptions>;
