using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ClaimGraph.Server.Imports;

/// <summary>Files that are sent to be imported.</summary>
public sealed class UploadOptions
{
    /// <summary>The folder in which files wait until they are imported. Everything in it belongs to the server.</summary>
    /// <value>Default: <c>claimgraph-imports</c> in the working folder.</value>
    [Required]
    public string Folder { get; set; } = "claimgraph-imports";

    /// <summary>The largest file that is taken, in bytes.</summary>
    /// <value>Default: 1 GiB.</value>
    [Range(1, long.MaxValue)]
    public long MaxBytes { get; set; } = 1L << 30;

    /// <summary>How many imports may wait or run. More are refused with the status 429.</summary>
    /// <value>Default: 20.</value>
    [Range(1, 10_000)]
    public int MaxWaiting { get; set; } = 20;
}

/// <summary>Checks the values of <see cref="UploadOptions"/>.</summary>
[OptionsValidator]
internal sealed partial class UploadOptionsValidator : IValidateOptions<UploadOptions>;
