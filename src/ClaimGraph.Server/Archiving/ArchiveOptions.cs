using System.ComponentModel.DataAnnotations;
using ClaimGraph.Settings;
using Microsoft.Extensions.Options;

namespace ClaimGraph.Server.Archiving;

/// <summary>
/// Has an archive keep a copy of each new source that has a URL, and notes where (<c>archivedAt</c>). An address is asked, or a command
/// is run; without both, nothing is archived.
/// </summary>
public sealed class ArchiveOptions : IValidatableObject
{
    /// <summary>
    /// The address to which the URL of a source is appended to be read by GET: <c>https://web.archive.org/save/</c> for the
    /// Wayback Machine. The answer names the copy in the header Content-Location, Location or Link (rel="memento").
    /// </summary>
    /// <value>Default: none.</value>
    public string? Endpoint { get; set; }

    /// <summary>
    /// The program that archives, and its arguments, in which <c>{url}</c> stands for the URL of the source; without it, the URL is the
    /// last argument. It prints the address of the copy on a line of its own, and ends with exit code 0. No shell is involved.
    /// </summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> Command { get; set; } = [];

    /// <summary>How long the archive may take for one source.</summary>
    /// <value>Default: 2 minutes. Range: 100 ms to 30 minutes.</value>
    [Between("00:00:00.100", "00:30:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How many sources this server has archived in a minute.</summary>
    /// <value>Default: 6. Range: 1 to 6,000.</value>
    [Between(1, 6_000)]
    public int PerMinute { get; set; } = 6;

    /// <summary>How often a source is tried before it is given up.</summary>
    /// <value>Default: 6, which are some two days. Range: 1 to 20.</value>
    [Between(1, 20)]
    public int MaxAttempts { get; set; } = 6;

    /// <summary>The time between the first attempt and the second. It becomes six times as long with each further attempt.</summary>
    /// <value>Default: 1 minute. Range: 10 ms to 1 day.</value>
    [Between("00:00:00.010", "1.00:00:00")]
    public TimeSpan FirstRetry { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often the ledger is read for new sources.</summary>
    /// <value>Default: 1 s. Range: 10 ms to 1 minute.</value>
    [Between("00:00:00.010", "00:01:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>True if sources are archived.</summary>
    internal bool IsOn => Endpoint is not null || Command.Count > 0;

    /// <inheritdoc/>
    IEnumerable<ValidationResult> IValidatableObject.Validate(ValidationContext validationContext)
    {
        if (
            Endpoint is not null
            && (!Uri.TryCreate(Endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        )
            yield return validationContext.Problem(
                nameof(Endpoint),
                $"'{Endpoint}' is not valid; use an http or https address, like https://web.archive.org/save/."
            );
        if (Endpoint is not null && Command.Count > 0)
            yield return validationContext.Problem(nameof(Command), "it is set beside Endpoint; set one of them.");
    }
}

/// <summary>Checks the values of <see cref="ArchiveOptions"/>.</summary>
[OptionsValidator]
public sealed partial class ArchiveOptionsValidator : IValidateOptions<ArchiveOptions>;
